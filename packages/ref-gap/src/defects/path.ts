import { type Defect, EVERY_STACK, type Objection, type PresentedTerminal } from './defect.ts';
import { isTerminal } from './trust.ts';

/** Mistakes about the validity and the use of the certificates of a chain (RFC 5280 §6.1). */
export const PATH_DEFECTS = [
  {
    id: 'ignores-leaf-expiry',
    title: {
      fr: 'Accepte le certificat expiré d’un TPE',
      en: 'Accepts the expired certificate of a terminal',
    },
    stacks: EVERY_STACK,
    forgives: ({ code, position }) => code === 'expired' && position === 0,
  },
  {
    id: 'ignores-leaf-not-before',
    title: {
      fr: 'Accepte le certificat d’un TPE avant le début de sa validité',
      en: 'Accepts the certificate of a terminal before its validity begins',
    },
    stacks: EVERY_STACK,
    forgives: ({ code, position }) => code === 'not-yet-valid' && position === 0,
  },
  {
    id: 'ignores-ca-expiry',
    title: {
      fr: 'Ne regarde les dates que du certificat du TPE, pas de l’AC',
      en: 'Looks at the dates of the terminal certificate only, not of the CA',
    },
    stacks: EVERY_STACK,
    forgives: ({ code, position }) => code === 'expired' && position > 0,
  },
  {
    id: 'ignores-ca-flag',
    title: {
      fr: 'Ne regarde pas si l’émetteur est une AC (basicConstraints)',
      en: 'Does not look whether the issuer is a CA (basicConstraints)',
    },
    stacks: EVERY_STACK,
    forgives: (objection, terminal) => faultOfIssuer(objection, terminal) === 'not-a-ca',
  },
  {
    id: 'accepts-end-entity-issuer',
    title: {
      fr: 'Laisse un TPE émettre des certificats pour d’autres',
      en: 'Lets a terminal issue certificates for others',
    },
    stacks: EVERY_STACK,
    forgives: (objection, terminal) => faultOfIssuer(objection, terminal) === 'a-terminal',
  },
  {
    id: 'ignores-path-length',
    title: {
      fr: 'Ne compte pas les AC intermédiaires (pathLenConstraint)',
      en: 'Does not count intermediate CAs (pathLenConstraint)',
    },
    stacks: EVERY_STACK,
    forgives: (objection, terminal) => faultOfIssuer(objection, terminal) === 'too-deep',
  },
  {
    id: 'ignores-ca-key-usage',
    title: {
      fr: 'Ne regarde pas si l’AC a le droit de signer des certificats (keyCertSign)',
      en: 'Does not look whether the CA may sign certificates (keyCertSign)',
    },
    stacks: EVERY_STACK,
    forgives: (objection, terminal) => faultOfIssuer(objection, terminal) === 'no-key-cert-sign',
  },
  {
    id: 'ignores-extended-key-usage',
    title: {
      fr: 'Accepte d’un client un certificat de serveur (extendedKeyUsage)',
      en: 'Accepts a server certificate from a client (extendedKeyUsage)',
    },
    stacks: EVERY_STACK,
    forgives: ({ code }) => code === 'extended-key-usage',
  },
  {
    id: 'ignores-critical-extensions',
    title: {
      fr: 'Passe outre une extension critique inconnue',
      en: 'Passes over an unknown critical extension',
    },
    stacks: EVERY_STACK,
    forgives: ({ code }) => code === 'critical-extension-unknown',
  },
  {
    id: 'refuses-unknown-extensions',
    title: {
      fr: 'Refuse une extension inconnue, même non critique',
      en: 'Refuses an unknown extension, even one that is not critical',
    },
    stacks: EVERY_STACK,
    refuses: ({ chain: [leaf] }) =>
      leaf?.extensions.some(({ oid }) => !STANDARD_EXTENSION.test(oid)) ?? false,
  },
] as const satisfies readonly Defect[];

/** Those of X.509 itself, and authorityInfoAccess. */
const STANDARD_EXTENSION = /^2\.5\.29\.\d+$|^1\.3\.6\.1\.5\.5\.7\.1\.1$/;

type FaultOfIssuer = 'a-terminal' | 'too-deep' | 'no-key-cert-sign' | 'not-a-ca';

/** Several rules are broken at once where a terminal issues, or where one extension of a CA contradicts another. */
function faultOfIssuer(
  { code, position }: Objection,
  { chain }: PresentedTerminal,
): FaultOfIssuer | undefined {
  if (!AGAINST_ISSUERS.has(code)) return undefined;
  if (isTerminal(chain[1]?.subject)) return 'a-terminal';
  if (code === 'path-length-exceeded') return 'too-deep';
  return chain[position]?.basicConstraints?.ca ? 'no-key-cert-sign' : 'not-a-ca';
}

const AGAINST_ISSUERS: ReadonlySet<Objection['code']> = new Set([
  'not-a-ca',
  'ca-key-usage',
  'basic-constraints-inconsistent',
  'path-length-exceeded',
]);
