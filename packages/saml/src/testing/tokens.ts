import { randomUUID } from 'node:crypto';
import { BancError } from '@banc-gap/pki';
import { signEnveloped, type XmlCredential } from '../signature/sign.ts';
import { envelopeXml } from '../soap/write.ts';
import { MemoryReplayCache } from '../token/replay.ts';
import { rocAttributes, signToken, type TokenClaims } from '../token/sign.ts';
import { TokenVerifier, type TokenVerifierOptions } from '../token/verifier.ts';
import { NOW, type TestPki } from './test-pki.ts';

export const SOFTWARE = {
  sector: 'SA01^1.2.250.1.71.4.2.4',
  name: 'GAP & Co <essai>',
  version: '12.3',
  id: 'b7f5c2ae-0000-4000-8000-000000000001',
  subject: 'AGENT "Éloïse" D\'ACCUEIL',
};

/** A good token but for the claims that are given. */
export function token(credential: XmlCredential, claims: Partial<TokenClaims> = {}): string {
  return signToken(
    { id: `_${randomUUID()}`, issueInstant: NOW, attributes: rocAttributes(SOFTWARE), ...claims },
    credential,
  );
}

export const IDB_BODY =
  '<idb:identifierDroits xmlns:idb="urn:banc-gap:roc:idb:1.0.0"><idb:adherent>42</idb:adherent></idb:identifierDroits>';

/** The message of SOAP 1.2 that a token travels in. */
export function message(security: string): string {
  return envelopeXml({
    version: '1.2',
    addressing: {
      action: 'urn:banc-gap:roc:idb:1.0.0:identifierDroits',
      to: 'https://amc.sim.test/roc/idb',
      messageId: 'urn:uuid:9d3c0a52-0000-4000-8000-000000000002',
    },
    security,
    body: IDB_BODY,
  });
}

/** A signed token that says something else, and is signed again. */
export function resign(
  signed: string,
  credential: XmlCredential,
  change: (unsigned: string) => string,
): string {
  const unsigned = change(signed.replace(/<ds:Signature .*<\/ds:Signature>/s, ''));
  return signEnveloped(unsigned, credential, { idAttribute: { localName: 'ID' } });
}

/** A verifier that trusts the IGC-Santé of the tests, and has seen nothing yet. */
export function verifier(pki: TestPki, options: Partial<TokenVerifierOptions> = {}): TokenVerifier {
  const trust = pki.trust('igc-sante-test/aci-el-org');
  return new TokenVerifier({
    trust: () => trust,
    clock: () => NOW,
    replay: new MemoryReplayCache(),
    ...options,
  });
}

/** The code of the error that an action ends with; undefined if it ends well. */
export function codeOf(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof BancError) return error.code;
    throw error;
  }
  return undefined;
}
