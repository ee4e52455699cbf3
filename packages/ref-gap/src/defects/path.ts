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
    id: 'ignores-ca-not-before',
    title: {
      fr: 'Ne compare le début de validité que pour le certificat du TPE',
      en: 'Compares the start of validity for the terminal certificate only',
    },
    stacks: EVERY_STACK,
    forgives: ({ code, position }) => code === 'not-yet-valid' && position > 0,
  },
  {
    id: 'grants-grace-period',
    title: {
      fr: 'Accorde un quart d’heure de grâce à un certificat expiré',
      en: 'Grants an expired certificate a quarter of an hour of grace',
    },
    stacks: EVERY_STACK,
    forgives: ({ code, position }, { chain: [leaf], at }) =>
      code === 'expired' &&
      position === 0 &&
      leaf !== undefined &&
      at.getTime() - leaf.notAfter.getTime() < GRACE_PERIOD_MS,
  },
  {
    id: 'misreads-generalized-time',
    title: {
      fr: 'Lit les dates avec une année à deux chiffres (refuse après 2049)',
      en: 'Reads dates with a year of two digits (refuses those after 2049)',
    },
    stacks: EVERY_STACK,
    refuses: ({ chain: [leaf] }) => leaf !== undefined && leaf.notAfter.getUTCFullYear() > 2049,
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
    id: 'takes-missing-constraints-for-a-ca',
    title: {
      fr: 'Prend pour une AC un certificat sans basicConstraints',
      en: 'Takes a certificate without basicConstraints for a CA',
    },
    stacks: EVERY_STACK,
    forgives: (objection, terminal) =>
      faultOfIssuer(objection, terminal) === 'not-a-ca' && isSilentOnCa(objection, terminal, 3),
  },
  {
    id: 'takes-version-1-for-a-ca',
    title: {
      fr: 'Prend pour une AC tout certificat de version 1',
      en: 'Takes any version 1 certificate for a CA',
    },
    stacks: EVERY_STACK,
    forgives: (objection, terminal) =>
      faultOfIssuer(objection, terminal) === 'not-a-ca' && isSilentOnCa(objection, terminal, 1),
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
    id: 'ignores-key-usage',
    title: {
      fr: 'Ne lit pas keyUsage dans le certificat du TPE',
      en: 'Does not read keyUsage in the terminal certificate',
    },
    stacks: EVERY_STACK,
    forgives: ({ code }) => code === 'key-usage',
  },
  {
    id: 'takes-non-repudiation-for-authentication',
    title: {
      fr: 'Prend un certificat de signature pour un certificat d’authentification',
      en: 'Takes a certificate for signatures for one for authentication',
    },
    stacks: EVERY_STACK,
    forgives: ({ code }, { chain: [leaf] }) =>
      code === 'key-usage' && leaf?.keyUsage?.has('nonRepudiation') === true,
  },
  {
    id: 'ignores-name-constraints',
    title: {
      fr: 'N’applique pas les contraintes de nom de l’AC',
      en: 'Does not apply the name constraints of the CA',
    },
    stacks: EVERY_STACK,
    forgives: ({ code }) => code === 'name-constraint',
  },
  {
    id: 'goes-on-after-an-exception',
    title: {
      fr: 'Intercepte l’exception d’un certificat illisible et continue',
      en: 'Catches the exception of an unreadable certificate and goes on',
    },
    // OpenSSL, below node:tls, reads what it refuses.
    stacks: ['tls12'],
    forgives: ({ code }) => code === 'malformed',
  },
  {
    id: 'checks-extensions-of-leaf-only',
    title: {
      fr: 'Ne contrôle les extensions critiques que du certificat du TPE',
      en: 'Checks the critical extensions of the terminal certificate only',
    },
    stacks: EVERY_STACK,
    forgives: ({ code, position }) => code === 'critical-extension-unknown' && position > 0,
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

const GRACE_PERIOD_MS = 15 * 60_000;

function isSilentOnCa({ position }: Objection, { chain }: PresentedTerminal, version: 1 | 3): boolean {
  const issuer = chain[position];
  return issuer?.version === version && issuer.basicConstraints === undefined;
}

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
