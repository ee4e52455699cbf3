import { TEST_STRUCTURE } from '@banc-gap/mock-igc-sante';
import {
  type CertificateDefect,
  type CertificateUse,
  generateKeyPair,
  type IssueOrder,
  type KeyKind,
  nameOf,
  type SubjectInput,
} from '@banc-gap/pki';
import { type FileBench, type GapFile, type Identity, pem } from './bench.ts';

/** A file of the GAP with one thing wrong; every other file is right. */
export interface WrongFile {
  readonly id: string;
  /** Whose place it takes. */
  readonly use: CertificateUse;
  readonly make: (bench: FileBench) => GapFile | Promise<GapFile>;
  /** What is typed into the terminals, where that is not what is wrong. */
  readonly fqdn?: string;
  /** The configuration names this file only, where others would differ from it in what is wrong. */
  readonly alone?: true;
}

export const PROFILES = {
  'diapason-tpe-server': 'igc-sante-test/ssl-serveur',
  'diapason-psp-client': 'igc-sante-test/org-auth-cli',
  'roc-annuaire-client': 'igc-sante-test/org-auth-cli',
  'roc-amc-sign': 'igc-sante-test/org-sign',
  'dp-pharmacien-auth': 'igc-sante-test/pro-auth',
  'dp-medecin-auth': 'igc-sante-test/pro-auth',
  'dp-agent-admission-auth': 'igc-sante-test/pro-auth',
  'dp-pharmacien-sign': 'igc-sante-test/pro-sign',
} as const satisfies Readonly<Record<CertificateUse, IssueOrder['profile']>>;

export const PHARMACIST = {
  givenName: 'CAMILLE',
  surname: 'PHARMACIEN BANC GAP',
  nationalId: '899700000013',
  profession: 'Pharmacien',
} as const;
export const DOCTOR = {
  givenName: 'DOMINIQUE',
  surname: 'MEDECIN BANC GAP',
  nationalId: '899700000021',
  profession: 'Médecin',
} as const;

export const SUBJECTS: Readonly<Partial<Record<CertificateUse, SubjectInput>>> = {
  'diapason-tpe-server': { structure: TEST_STRUCTURE, fqdn: 'gap.ch-test.fr' },
  'diapason-psp-client': { structure: TEST_STRUCTURE, serviceApplicatif: 'Client_Diapason_PSP' },
  'roc-annuaire-client': { structure: TEST_STRUCTURE, serviceApplicatif: 'Client_ROC_Annuaire_AMC' },
  'roc-amc-sign': { structure: TEST_STRUCTURE, serviceApplicatif: 'Client_ROC_WebServices_AMC' },
  'dp-pharmacien-auth': { professional: PHARMACIST },
  'dp-pharmacien-sign': { professional: PHARMACIST },
};

/** An order like that of the right file, with one thing changed. */
function reissue(bench: FileBench, use: CertificateUse, id: string, change: Partial<IssueOrder>) {
  return bench.issue(use, id, { profile: PROFILES[use], subject: SUBJECTS[use] ?? {}, ...change });
}

/** The certificate of that use, ordered or made otherwise. */
export function ordered(
  id: string,
  use: CertificateUse,
  change: Partial<IssueOrder>,
  more: Partial<WrongFile> = {},
) {
  return {
    id,
    use,
    make: async (bench: FileBench) => pem(await reissue(bench, use, id, change)),
    ...more,
  };
}

export const defective = (
  id: string,
  use: CertificateUse,
  defect: CertificateDefect,
  more: Partial<WrongFile> = {},
): WrongFile => ordered(id, use, { defect }, more);

/** The right certificate in a wrong file. */
export const packed = (
  id: string,
  use: CertificateUse,
  make: (identity: Identity, bench: FileBench) => GapFile | Promise<GapFile>,
): WrongFile => ({ id, use, make: (bench) => make(bench.right[use], bench) });

/** The right file of another use. */
export const swapped = (id: string, use: CertificateUse, other: CertificateUse): WrongFile =>
  packed(id, use, (_, { right }) => pem(right[other]));

/** A name whose last part, the CN, is another. */
export const structureName = (commonName: string, nationalId: string = TEST_STRUCTURE.nationalId) =>
  nameOf(
    ['C', 'FR'],
    ['ST', TEST_STRUCTURE.departement],
    ['O', TEST_STRUCTURE.name],
    ['OU', nationalId],
    ['CN', commonName],
  );

/** The server's certificate in that name, as CN and as DNS name. */
export const named = (id: string, name: string, more: Partial<WrongFile> = {}): WrongFile =>
  defective(
    id,
    'diapason-tpe-server',
    {
      subject: structureName(name),
      extensions: { subjectAltName: { value: [{ type: 'dNSName', value: name }] } },
    },
    more,
  );

export const keyed = (id: string, use: CertificateUse, kind: KeyKind): WrongFile => ({
  id,
  use,
  make: async (bench) => {
    const keys = await generateKeyPair(kind);
    return pem(await bench.issue(use, id, { profile: PROFILES[use], subject: SUBJECTS[use] ?? {} }, keys));
  },
});

export const revoked = (id: string, use: CertificateUse): WrongFile => ({
  id,
  use,
  make: async (bench) => {
    const keys = await generateKeyPair('rsa-2048');
    const order = { profile: PROFILES[use], subject: SUBJECTS[use] ?? {} };
    const identity = await bench.issue(use, id, order, keys);
    await bench.authorities.revoke(identity.certificate.serialNumber, 'igc-sante-test/aci-el-org');
    return pem(identity);
  },
});
