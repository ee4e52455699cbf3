import { signBody, type XmlCredential } from '@banc-gap/saml';
import type { AmcFault } from '../faults.ts';
import type { Outcome } from './views.ts';

/** What may be wrong with the signature of a reply, or with what it is a reply to. */
export type ReplyFault = Extract<AmcFault, 'unsigned' | 'wrong-signer' | 'altered' | 'wrapped' | 'replayed'>;

const REPLY_FAULTS: readonly string[] = ['unsigned', 'wrong-signer', 'altered', 'wrapped', 'replayed'];
export const isReplyFault = (fault: AmcFault | undefined): fault is ReplyFault =>
  fault !== undefined && REPLY_FAULTS.includes(fault);

const TOKEN_ID = 'certificat';
const BODY = /<soap:Body[^>]*>.*<\/soap:Body>/s;

/** Signs what the AMC says. */
export class ReplySigner {
  readonly #right: XmlCredential;
  readonly #wrong: XmlCredential;

  /**
   * @param right by AC-SERVICES-APPLICATIFS
   * @param wrong by AC-SERVEUR
   */
  constructor(right: XmlCredential, wrong: XmlCredential) {
    this.#right = right;
    this.#wrong = wrong;
  }

  /**
   * @param message with a Body to sign
   * @param falsified the same message with another Body, for a fault that wants one
   */
  sign(message: string, fault?: ReplyFault, falsified: () => string = () => message): string {
    if (fault === 'unsigned') return message;
    const signed = signBody(message, fault === 'wrong-signer' ? this.#wrong : this.#right, TOKEN_ID);
    if (fault !== 'altered' && fault !== 'wrapped') return signed;
    const [body] = BODY.exec(signed)!;
    const [other] = BODY.exec(falsified())!;
    // Functions, since `$` means something in a replacement.
    if (fault === 'altered') return signed.replace(body, () => other);
    return signed
      .replace(body, () => other.replace('wsu:Id="corps"', 'wsu:Id="autre"'))
      .replace(
        '<soap:Header>',
        (start) => `${start}<banc:Ancien xmlns:banc="urn:banc-gap:roc:ancien">${body}</banc:Ancien>`,
      );
  }
}

/** What somebody on the way would rather have the AMC say. */
export function falsifiedOutcome(outcome: Outcome): Outcome {
  const { parts } = outcome;
  if (parts === undefined) return { ...outcome, libelle: 'Falsifié' };
  const generous = { ...parts.total, partAMC: parts.total.montantTotal, RAC: '0.00' };
  return { ...outcome, parts: { ...parts, total: generous } };
}
