import { X509Certificate } from 'node:crypto';
import { Certificate, Crl, type Name, namesEqual } from '@banc-gap/pki';
import { pemBlocks } from '../material.ts';
import { type Defect, EVERY_STACK, type Objection, type PresentedTerminal } from './defect.ts';

/** Mistakes about who may vouch for a terminal. */
export const TRUST_DEFECTS = [
  {
    id: 'refuses-every-terminal',
    title: {
      fr: 'Refuse tous les TPE : la CRL de la racine n’a pas été installée avec celle de l’AC',
      en: 'Refuses every terminal: the CRL of the root was not installed beside that of the CA',
    },
    stacks: EVERY_STACK,
    material: (material) => {
      const roots = Certificate.parseAll(material.trust);
      const ofRoot = (crl: Crl): boolean => roots.some(({ subject }) => namesEqual(subject, crl.issuer));
      return { ...material, crls: pemBlocks(...material.crls).filter((pem) => !ofRoot(Crl.parse(pem))) };
    },
  },
  {
    id: 'accepts-self-signed',
    title: {
      fr: 'Accepte un certificat autosigné, « pour les essais »',
      en: 'Accepts a self-signed certificate, "for tests"',
    },
    stacks: EVERY_STACK,
    forgives: ({ position }, { chain: [leaf] }) =>
      position === 0 && leaf !== undefined && namesEqual(leaf.issuer, leaf.subject),
  },
  {
    id: 'accepts-unknown-root',
    title: {
      fr: 'Reconnaît un TPE à la forme de son nom, quelle que soit la racine',
      en: 'Knows a terminal by the form of its name, whatever its root',
    },
    stacks: EVERY_STACK,
    forgives: (objection, terminal) =>
      endsOutsideTrust(objection) && !claimsTrustedRoot(terminal) && isTerminal(terminal.chain[0]?.subject),
  },
  {
    id: 'trusts-issuer-by-name',
    title: {
      fr: 'Reconnaît la racine à son nom, sans vérifier sa clé',
      en: 'Knows the root by its name, without checking its key',
    },
    stacks: EVERY_STACK,
    forgives: (objection, terminal) => endsOutsideTrust(objection) && claimsTrustedRoot(terminal),
  },
  {
    id: 'accepts-incomplete-chain',
    title: {
      fr: 'Accepte un certificat envoyé sans l’AC intermédiaire, donc sans vérifier sa signature',
      en: 'Accepts a certificate sent without its intermediate CA, so without checking its signature',
    },
    stacks: EVERY_STACK,
    forgives: ({ code }, { chain: [leaf, ...others], knowsIssuer }) =>
      code === 'issuer-unknown' && others.length === 0 && leaf !== undefined && knowsIssuer(leaf),
  },
  {
    id: 'trusts-igc-sante',
    title: {
      fr: 'Un seul magasin de confiance : celui de l’IGC-Santé sert aussi pour les TPE',
      en: 'One trust store for everything: that of the IGC-Santé serves for terminals too',
    },
    stacks: EVERY_STACK,
    needs: 'igcSante',
    material: (material) => ({
      ...material,
      trust: material.trust + (material.alternatives?.igcSante?.trust ?? ''),
      crls: [...material.crls, ...(material.alternatives?.igcSante?.crls ?? [])],
    }),
  },
  {
    id: 'ignores-leaf-signature',
    title: {
      fr: 'Ne vérifie pas la signature du certificat du TPE',
      en: 'Does not check the signature on the terminal certificate',
    },
    stacks: EVERY_STACK,
    forgives: ({ code, position }) => code === 'signature-invalid' && position === 0,
  },
  {
    id: 'ignores-ca-signature',
    title: {
      fr: 'Ne vérifie pas la signature du certificat de l’AC',
      en: 'Does not check the signature on the CA certificate',
    },
    stacks: EVERY_STACK,
    forgives: ({ code, position }) => code === 'signature-invalid' && position > 0,
  },
  {
    id: 'verifies-with-own-key',
    title: {
      fr: 'Vérifie la signature du certificat avec la clé du certificat lui-même',
      en: 'Verifies the signature of the certificate with the key of the certificate itself',
    },
    stacks: EVERY_STACK,
    forgives: ({ code, position }, { chain: [leaf] }) =>
      code === 'signature-invalid' && position === 0 && leaf !== undefined && isSignedBy(leaf, leaf),
  },
  {
    id: 'accepts-empty-signature',
    title: {
      fr: 'Ne vérifie pas une signature qui est vide',
      en: 'Does not verify a signature that is empty',
    },
    stacks: EVERY_STACK,
    forgives: ({ code, position }, { chain: [leaf] }) =>
      code === 'signature-invalid' && position === 0 && leaf?.signature.length === 0,
  },
  {
    id: 'ignores-inner-signature-algorithm',
    title: {
      fr: 'Ne compare pas l’algorithme de signature signé à celui qui est employé',
      en: 'Does not compare the signature algorithm that is signed with the one that is used',
    },
    stacks: EVERY_STACK,
    forgives: ({ code }) => code === 'signature-algorithm-inconsistent',
  },
  {
    id: 'ignores-issuer-name',
    title: {
      fr: 'Cherche l’émetteur par sa clé, sans comparer son nom',
      en: 'Looks for the issuer by its key, without comparing its name',
    },
    // node:tls does not tell which certificates came with a leaf that names another issuer.
    stacks: ['tls12'],
    forgives: ({ code, position }, { chain: [leaf, next] }) =>
      code === 'issuer-unknown' && position === 0 && !!leaf && !!next && isSignedBy(leaf, next),
  },
  {
    id: 'refuses-presented-root',
    title: {
      fr: 'Refuse une chaîne qui contient sa racine',
      en: 'Refuses a chain that holds its root',
    },
    // node:tls adds the root to the chain by itself.
    stacks: ['tls12'],
    refuses: ({ chain }) => chain.some(({ issuer, subject }) => namesEqual(issuer, subject)),
  },
  {
    id: 'never-checks-dates',
    title: { fr: 'Valide la chaîne, jamais les dates', en: 'Validates the chain, never the dates' },
    stacks: EVERY_STACK,
    broad: true,
    forgives: ({ code }) => code === 'expired' || code === 'not-yet-valid',
  },
  {
    id: 'never-checks-revocation',
    title: { fr: 'Ne lit aucune CRL', en: 'Reads no CRL at all' },
    stacks: EVERY_STACK,
    broad: true,
    forgives: ({ code }) => code === 'revoked' || code.startsWith('crl-'),
  },
  {
    id: 'never-verifies-signatures',
    title: {
      fr: 'Compare les noms, ne vérifie aucune signature',
      en: 'Compares names, verifies no signature',
    },
    stacks: EVERY_STACK,
    broad: true,
    forgives: ({ code }) => code.startsWith('signature-'),
  },
  {
    id: 'trusts-everyone',
    title: {
      fr: 'Demande un certificat et n’en vérifie rien (rejectUnauthorized: false)',
      en: 'Asks for a certificate and checks nothing (rejectUnauthorized: false)',
    },
    stacks: EVERY_STACK,
    broad: true,
    forgives: () => true,
    secure: (settings) => ({ ...settings, clientCertificate: 'request' }),
  },
] as const satisfies readonly Defect[];

function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  return new X509Certificate(certificate.der).verify(issuer.publicKey);
}

/** Each certificate was issued by the next, and the last one by a CA that is not to be found. */
function endsOutsideTrust({ code, position }: Objection): boolean {
  return position > 0 && OUTSIDE_TRUST.has(code);
}

const OUTSIDE_TRUST: ReadonlySet<Objection['code']> = new Set([
  'issuer-unknown',
  'self-signed-untrusted',
  'authority-key-identifier',
]);

function claimsTrustedRoot({ chain, trust }: PresentedTerminal): boolean {
  const top = chain.at(-1);
  return top !== undefined && trust.some(({ subject }) => namesEqual(subject, top.issuer));
}

/** A terminal's name is a single CN, its serial number of 16 characters. */
export function isTerminal(name: Name | undefined): boolean {
  const attributes = name?.flat() ?? [];
  return attributes.length === 1 && attributes[0]?.value.length === 16;
}
