import type { ProfileId } from '@banc-gap/pki';

/** What PFCNG offers: who a certificate names, and what it is for. */
export const OFFERS = {
  ORG: {
    title: { fr: 'Certificat logiciel ORG (Personne morale)', en: 'Software certificate ORG (legal person)' },
    usages: ['AUTH_CLI', 'SIGN', 'CONF'],
  },
  SERV: {
    title: { fr: 'Certificat logiciel SERVEUR', en: 'Software certificate SERVEUR (server)' },
    usages: ['SSL_SERVEUR', 'SMIME', 'SIGN', 'CONF'],
  },
  PRO: {
    title: {
      fr: 'Certificat logiciel PRO (Personne physique)',
      en: 'Software certificate PRO (natural person)',
    },
    usages: ['AUTH', 'SIGN', 'CONF'],
  },
} as const;

export type OfferName = keyof typeof OFFERS;
export const OFFER_NAMES = Object.keys(OFFERS) as [OfferName, ...OfferName[]];
export const USAGES = ['AUTH_CLI', 'AUTH', 'SSL_SERVEUR', 'SMIME', 'SIGN', 'CONF'] as const;
export type UsageName = (typeof USAGES)[number];

/** The last part of a profile's id. */
const PROFILES = {
  ORG: { AUTH_CLI: 'org-auth-cli', SIGN: 'org-sign', CONF: 'org-conf' },
  SERV: { SSL_SERVEUR: 'ssl-serveur', SMIME: 'serv-smime', SIGN: 'serv-sign', CONF: 'serv-conf' },
  PRO: { AUTH: 'pro-auth', SIGN: 'pro-sign', CONF: 'pro-conf' },
} as const satisfies {
  readonly [O in OfferName]: Readonly<Record<(typeof OFFERS)[O]['usages'][number], string>>;
};

/** What the issuer makes of a product. */
export function profileOf(environment: 'test' | 'production', offer: OfferName, usage: UsageName): ProfileId {
  const hierarchy = environment === 'test' ? 'igc-sante-test' : 'igc-sante';
  const profile = (PROFILES[offer] as Readonly<Record<string, string>>)[usage];
  return `${hierarchy}/${profile}` as ProfileId;
}
