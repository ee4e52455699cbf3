import { BancError } from '@banc-gap/pki';
import { parseXml, readEnvelope, type TokenVerifier } from '@banc-gap/saml';
import { messageIdIn } from './addressing.ts';
import type { Dialect } from './dialect.ts';

/** What there is to say of a request, whatever it was answered. */
export interface Inspection {
  readonly messageId?: string;
  /** Common name of the certificate that signed the token, and the identifier of that; absent where it is refused. */
  readonly signer?: string;
  readonly tokenId?: string;
  /** Why the token is refused. */
  readonly refusal?: BancError;
  /** What is tolerated of the token. */
  readonly observations: readonly { readonly code: string; readonly message: string }[];
  /** Where the Body is not what the schema says. */
  readonly problems: readonly string[];
}

/** @param verifier one that remembers nothing: a request may be looked at more than once */
export function inspect(message: Uint8Array, dialect: Dialect, verifier: TokenVerifier): Inspection {
  try {
    const document = parseXml(message);
    const envelope = readEnvelope(document);
    const messageId = messageIdIn(envelope);
    const problems = dialect
      .problemsOf(document.source)
      .map(({ line, path, problem }) => `${line}: ${path}: ${problem}`);
    return { ...(messageId !== undefined && { messageId }), ...tokenIn(message, verifier), problems };
  } catch (error) {
    if (!(error instanceof BancError)) throw error;
    return { refusal: error, observations: [], problems: [] };
  }
}

function tokenIn(
  message: Uint8Array,
  verifier: TokenVerifier,
): Pick<Inspection, 'signer' | 'tokenId' | 'refusal' | 'observations'> {
  try {
    const { signer, token, observations } = verifier.verify(message);
    return { signer: signer.commonName ?? '', tokenId: token.id, observations };
  } catch (error) {
    if (!(error instanceof BancError)) throw error;
    return { refusal: error, observations: [] };
  }
}
