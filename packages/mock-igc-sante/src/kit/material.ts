import type { Credential, ProfileId, SubjectInput } from '@banc-gap/pki';
import type { Authorities } from '../authorities.ts';
import { TEST_STRUCTURE } from '../identities/catalogue.ts';

/** Of the server that terminals reach, unless told otherwise. */
export const DEFAULT_FQDN = 'gap.ch-test.fr';

/** Fictitious, with identifiers of ANS's range for tests; the one who signs for the DP is the one who logs in to it. */
const PHARMACIST = {
  givenName: 'CAMILLE',
  surname: 'PHARMACIEN BANC GAP',
  nationalId: '899700000013',
  profession: 'Pharmacien',
} as const;
const DOCTOR = {
  givenName: 'DOMINIQUE',
  surname: 'MEDECIN BANC GAP',
  nationalId: '899700000021',
  profession: 'Médecin',
} as const;
const ADMISSION_AGENT = {
  givenName: 'CLAUDE',
  surname: 'AGENT BANC GAP',
  nationalId: '30B0999999/BANC0001',
} as const;

const organisation = (profile: ProfileId, serviceApplicatif: string) =>
  certificateFor(profile, { structure: TEST_STRUCTURE, serviceApplicatif });

/** What an editor installs in the GAP, by folder of the kit. */
const CERTIFICATES = {
  'diapason-tpe-server': (fqdn: string) =>
    certificateFor('igc-sante-test/ssl-serveur', { structure: TEST_STRUCTURE, fqdn }),
  'diapason-psp-client': () => organisation('igc-sante-test/org-auth-cli', 'Client_Diapason_PSP'),
  'roc-annuaire-client': () => organisation('igc-sante-test/org-auth-cli', 'Client_ROC_Annuaire_AMC'),
  'roc-amc-sign': () => organisation('igc-sante-test/org-sign', 'Client_ROC_WebServices_AMC'),
  'dp-pharmacien-auth': () => certificateFor('igc-sante-test/pro-auth', { professional: PHARMACIST }),
  'dp-medecin-auth': () => certificateFor('igc-sante-test/pro-auth', { professional: DOCTOR }),
  'dp-agent-admission-auth': () =>
    certificateFor('igc-sante-test/pro-auth', { employee: ADMISSION_AGENT, structure: TEST_STRUCTURE }),
  'dp-pharmacien-sign': () => certificateFor('igc-sante-test/pro-sign', { professional: PHARMACIST }),
} as const;

function certificateFor(profile: ProfileId, subject: SubjectInput) {
  return { profile, subject };
}

/** Whom the certificate of a folder is for. */
export const kitSubject = (folder: KitFolder, fqdn = DEFAULT_FQDN): SubjectInput =>
  CERTIFICATES[folder](fqdn).subject;

export type KitFolder = keyof typeof CERTIFICATES;

export const KIT_FOLDERS = Object.keys(CERTIFICATES) as readonly KitFolder[];

/** The certificates of a kit, or those of some of its folders. */
export type KitMaterial<Folder extends KitFolder = KitFolder> = Readonly<Record<Folder, Credential>>;

/** The certificates of a kit; the same state and the same name give the same ones, until one is revoked. */
export async function kitMaterial<Folder extends KitFolder = KitFolder>(
  authorities: Authorities,
  fqdn = DEFAULT_FQDN,
  folders: readonly Folder[] = KIT_FOLDERS as readonly Folder[],
): Promise<KitMaterial<Folder>> {
  const issued = folders.map(async (folder) => {
    // The one folder whose certificate depends on the name of the GAP.
    const name = folder === 'diapason-tpe-server' ? `${folder}/${fqdn}` : folder;
    const orderId = validOrderId(authorities, `kit/${name}`);
    return [folder, await authorities.issue({ orderId, ...CERTIFICATES[folder](fqdn) })] as const;
  });
  return Object.fromEntries(await Promise.all(issued)) as KitMaterial<Folder>;
}

/** A revoked certificate is replaced by the next one, as an editor would order it. */
function validOrderId(authorities: Authorities, name: string): string {
  let number = 1;
  while (authorities.isRevoked(`${name}/${number}`)) number += 1;
  return `${name}/${number}`;
}
