import { ALGORITHMS } from '@banc-gap/pki';
import { type Defect, EVERY_STACK, type Objection, type PresentedTerminal } from './defect.ts';

/** Mistakes about the algorithms, the keys and the encoding of certificates. */
export const ALGORITHM_DEFECTS = [
  {
    id: 'accepts-sha1',
    title: { fr: 'Accepte les signatures avec SHA-1', en: 'Accepts signatures with SHA-1' },
    stacks: EVERY_STACK,
    forgives: (objection, terminal) =>
      weakAlgorithm(objection, terminal) === ALGORITHMS.sha1WithRSAEncryption,
  },
  {
    id: 'checks-digest-of-leaf-only',
    title: {
      fr: 'Ne contrôle le condensat que du certificat du TPE',
      en: 'Checks the digest of the terminal certificate only',
    },
    stacks: EVERY_STACK,
    forgives: ({ code, position }) => code === 'signature-algorithm-weak' && position > 0,
  },
  {
    id: 'accepts-md5',
    title: { fr: 'Accepte les signatures avec MD5', en: 'Accepts signatures with MD5' },
    stacks: EVERY_STACK,
    forgives: (objection, terminal) => weakAlgorithm(objection, terminal) === ALGORITHMS.md5WithRSAEncryption,
  },
  {
    id: 'accepts-short-keys',
    title: {
      fr: 'Accepte une clé RSA de moins de 2048 bits',
      en: 'Accepts an RSA key of less than 2048 bits',
    },
    stacks: EVERY_STACK,
    forgives: ({ code }) => code === 'key-too-weak',
  },
  {
    id: 'ignores-trailing-octets',
    title: {
      fr: 'Lit un certificat jusqu’à la fin de sa structure et ignore la suite',
      en: 'Reads a certificate to the end of its structure and ignores what follows',
    },
    // OpenSSL refuses the message before node:tls sees the certificate.
    stacks: ['tls12'],
    reads: (der) => der.subarray(0, outerLength(der)),
  },
] as const satisfies readonly Defect[];

function weakAlgorithm({ code, position }: Objection, { chain }: PresentedTerminal): string | undefined {
  return code === 'signature-algorithm-weak' ? chain[position]?.signatureAlgorithm : undefined;
}

/** Of the SEQUENCE that a certificate is: tag, a length in two octets, and as many octets. */
function outerLength(der: Buffer): number {
  return der[1] === 0x82 ? 4 + der.readUInt16BE(2) : der.length;
}
