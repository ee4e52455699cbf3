import type { KeyUsage } from '../../extensions-decode.ts';
import type { ExtendedKeyUsageName } from '../../object-identifiers.ts';
import { hostNames, mailAddress } from '../extension-templates.ts';
import type { Profile } from '../profile.ts';
import type { IgcSanteEndEntity, IgcSanteIssuingAuthority } from '../profile-ids.ts';
import { forYears } from '../validity.ts';
import type { Environment, PolicyUse } from './environment.ts';
import { endEntityExtensions } from './extensions.ts';
import {
  cardLogin,
  employeeName,
  organisationName,
  personName,
  professionalName,
  serverMailName,
  serverName,
} from './subjects.ts';

/** What a kind of certificate is for. */
interface Usage {
  readonly label: string;
  readonly keyUsage: readonly KeyUsage[];
  readonly extendedKeyUsage: readonly ExtendedKeyUsageName[];
  /** Last arc but one of its policy in production. */
  readonly policyUsage: number;
}

/** Who a kind of certificate is for. */
type Holder = Pick<Profile, 'fields' | 'optionalFields' | 'alternatives' | 'subject' | 'alternativeNames'> & {
  readonly label: string;
  readonly issuer: IgcSanteIssuingAuthority;
  readonly cardType?: number;
};

interface EndEntity {
  readonly holder: Holder;
  readonly usage: Usage;
  readonly alternativeNames?: Profile['alternativeNames'];
  readonly optionalFields?: Profile['optionalFields'];
}

const ORG: Holder = {
  label: 'ORG',
  issuer: 'aci-el-org',
  fields: ['structure', 'serviceApplicatif'],
  subject: organisationName,
};
const SERV: Holder = {
  label: 'SERV',
  issuer: 'aci-el-org',
  fields: ['structure', 'fqdn'],
  optionalFields: ['alternativeNames'],
  subject: serverName,
  alternativeNames: hostNames,
};
const SERV_MAIL: Holder = {
  label: 'SERV',
  issuer: 'aci-el-org',
  fields: ['structure', 'email'],
  subject: serverMailName,
  alternativeNames: mailAddress,
};
const PRO: Holder = {
  label: 'PRO',
  issuer: 'aci-el-pp',
  fields: [],
  alternatives: [['professional'], ['employee', 'structure']],
  subject: personName,
};
const PS: Holder = { label: 'PS', issuer: 'aci-el-pp', fields: ['professional'], subject: professionalName };
const CPS: Holder = {
  label: 'CPS',
  issuer: 'aci-fo-pp',
  fields: ['professional', 'cardNumber'],
  subject: professionalName,
  cardType: 0,
};
const CPF: Holder = { ...CPS, label: 'CPF', cardType: 1 };
const CPE: Holder = {
  label: 'CPE',
  issuer: 'aci-st-pp',
  fields: ['employee', 'structure', 'cardNumber'],
  subject: employeeName('Personnel santé ou social'),
  cardType: 2,
};
const CDE: Holder = { ...CPE, label: 'CDE' };
const CPA: Holder = { ...CPE, label: 'CPA', subject: employeeName('Personnel autorisé'), cardType: 3 };
const CDA: Holder = { ...CPA, label: 'CDA' };

const CLIENT: Usage = {
  label: 'AUTH_CLI',
  keyUsage: ['digitalSignature'],
  extendedKeyUsage: ['clientAuth'],
  policyUsage: 2,
};
const LOGIN: Usage = {
  label: 'AUTH',
  keyUsage: ['digitalSignature'],
  extendedKeyUsage: ['clientAuth', 'msSmartcardLogin'],
  policyUsage: 1,
};
/** Of an organisation or a server, which signs what it does, too. */
const SEAL: Usage = {
  label: 'SIGN',
  keyUsage: ['digitalSignature', 'nonRepudiation'],
  extendedKeyUsage: ['emailProtection'],
  policyUsage: 3,
};
/** Of a person. */
const SIGNATURE: Usage = { ...SEAL, keyUsage: ['nonRepudiation'] };
const CONFIDENTIALITY: Usage = {
  label: 'CONF',
  keyUsage: ['keyEncipherment'],
  extendedKeyUsage: ['emailProtection', 'anyExtendedKeyUsage'],
  policyUsage: 4,
};
const SERVER: Usage = {
  label: 'SSL_SERVEUR',
  keyUsage: ['digitalSignature', 'keyEncipherment'],
  extendedKeyUsage: ['serverAuth', 'clientAuth'],
  policyUsage: 5,
};
const SECURE_MAIL: Usage = {
  label: 'S/MIME',
  keyUsage: ['digitalSignature', 'keyEncipherment'],
  extendedKeyUsage: ['emailProtection'],
  policyUsage: 6,
};

/** Of those that may have the mail address of their holder. */
const MAIL = {
  alternativeNames: mailAddress,
  optionalFields: ['email'],
} as const satisfies Partial<EndEntity>;

const USER_PRINCIPAL_NAME = {
  alternativeNames: ({ userPrincipalName }) =>
    userPrincipalName === undefined ? [] : [{ type: 'userPrincipalName', value: userPrincipalName }],
  optionalFields: ['userPrincipalName'],
} as const satisfies Partial<EndEntity>;

const CARD_LOGIN = {
  alternativeNames: (input) => [{ type: 'userPrincipalName', value: cardLogin(input) }],
} as const satisfies Partial<EndEntity>;

const END_ENTITIES: Readonly<Record<IgcSanteEndEntity, EndEntity>> = {
  'org-auth-cli': { holder: ORG, usage: CLIENT },
  'org-sign': { holder: ORG, usage: SEAL },
  'org-conf': { holder: ORG, usage: CONFIDENTIALITY },
  'ssl-serveur': { holder: SERV, usage: SERVER },
  'serv-smime': { holder: SERV_MAIL, usage: SECURE_MAIL },
  'serv-sign': { holder: SERV_MAIL, usage: { ...SEAL, policyUsage: 7 } },
  'serv-conf': { holder: SERV_MAIL, usage: { ...CONFIDENTIALITY, policyUsage: 8 } },
  'pro-auth': { holder: PRO, usage: LOGIN, ...USER_PRINCIPAL_NAME },
  'pro-sign': { holder: PRO, usage: SIGNATURE, ...MAIL },
  'pro-conf': { holder: PRO, usage: CONFIDENTIALITY, ...MAIL },
  'ps-auth': { holder: PS, usage: LOGIN, ...USER_PRINCIPAL_NAME },
  'ps-sign': { holder: PS, usage: SIGNATURE, ...MAIL },
  'ps-conf': { holder: PS, usage: CONFIDENTIALITY, ...MAIL },
  'cps-auth': { holder: CPS, usage: LOGIN, ...CARD_LOGIN },
  'cps-sign': { holder: CPS, usage: SIGNATURE },
  'cpf-auth': { holder: CPF, usage: LOGIN, ...CARD_LOGIN },
  'cpf-sign': { holder: CPF, usage: SIGNATURE },
  'cpe-auth': { holder: CPE, usage: LOGIN, ...CARD_LOGIN },
  'cpe-sign': { holder: CPE, usage: SIGNATURE },
  'cde-auth': { holder: CDE, usage: LOGIN, ...CARD_LOGIN },
  'cde-sign': { holder: CDE, usage: SIGNATURE },
  'cpa-auth': { holder: CPA, usage: LOGIN, ...CARD_LOGIN },
  'cpa-sign': { holder: CPA, usage: SIGNATURE },
  'cda-auth': { holder: CDA, usage: LOGIN, ...CARD_LOGIN },
  'cda-sign': { holder: CDA, usage: SIGNATURE },
};

/** In the policies of production. */
const PLACES: Readonly<Record<IgcSanteIssuingAuthority, Omit<PolicyUse, 'usage'>>> = {
  'aci-el-org': { gamme: 1, domaine: 2 },
  'aci-el-pp': { gamme: 1, domaine: 1 },
  'aci-st-org': { gamme: 2, domaine: 2 },
  'aci-st-pp': { gamme: 2, domaine: 1 },
  'aci-fo-pp': { gamme: 3, domaine: 1 },
};

/** Certificates of 2023 are the first that were seen with random serial numbers and the present order of extensions. */
const PRESENT_FORM_SINCE = new Date('2023-01-01T00:00:00Z');

export function endEntityProfile(environment: Environment, name: IgcSanteEndEntity): Profile {
  const { holder, usage, alternativeNames, optionalFields } = END_ENTITIES[name];
  const { label, issuer, cardType, ...subject } = holder;
  const policy = environment.policy({ ...PLACES[issuer], usage: usage.policyUsage });
  const extensions = endEntityExtensions(environment, { policy, cardType });
  const title = `${environment.title}, ${label} ${usage.label}`;
  return {
    ...subject,
    ...(optionalFields && { optionalFields }),
    ...(alternativeNames && { alternativeNames }),
    title: { fr: title, en: title },
    issuer: `${environment.id}/${issuer}`,
    key: 'rsa-2048',
    keyUsage: usage.keyUsage,
    extendedKeyUsage: usage.extendedKeyUsage,
    validity: usage.keyUsage.includes('nonRepudiation') ? signatureValidity : forYears(3),
    serialNumber: { prefix: [], length: 16 },
    extensions: extensions.now,
    formerly: {
      until: PRESENT_FORM_SINCE,
      serialNumber: {
        prefix: [...Buffer.from(environment.serialNumberPrefixes[issuer], 'hex')],
        length: 16,
      },
      extensions: extensions.formerly,
    },
  };
}

const SIGNATURES_WITHOUT_GRACE_SINCE = new Date('2021-12-01T00:00:00Z');

/** Signature certificates outlived their private key by a month, until the end of 2021. */
const signatureValidity: Profile['validity'] = (notBefore) =>
  notBefore < SIGNATURES_WITHOUT_GRACE_SINCE ? forYears(3, 1)(notBefore) : forYears(3)(notBefore);
