import type { Credential, ProfileId, SubjectInput } from '@banc-gap/pki';
import type { Authorities } from '../authorities.ts';
import { TEST_STRUCTURE } from '../identities/catalogue.ts';

/** Of the server that terminals reach, unless told otherwise. */
export const DEFAULT_FQDN = 'gap.ch-test.fr';

/** What an editor installs in the GAP, by folder of the kit. */
export interface KitMaterial {
  readonly 'diapason-tpe-server': Credential;
  readonly 'diapason-psp-client': Credential;
}

/** The certificates of a kit; the same state and the same name give the same ones, until one is revoked. */
export async function kitMaterial(authorities: Authorities, fqdn = DEFAULT_FQDN): Promise<KitMaterial> {
  const order = (name: string, profile: ProfileId, subject: SubjectInput) =>
    authorities.issue({ orderId: validOrderId(authorities, `kit/${name}`), profile, subject });
  const [server, client] = await Promise.all([
    order(`diapason-tpe-server/${fqdn}`, 'igc-sante-test/ssl-serveur', { structure: TEST_STRUCTURE, fqdn }),
    order('diapason-psp-client', 'igc-sante-test/org-auth-cli', {
      structure: TEST_STRUCTURE,
      serviceApplicatif: 'Client_Diapason_PSP',
    }),
  ]);
  return { 'diapason-tpe-server': server, 'diapason-psp-client': client };
}

/** A revoked certificate is replaced by the next one, as an editor would order it. */
function validOrderId(authorities: Authorities, name: string): string {
  let number = 1;
  while (authorities.isRevoked(`${name}/${number}`)) number += 1;
  return `${name}/${number}`;
}
