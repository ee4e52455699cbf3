import { authorityProfile } from './igc-sante/authorities.ts';
import { endEntityProfile } from './igc-sante/end-entities.ts';
import { ENVIRONMENTS, type Environment } from './igc-sante/environment.ts';
import { ocspResponderProfile } from './igc-sante/ocsp-responders.ts';
import type { Profile } from './profile.ts';
import { IGC_SANTE_AUTHORITIES, IGC_SANTE_END_ENTITIES, type IgcSanteProfileId } from './profile-ids.ts';

/** The TEST hierarchy of IGC-Santé and that of production, as their real certificates are. */
export const IGC_SANTE_PROFILES = Object.fromEntries(
  ENVIRONMENTS.flatMap((environment) =>
    profilesOf(environment).map(([name, profile]) => [`${environment.id}/${name}`, profile]),
  ),
) as Readonly<Record<IgcSanteProfileId, Profile>>;

function profilesOf(environment: Environment): [name: string, profile: Profile][] {
  return [
    ...IGC_SANTE_AUTHORITIES.flatMap((name): [string, Profile][] => [
      [name, authorityProfile(environment, name)],
      [`ocsp-${name}`, ocspResponderProfile(environment, name)],
    ]),
    ...IGC_SANTE_END_ENTITIES.map((name): [string, Profile] => [name, endEntityProfile(environment, name)]),
  ];
}
