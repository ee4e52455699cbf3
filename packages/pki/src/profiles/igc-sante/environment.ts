import { POLICIES } from '../../object-identifiers.ts';
import type { IgcSanteEnvironment, IgcSanteIssuingAuthority } from '../profile-ids.ts';

/** What the certificates of one hierarchy of IGC-Santé have otherwise than those of the other. */
export interface Environment {
  readonly id: IgcSanteEnvironment;
  readonly title: string;
  /** Before the CN of its CAs. */
  readonly prefix: string;
  readonly organisationalUnit: string;
  /** In URLs: of the CA certificates, of the policies; and what ends the names of files. */
  readonly authoritiesPath: string;
  readonly practiceStatementPath: string;
  readonly fileSuffix: string;
  /** Catégorie de produit, nomenclature TRE_G01. */
  readonly productCategory: { readonly card: number; readonly software: number };
  readonly policy: (use: PolicyUse) => string;
  /** The octets that the serial numbers of a CA began with until 2023, in hex. */
  readonly serialNumberPrefixes: Readonly<Record<IgcSanteIssuingAuthority, string>>;
}

/** The last arcs of a policy of production. */
export interface PolicyUse {
  readonly gamme: 1 | 2 | 3;
  readonly domaine: 1 | 2;
  readonly usage: number;
}

const TEST: Environment = {
  id: 'igc-sante-test',
  title: 'IGC-Santé TEST',
  prefix: 'TEST ',
  organisationalUnit: 'IGC-SANTE TEST',
  authoritiesPath: '/AC%20TEST',
  practiceStatementPath: '/PC%20TEST',
  fileSuffix: '-TEST',
  productCategory: { card: 0x80, software: 0x83 },
  policy: () => POLICIES.igcSanteTest,
  // Seen of EL-ORG and FO-PP; all look like the first half of a random UUID.
  serialNumberPrefixes: {
    'aci-el-org': '1d5de25e3dc14bde',
    'aci-el-pp': '2a4c81f07be94c16',
    'aci-st-org': '35d7906e2c184ad3',
    'aci-st-pp': '4f0b27ad96534e81',
    'aci-fo-pp': '63daffcfc8034bdc',
  },
};

const PRODUCTION: Environment = {
  id: 'igc-sante',
  title: 'IGC-Santé',
  prefix: '',
  organisationalUnit: 'IGC-SANTE',
  authoritiesPath: '/AC',
  practiceStatementPath: '/PC',
  fileSuffix: '',
  productCategory: { card: 0x00, software: 0x03 },
  policy: ({ gamme, domaine, usage }) => `${POLICIES.igcSanteProduction}.${gamme}.${domaine}.${usage}.1`,
  // Seen of EL-ORG.
  serialNumberPrefixes: {
    'aci-el-org': '11c9d61491e64dc3',
    'aci-el-pp': '1e62b5384f0d4ea7',
    'aci-st-org': '27f3c01a865b4d92',
    'aci-st-pp': '3b9ae4726d1f4835',
    'aci-fo-pp': '5c08d3b94e7a4f61',
  },
};

export const ENVIRONMENTS: readonly Environment[] = [TEST, PRODUCTION];
