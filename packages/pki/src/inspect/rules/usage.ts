import { EXTENDED_KEY_USAGES, EXTENSIONS } from '../../object-identifiers.ts';
import { nameOfOid } from '../facts.ts';
import type { Examined, Rule } from '../rule.ts';
import { CERTIFICATE_USES, TLS_USES, USES } from '../uses.ts';
import { IN_NO_DOCUMENT, when } from './when.ts';

const { serverAuth, clientAuth, anyExtendedKeyUsage } = EXTENDED_KEY_USAGES;

const extendedKeyUsageOf = (names: readonly string[]): string =>
  names.map((oid) => nameOfOid(EXTENDED_KEY_USAGES, oid)).join(', ') || '—';

/** Of a TLS use: the extended key usage that a counterpart looks for. */
function missingPurpose({ certificate, uses }: Examined): 'serverAuth' | 'clientAuth' | undefined {
  const purpose = USES[uses[0]!].purpose;
  if (purpose === 'signature' || certificate.extendedKeyUsage === undefined) return undefined;
  const wanted: readonly string[] = [purpose === 'serverAuth' ? serverAuth : clientAuth, anyExtendedKeyUsage];
  return certificate.extendedKeyUsage.some((oid) => wanted.includes(oid)) ? undefined : purpose;
}

/** A TLS certificate signs handshakes (ECDHE, CertificateVerify); a signature certificate may have either bit. */
function keyUsageForbids({ certificate: { keyUsage }, uses }: Examined): boolean {
  if (keyUsage === undefined || keyUsage.has('digitalSignature')) return false;
  return USES[uses[0]!].purpose !== 'signature' || !keyUsage.has('nonRepudiation');
}

const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((value) => other.includes(value));

const NOT_CRITICAL = { fr: ' (non critique)', en: ' (not critical)' };

export const USAGE_RULES: readonly Rule[] = [
  {
    id: 'usage/not-authority',
    level: 'MUST',
    requirement: 'S1-016',
    rfc: '5280 §4.2.1.9',
    title: {
      fr: 'Le fichier porte un certificat du GAP, pas seulement des AC',
      en: 'The file has a certificate of the GAP, not of CAs only',
    },
    uses: 'any',
    finds: ({ kind, use, certificate }) =>
      when(kind?.id === 'authority' && use !== undefined, { name: certificate.commonName ?? '—' }),
    found: {
      fr: 'Le fichier ne porte que des autorités ({name}) : elles se mettent dans la chaîne ou le magasin de confiance, jamais à la place du certificat du GAP.',
      en: 'The file has authorities only ({name}): they belong in the chain or among what is trusted, never in place of the certificate of the GAP.',
    },
    next: {
      fr: 'Nommer le fichier du certificat commandé sur PFCNG.',
      en: 'Name the file of the certificate that was ordered on PFCNG.',
    },
  },
  {
    id: 'usage/purpose',
    level: 'MUST',
    requirement: 'S1-016',
    rfc: '5280 §4.2.1.12',
    title: {
      fr: 'Les usages étendus permettent le rôle TLS du GAP',
      en: 'The extended key usages allow the TLS role of the GAP',
    },
    uses: TLS_USES,
    finds: (examined) => {
      const missing = missingPurpose(examined);
      return missing && { missing, present: extendedKeyUsageOf(examined.certificate.extendedKeyUsage ?? []) };
    },
    found: {
      fr: 'Usages étendus {present}, sans {missing} : OpenSSL et Java, bien configurés, refusent ce certificat.',
      en: 'Extended key usages {present}, without {missing}: OpenSSL and Java, correctly configured, refuse this certificate.',
    },
    next: {
      fr: 'Commander le type qui convient : SSL_SERVEUR pour être serveur, ORG AUTH_CLI pour être client, PRO AUTH pour le DP.',
      en: 'Order the type that suits: SSL_SERVEUR to be a server, ORG AUTH_CLI to be a client, PRO AUTH for the DP.',
    },
  },
  {
    id: 'usage/extended-key-usage',
    level: 'SHOULD',
    whyNotMust: IN_NO_DOCUMENT,
    requirement: 'S1-016',
    rfc: '5280 §4.2.1.12',
    title: {
      fr: 'Les usages étendus sont ceux du type de certificat',
      en: 'The extended key usages are those of the type of certificate',
    },
    uses: CERTIFICATE_USES,
    finds: (examined) => {
      const { kind, certificate } = examined;
      if (kind?.extendedKeyUsage === undefined || missingPurpose(examined)) return undefined;
      const expected = kind.extendedKeyUsage.map((usage): string => EXTENDED_KEY_USAGES[usage]);
      const present = certificate.extendedKeyUsage ?? [];
      return when(!sameSet(present, expected), {
        present: extendedKeyUsageOf(present),
        expected: extendedKeyUsageOf(expected),
      });
    },
    found: {
      fr: 'Usages étendus : {present} au lieu de {expected}.',
      en: 'Extended key usages: {present} instead of {expected}.',
    },
    next: {
      fr: 'Ce n’est pas un certificat que l’IGC-Santé émet : vérifier d’où vient le fichier.',
      en: 'This is not a certificate as IGC-Santé issues them: check where the file comes from.',
    },
  },
  {
    id: 'usage/key-usage',
    level: 'MUST',
    requirement: 'S1-016',
    rfc: '5280 §4.2.1.3',
    title: {
      fr: 'L’usage de la clé permet de signer',
      en: 'The key usage allows signing',
    },
    uses: CERTIFICATE_USES,
    finds: (examined) =>
      when(keyUsageForbids(examined), {
        usages: [...(examined.certificate.keyUsage ?? [])].join(', ') || '—',
      }),
    found: {
      fr: 'Usage de la clé : {usages}, sans digitalSignature, qu’exigent ECDHE et l’authentification du client.',
      en: 'Key usage: {usages}, without digitalSignature, which ECDHE and client authentication need.',
    },
    next: {
      fr: 'Un certificat de type CONF (chiffrement) ne convient pas : commander AUTH_CLI, SSL_SERVEUR ou SIGN.',
      en: 'A certificate of type CONF (encryption) does not suit: order AUTH_CLI, SSL_SERVEUR or SIGN.',
    },
  },
  {
    id: 'usage/key-usage-of-type',
    level: 'SHOULD',
    whyNotMust: IN_NO_DOCUMENT,
    requirement: 'S1-016',
    rfc: '5280 §4.2.1.3',
    title: {
      fr: 'L’usage de la clé est celui du type de certificat, et critique',
      en: 'The key usage is that of the type of certificate, and critical',
    },
    uses: CERTIFICATE_USES,
    finds: (examined) => {
      const { kind, certificate } = examined;
      if (kind?.keyUsage === undefined || keyUsageForbids(examined)) return undefined;
      const present = [...(certificate.keyUsage ?? [])];
      const critical = certificate.extension(EXTENSIONS.keyUsage)?.critical ?? true;
      return when(!sameSet(present, kind.keyUsage) || !critical, {
        usages: present.join(', ') || '—',
        expected: kind.keyUsage.join(', '),
        criticality: critical ? '' : NOT_CRITICAL,
      });
    },
    found: {
      fr: 'Usage de la clé : {usages}{criticality} au lieu de {expected}, critique.',
      en: 'Key usage: {usages}{criticality} instead of {expected}, critical.',
    },
    next: {
      fr: 'Ce n’est pas un certificat que l’IGC-Santé émet : vérifier d’où vient le fichier.',
      en: 'This is not a certificate as IGC-Santé issues them: check where the file comes from.',
    },
  },
];
