import { type Name, nameOf } from '../../names.ts';
import { POLICIES } from '../../object-identifiers.ts';
import {
  AUTHORITY_KEY_IDENTIFIER,
  CERTIFICATION_AUTHORITY,
  CRL_DISTRIBUTION_POINTS,
  ISSUING_AUTHORITY,
  KEY_USAGE,
  SUBJECT_KEY_IDENTIFIER,
  TEST_ROOT,
} from '../extension-templates.ts';
import type { Profile, PublishedFiles } from '../profile.ts';
import type { IgcSanteAuthority } from '../profile-ids.ts';
import { between } from '../validity.ts';
import type { Environment } from './environment.ts';
import { certificatePolicy } from './extensions.ts';

interface NamedAuthority {
  readonly title: { readonly fr: string; readonly en: string };
  readonly commonName: string;
  /** Of its certificate and its CRL, without what says the environment. */
  readonly file: string;
  /** Absent: it is a root. */
  readonly root?: 'root-el' | 'root-st' | 'root-fo';
}

export const IGC_SANTE_AUTHORITY_NAMES: Readonly<Record<IgcSanteAuthority, NamedAuthority>> = {
  'root-el': {
    title: { fr: 'AC racine élémentaire', en: 'elementary root CA' },
    commonName: 'AC RACINE IGC-SANTE ELEMENTAIRE',
    file: 'ACR-EL',
  },
  'root-st': {
    title: { fr: 'AC racine standard', en: 'standard root CA' },
    commonName: 'AC RACINE IGC-SANTE STANDARD',
    file: 'ACR-ST',
  },
  'root-fo': {
    title: { fr: 'AC racine fort', en: 'strong root CA' },
    commonName: 'AC RACINE IGC-SANTE FORT',
    file: 'ACR-FO',
  },
  'aci-el-org': {
    title: { fr: 'AC élémentaire organisations', en: 'elementary CA for organisations' },
    commonName: 'AC IGC-SANTE ELEMENTAIRE ORGANISATIONS',
    file: 'ACI-EL-ORG',
    root: 'root-el',
  },
  'aci-el-pp': {
    title: { fr: 'AC élémentaire personnes', en: 'elementary CA for persons' },
    commonName: 'AC IGC-SANTE ELEMENTAIRE PERSONNES',
    file: 'ACI-EL-PP',
    root: 'root-el',
  },
  'aci-st-org': {
    title: { fr: 'AC standard organisations', en: 'standard CA for organisations' },
    commonName: 'AC IGC-SANTE STANDARD ORGANISATIONS',
    file: 'ACI-ST-ORG',
    root: 'root-st',
  },
  'aci-st-pp': {
    title: { fr: 'AC standard personnes', en: 'standard CA for persons' },
    commonName: 'AC IGC-SANTE STANDARD PERSONNES',
    file: 'ACI-ST-PP',
    root: 'root-st',
  },
  'aci-fo-pp': {
    title: { fr: 'AC fort personnes', en: 'strong CA for persons' },
    commonName: 'AC IGC-SANTE FORT PERSONNES',
    file: 'ACI-FO-PP',
    root: 'root-fo',
  },
};

export function authorityProfile(environment: Environment, authority: IgcSanteAuthority): Profile {
  const { title, commonName, root } = IGC_SANTE_AUTHORITY_NAMES[authority];
  const anyPolicy = certificatePolicy(environment, POLICIES.anyPolicy);
  return {
    title: { fr: `${environment.title}, ${title.fr}`, en: `${environment.title}, ${title.en}` },
    issuer: root === undefined ? null : `${environment.id}/${root}`,
    key: 'rsa-4096',
    keyUsage: ['keyCertSign', 'cRLSign'],
    fields: [],
    subject: () => authorityName(environment, commonName),
    validity: between('2013-06-25T00:00:00Z', `2033-06-${root === undefined ? 25 : 24}T00:00:00Z`),
    serialNumber: { prefix: [0x11, 0x20], length: 18 },
    extensions:
      root === undefined
        ? [
            CERTIFICATION_AUTHORITY,
            KEY_USAGE,
            anyPolicy,
            SUBJECT_KEY_IDENTIFIER,
            AUTHORITY_KEY_IDENTIFIER,
            TEST_ROOT,
          ]
        : [
            ISSUING_AUTHORITY,
            KEY_USAGE,
            anyPolicy,
            CRL_DISTRIBUTION_POINTS,
            SUBJECT_KEY_IDENTIFIER,
            AUTHORITY_KEY_IDENTIFIER,
          ],
    publishes: publishedFiles(environment, authority),
  };
}

/** The name of a CA, or of what else is IGC-Santé's own. */
export function authorityName({ organisationalUnit, prefix }: Environment, commonName: string): Name {
  return nameOf(
    ['C', 'FR'],
    ['O', 'ASIP-SANTE'],
    ['OU', '0002 187512751'],
    ['OU', organisationalUnit],
    ['CN', `${prefix}${commonName}`],
  );
}

function publishedFiles(environment: Environment, authority: IgcSanteAuthority): PublishedFiles {
  const { file } = IGC_SANTE_AUTHORITY_NAMES[authority];
  const { authoritiesPath, fileSuffix } = environment;
  return {
    base: 'igcSante',
    certificate: `${authoritiesPath}/${file}${fileSuffix}.cer`,
    crl: `/CRL/${file}${fileSuffix}.crl`,
    ldap: directoryEntry(environment, authority),
  };
}

/** Below a root, types are in lower case and the CN of the root is one more OU. */
function directoryEntry(
  { prefix, organisationalUnit }: Environment,
  authority: IgcSanteAuthority,
): NonNullable<PublishedFiles['ldap']> {
  const { commonName, root } = IGC_SANTE_AUTHORITY_NAMES[authority];
  if (root === undefined) {
    const entry = `CN=${prefix}${commonName},OU=${organisationalUnit},OU=0002 187512751,O=ASIP-SANTE,C=FR`;
    return { entry: encodeURI(entry), filter: 'objectclass=pkiCa' };
  }
  const rootName = `${prefix}${IGC_SANTE_AUTHORITY_NAMES[root].commonName}`;
  const entry = `cn=${prefix}${commonName},ou=${rootName},ou=${organisationalUnit},ou=0002 187512751,o=ASIP-SANTE,c=FR`;
  return { entry: encodeURI(entry), filter: 'objectClass=pkiCA' };
}
