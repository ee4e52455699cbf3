import type { ProfileId } from '../profiles/profile-ids.ts';
import type { SubjectInput } from '../profiles/subject.ts';

/**
 * What real certificates of IGC-Santé TEST say, field by field, of 2021 and of 2025, as they were decoded; of the kinds
 * that nobody has seen, what docs/deviations.md says. Extensions are named as in RFC 5280, those of the arc 1.2.250.1
 * by their last arcs.
 */
export interface RealCertificate {
  readonly profile: Extract<ProfileId, `igc-sante-test/${string}`>;
  /** Instead of the example with every field. */
  readonly subject?: SubjectInput;
  /** Relative distinguished names as encoded. */
  readonly name: string;
  readonly issuer: keyof typeof ISSUERS;
  /** Content of extnValue in hex. */
  readonly keyUsage: string;
  readonly extendedKeyUsage: string;
  readonly subjectAltName?: string;
  /** Of the arc 1.2.250.1, content of extnValue in hex. */
  readonly own: Readonly<Record<string, string>>;
  readonly order: { readonly 2021: string; readonly 2025: string };
  /** A certificate of 2021 lives a month longer than its key. */
  readonly signs?: true;
}

export const ISSUED_AT = {
  2021: new Date('2021-03-15T10:30:00Z'),
  2025: new Date('2025-04-25T09:15:10Z'),
} as const;

const LDAP = 'ldap://annuaire-igc.esante.gouv.fr/';

/** What depends on the CA alone. */
export const ISSUERS = {
  'EL-ORG': {
    name: 'C=FR, O=ASIP-SANTE, OU=0002 187512751, OU=IGC-SANTE TEST, CN=TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS',
    serialNumber2021: '1D5DE25E3DC14BDE',
    crl: 'http://igc-sante.esante.gouv.fr/CRL/ACI-EL-ORG-TEST.crl',
    directory: `${LDAP}cn=TEST%20AC%20IGC-SANTE%20ELEMENTAIRE%20ORGANISATIONS,ou=TEST%20AC%20RACINE%20IGC-SANTE%20ELEMENTAIRE,ou=IGC-SANTE%20TEST,ou=0002%20187512751,o=ASIP-SANTE,c=FR`,
    certificate: 'http://igc-sante.esante.gouv.fr/AC%20TEST/ACI-EL-ORG-TEST.cer',
  },
  'EL-PP': {
    name: 'C=FR, O=ASIP-SANTE, OU=0002 187512751, OU=IGC-SANTE TEST, CN=TEST AC IGC-SANTE ELEMENTAIRE PERSONNES',
    serialNumber2021: '2A4C81F07BE94C16',
    crl: 'http://igc-sante.esante.gouv.fr/CRL/ACI-EL-PP-TEST.crl',
    directory: `${LDAP}cn=TEST%20AC%20IGC-SANTE%20ELEMENTAIRE%20PERSONNES,ou=TEST%20AC%20RACINE%20IGC-SANTE%20ELEMENTAIRE,ou=IGC-SANTE%20TEST,ou=0002%20187512751,o=ASIP-SANTE,c=FR`,
    certificate: 'http://igc-sante.esante.gouv.fr/AC%20TEST/ACI-EL-PP-TEST.cer',
  },
  'ST-PP': {
    name: 'C=FR, O=ASIP-SANTE, OU=0002 187512751, OU=IGC-SANTE TEST, CN=TEST AC IGC-SANTE STANDARD PERSONNES',
    serialNumber2021: '4F0B27AD96534E81',
    crl: 'http://igc-sante.esante.gouv.fr/CRL/ACI-ST-PP-TEST.crl',
    directory: `${LDAP}cn=TEST%20AC%20IGC-SANTE%20STANDARD%20PERSONNES,ou=TEST%20AC%20RACINE%20IGC-SANTE%20STANDARD,ou=IGC-SANTE%20TEST,ou=0002%20187512751,o=ASIP-SANTE,c=FR`,
    certificate: 'http://igc-sante.esante.gouv.fr/AC%20TEST/ACI-ST-PP-TEST.cer',
  },
  'FO-PP': {
    name: 'C=FR, O=ASIP-SANTE, OU=0002 187512751, OU=IGC-SANTE TEST, CN=TEST AC IGC-SANTE FORT PERSONNES',
    serialNumber2021: '63DAFFCFC8034BDC',
    crl: 'http://igc-sante.esante.gouv.fr/CRL/ACI-FO-PP-TEST.crl',
    directory: `${LDAP}cn=TEST%20AC%20IGC-SANTE%20FORT%20PERSONNES,ou=TEST%20AC%20RACINE%20IGC-SANTE%20FORT,ou=IGC-SANTE%20TEST,ou=0002%20187512751,o=ASIP-SANTE,c=FR`,
    certificate: 'http://igc-sante.esante.gouv.fr/AC%20TEST/ACI-FO-PP-TEST.cer',
  },
} as const;

const KU = {
  digitalSignature: '03020780',
  'digitalSignature, nonRepudiation': '030206c0',
  nonRepudiation: '03020640',
  keyEncipherment: '03020520',
  'digitalSignature, keyEncipherment': '030205a0',
} as const;

const EKU = {
  clientAuth: '300a06082b06010505070302',
  emailProtection: '300a06082b06010505070304',
  'emailProtection, any': '301006082b060105050703040604551d2500',
  'serverAuth, clientAuth': '301406082b0601050507030106082b06010505070302',
  'clientAuth, msSmartcardLogin': '301606082b06010505070302060a2b060104018237140202',
} as const;

const SOFTWARE = { '71.1.2.5': '040183' };
const PROFESSIONAL = { ...SOFTWARE, '71.1.2.7': '02010a', '71.4.2.5': '30060c04534d3236' };

/** The number is 8025000001/2000000123. */
const card = (type: string) => ({
  '71.1.2.5': '040180',
  '71.1.2.2': type,
  '71.1.2.3': '1315383032353030303030312f32303030303030313233',
});

const ORDER = {
  client: {
    2021: 'BC SKI AKI KU CP EKU CDP freshestCRL AIA 71.1.2.5',
    2025: 'EKU AKI AIA CP CDP SKI freshestCRL KU 71.1.2.5 BC',
  },
  signature: {
    2021: 'BC SKI AKI KU CP EKU PKUP CDP freshestCRL AIA 71.1.2.5',
    2025: 'EKU AKI AIA CP PKUP CDP SKI freshestCRL KU 71.1.2.5 BC',
  },
  named: {
    2021: 'BC SKI AKI KU CP EKU SAN CDP freshestCRL AIA 71.1.2.5',
    2025: 'EKU AKI AIA CP CDP SKI freshestCRL KU 71.1.2.5 SAN BC',
  },
  namedSignature: {
    2021: 'BC SKI AKI KU CP EKU PKUP SAN CDP freshestCRL AIA 71.1.2.5',
    2025: 'EKU AKI AIA CP PKUP CDP SKI freshestCRL KU 71.1.2.5 SAN BC',
  },
  professional: {
    2021: 'BC SKI AKI KU CP EKU SAN CDP freshestCRL AIA 71.1.2.5 71.1.2.7 71.4.2.5',
    2025: 'EKU AKI AIA CP CDP SKI freshestCRL 71.1.2.7 KU 71.1.2.5 SAN BC 71.4.2.5',
  },
  professionalSignature: {
    2021: 'BC SKI AKI KU CP EKU PKUP SAN CDP freshestCRL AIA 71.1.2.5 71.1.2.7 71.4.2.5',
    2025: 'EKU AKI AIA CP PKUP CDP SKI freshestCRL 71.1.2.7 KU 71.1.2.5 SAN BC 71.4.2.5',
  },
  professionalCard: {
    2021: 'BC SKI AKI KU CP EKU SAN CDP freshestCRL AIA 71.1.2.5 71.1.2.2 71.1.2.3 71.1.2.7 71.4.2.5',
    2025: 'EKU AKI AIA CP CDP SKI freshestCRL 71.1.2.7 KU 71.1.2.5 71.1.2.2 71.1.2.3 SAN BC 71.4.2.5',
  },
  professionalCardSignature: {
    2021: 'BC SKI AKI KU CP EKU PKUP CDP freshestCRL AIA 71.1.2.5 71.1.2.2 71.1.2.3 71.1.2.7 71.4.2.5',
    2025: 'EKU AKI AIA CP PKUP CDP SKI freshestCRL 71.1.2.7 KU 71.1.2.5 71.1.2.2 71.1.2.3 BC 71.4.2.5',
  },
  employeeCard: {
    2021: 'BC SKI AKI KU CP EKU SAN CDP freshestCRL AIA 71.1.2.5 71.1.2.2 71.1.2.3',
    2025: 'EKU AKI AIA CP CDP SKI freshestCRL KU 71.1.2.5 71.1.2.2 71.1.2.3 SAN BC',
  },
  employeeCardSignature: {
    2021: 'BC SKI AKI KU CP EKU PKUP CDP freshestCRL AIA 71.1.2.5 71.1.2.2 71.1.2.3',
    2025: 'EKU AKI AIA CP PKUP CDP SKI freshestCRL KU 71.1.2.5 71.1.2.2 71.1.2.3 BC',
  },
} as const;

const STRUCTURE = "C=FR, ST=Côte-d'Or (21), O=AGENCE DES SYSTEMES D'INFORMATION PARTAG, OU=10B0152872";
const DOCTOR = 'C=FR, title=Médecin, GN=ANNE+CN=899700523527+SN=MED-CS RPPS0052352';
const WORKER = 'GN=CHARLES+CN=30B0057881/CPET0002+SN=ADMINISTRATIF-CH057880002';
const AGENT = `${STRUCTURE}, title=Personnel santé ou social, ${WORKER}`;
const AUTHORISED = `${STRUCTURE}, title=Personnel autorisé, ${WORKER}`;
const MAIL = 'email:admissions@ch-test.fr';

const ORGANISATION = { issuer: 'EL-ORG', own: SOFTWARE } as const;
const ORG = { ...ORGANISATION, name: `${STRUCTURE}, CN=Client_Diapason_PSP` } as const;
const SERVER_OF_MAIL = {
  ...ORGANISATION,
  name: `${STRUCTURE}, CN=admissions@ch-test.fr`,
  subjectAltName: MAIL,
} as const;
const PRO = { issuer: 'EL-PP', name: DOCTOR, own: PROFESSIONAL } as const;
const CPS = { issuer: 'FO-PP', name: DOCTOR, own: { ...PROFESSIONAL, ...card('020100') } } as const;
const CPF = { ...CPS, own: { ...PROFESSIONAL, ...card('020101') } } as const;
const CPE = { issuer: 'ST-PP', name: AGENT, own: card('020102') } as const;
const CPA = { issuer: 'ST-PP', name: AUTHORISED, own: card('020103') } as const;

const LOGIN = {
  keyUsage: KU.digitalSignature,
  extendedKeyUsage: EKU['clientAuth, msSmartcardLogin'],
} as const;
const SIGN = { keyUsage: KU.nonRepudiation, extendedKeyUsage: EKU.emailProtection, signs: true } as const;
const SEAL = { ...SIGN, keyUsage: KU['digitalSignature, nonRepudiation'] } as const;
const CONF = { keyUsage: KU.keyEncipherment, extendedKeyUsage: EKU['emailProtection, any'] } as const;

const DOCTOR_LOGIN = {
  ...LOGIN,
  subjectAltName: 'othername: UPN::899700523527@carte-cps.fr',
  order: ORDER.professionalCard,
} as const;
const DOCTOR_SIGN = { ...SIGN, order: ORDER.professionalCardSignature } as const;
const AGENT_LOGIN = {
  ...LOGIN,
  subjectAltName: 'othername: UPN::30B0057881/CPET0002@carte-cps.fr',
  order: ORDER.employeeCard,
} as const;
const AGENT_SIGN = { ...SIGN, order: ORDER.employeeCardSignature } as const;
const UPN = 'othername: UPN::anne.martin@ch-test.fr';

export const REAL_CERTIFICATES: readonly RealCertificate[] = [
  {
    profile: 'igc-sante-test/org-auth-cli',
    ...ORG,
    keyUsage: KU.digitalSignature,
    extendedKeyUsage: EKU.clientAuth,
    order: ORDER.client,
  },
  {
    profile: 'igc-sante-test/org-sign',
    ...ORG,
    name: `${STRUCTURE}, CN=Client_ROC_WebServices_AMC`,
    ...SEAL,
    order: ORDER.signature,
  },
  { profile: 'igc-sante-test/org-conf', ...ORG, ...CONF, order: ORDER.client },
  {
    profile: 'igc-sante-test/ssl-serveur',
    ...ORGANISATION,
    name: `${STRUCTURE}, CN=gap.ch-test.fr`,
    keyUsage: KU['digitalSignature, keyEncipherment'],
    extendedKeyUsage: EKU['serverAuth, clientAuth'],
    subjectAltName: 'DNS:gap.ch-test.fr, DNS:gap2.ch-test.fr',
    order: ORDER.named,
  },
  {
    profile: 'igc-sante-test/serv-smime',
    ...SERVER_OF_MAIL,
    keyUsage: KU['digitalSignature, keyEncipherment'],
    extendedKeyUsage: EKU.emailProtection,
    order: ORDER.named,
  },
  { profile: 'igc-sante-test/serv-sign', ...SERVER_OF_MAIL, ...SEAL, order: ORDER.namedSignature },
  { profile: 'igc-sante-test/serv-conf', ...SERVER_OF_MAIL, ...CONF, order: ORDER.named },
  {
    profile: 'igc-sante-test/pro-auth',
    ...PRO,
    ...LOGIN,
    subjectAltName: UPN,
    order: ORDER.professional,
  },
  {
    profile: 'igc-sante-test/pro-sign',
    ...PRO,
    ...SIGN,
    subjectAltName: MAIL,
    order: ORDER.professionalSignature,
  },
  { profile: 'igc-sante-test/pro-conf', ...PRO, ...CONF, subjectAltName: MAIL, order: ORDER.professional },
  {
    profile: 'igc-sante-test/pro-auth',
    subject: {
      employee: { givenName: 'CHARLES', surname: 'ADMINISTRATIF', nationalId: '30B0057881/CPET0002' },
      structure: { departement: 'Paris (75)', name: 'HOPITAL DES 3 DAMES', nationalId: '10B0057881' },
    },
    // The set is in the order of DER, where the shorter surname comes before the identifier.
    name: 'C=FR, ST=Paris (75), O=HOPITAL DES 3 DAMES, OU=10B0057881, title=Personnel santé ou social, GN=CHARLES+SN=ADMINISTRATIF+CN=30B0057881/CPET0002',
    issuer: 'EL-PP',
    own: SOFTWARE,
    ...LOGIN,
    order: ORDER.client,
  },
  { profile: 'igc-sante-test/ps-auth', ...PRO, ...LOGIN, subjectAltName: UPN, order: ORDER.professional },
  {
    profile: 'igc-sante-test/ps-sign',
    ...PRO,
    ...SIGN,
    subjectAltName: MAIL,
    order: ORDER.professionalSignature,
  },
  { profile: 'igc-sante-test/ps-conf', ...PRO, ...CONF, subjectAltName: MAIL, order: ORDER.professional },
  { profile: 'igc-sante-test/cps-auth', ...CPS, ...DOCTOR_LOGIN },
  { profile: 'igc-sante-test/cps-sign', ...CPS, ...DOCTOR_SIGN },
  { profile: 'igc-sante-test/cpf-auth', ...CPF, ...DOCTOR_LOGIN },
  { profile: 'igc-sante-test/cpf-sign', ...CPF, ...DOCTOR_SIGN },
  { profile: 'igc-sante-test/cpe-auth', ...CPE, ...AGENT_LOGIN },
  { profile: 'igc-sante-test/cpe-sign', ...CPE, ...AGENT_SIGN },
  { profile: 'igc-sante-test/cde-auth', ...CPE, ...AGENT_LOGIN },
  { profile: 'igc-sante-test/cde-sign', ...CPE, ...AGENT_SIGN },
  { profile: 'igc-sante-test/cpa-auth', ...CPA, ...AGENT_LOGIN },
  { profile: 'igc-sante-test/cpa-sign', ...CPA, ...AGENT_SIGN },
  { profile: 'igc-sante-test/cda-auth', ...CPA, ...AGENT_LOGIN },
  { profile: 'igc-sante-test/cda-sign', ...CPA, ...AGENT_SIGN },
];

export interface RealAuthority {
  readonly profile: Extract<ProfileId, `igc-sante-test/${string}`>;
  /** The CN, after that which all of them have. */
  readonly name: string;
  readonly issuer: string;
  readonly notAfter: string;
  /** Content of extnValue in hex. */
  readonly basicConstraints: string;
  /** Those of its extensions that are not critical. */
  readonly notCritical: string;
}

export const AUTHORITY_NAME = 'C=FR, O=ASIP-SANTE, OU=0002 187512751, OU=IGC-SANTE TEST, CN=TEST ';

const rootOf = (gamme: string) =>
  ({
    name: `AC RACINE IGC-SANTE ${gamme}`,
    issuer: `AC RACINE IGC-SANTE ${gamme}`,
    notAfter: '2033-06-25T00:00:00Z',
    basicConstraints: '30030101ff',
    // The last one is the mark of the bench.
    notCritical: '2.25.1736540298 2.5.29.14 2.5.29.32 2.5.29.35',
  }) as const;

const issuingCa = (gamme: string, domaine: string) =>
  ({
    name: `AC IGC-SANTE ${gamme} ${domaine}`,
    issuer: `AC RACINE IGC-SANTE ${gamme}`,
    notAfter: '2033-06-24T00:00:00Z',
    basicConstraints: '30060101ff020100',
    notCritical: '2.5.29.14 2.5.29.31 2.5.29.32 2.5.29.35',
  }) as const;

export const REAL_AUTHORITIES: readonly RealAuthority[] = [
  { profile: 'igc-sante-test/root-el', ...rootOf('ELEMENTAIRE') },
  { profile: 'igc-sante-test/root-st', ...rootOf('STANDARD') },
  { profile: 'igc-sante-test/root-fo', ...rootOf('FORT') },
  { profile: 'igc-sante-test/aci-el-org', ...issuingCa('ELEMENTAIRE', 'ORGANISATIONS') },
  { profile: 'igc-sante-test/aci-el-pp', ...issuingCa('ELEMENTAIRE', 'PERSONNES') },
  { profile: 'igc-sante-test/aci-st-org', ...issuingCa('STANDARD', 'ORGANISATIONS') },
  { profile: 'igc-sante-test/aci-st-pp', ...issuingCa('STANDARD', 'PERSONNES') },
  { profile: 'igc-sante-test/aci-fo-pp', ...issuingCa('FORT', 'PERSONNES') },
];
