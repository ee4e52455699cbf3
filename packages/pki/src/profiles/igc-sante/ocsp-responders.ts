import { OCSP_RESPONDER } from '../ocsp-responder.ts';
import type { Profile } from '../profile.ts';
import type { IgcSanteAuthority } from '../profile-ids.ts';
import { authorityName, IGC_SANTE_AUTHORITY_NAMES } from './authorities.ts';
import type { Environment } from './environment.ts';

/** That each CA has one is known. */
export function ocspResponderProfile(environment: Environment, authority: IgcSanteAuthority): Profile {
  const { title, commonName } = IGC_SANTE_AUTHORITY_NAMES[authority];
  return {
    ...OCSP_RESPONDER,
    title: {
      fr: `${environment.title}, répondeur OCSP de l’${title.fr}`,
      en: `${environment.title}, OCSP responder of the ${title.en}`,
    },
    issuer: `${environment.id}/${authority}`,
    subject: () => authorityName(environment, `OCSP ${commonName}`),
  };
}
