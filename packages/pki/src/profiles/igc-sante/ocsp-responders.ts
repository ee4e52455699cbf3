import {
  AUTHORITY_KEY_IDENTIFIER,
  EXTENDED_KEY_USAGE,
  KEY_USAGE,
  SUBJECT_KEY_IDENTIFIER,
} from '../extension-templates.ts';
import { extension, type Profile } from '../profile.ts';
import type { IgcSanteAuthority } from '../profile-ids.ts';
import { forDays } from '../validity.ts';
import { authorityName, IGC_SANTE_AUTHORITY_NAMES } from './authorities.ts';
import type { Environment } from './environment.ts';
import { NOT_AN_AUTHORITY } from './extensions.ts';

/** To whom a CA delegates its OCSP answers (RFC 6960 §4.2.2.2): that each has one is known, what it says is ours. */
export function ocspResponderProfile(environment: Environment, authority: IgcSanteAuthority): Profile {
  const { title, commonName } = IGC_SANTE_AUTHORITY_NAMES[authority];
  return {
    title: {
      fr: `${environment.title}, répondeur OCSP de l’${title.fr}`,
      en: `${environment.title}, OCSP responder of the ${title.en}`,
    },
    issuer: `${environment.id}/${authority}`,
    key: 'rsa-2048',
    keyUsage: ['digitalSignature'],
    extendedKeyUsage: ['OCSPSigning'],
    fields: [],
    subject: () => authorityName(environment, `OCSP ${commonName}`),
    // Nobody asks whether it is revoked: it must not last.
    validity: forDays(30),
    serialNumber: { prefix: [], length: 16 },
    extensions: [
      EXTENDED_KEY_USAGE,
      AUTHORITY_KEY_IDENTIFIER,
      SUBJECT_KEY_IDENTIFIER,
      KEY_USAGE,
      NOT_AN_AUTHORITY,
      extension('ocspNoCheck', () => true),
    ],
  };
}
