import {
  AUTHORITY_KEY_IDENTIFIER,
  EXTENDED_KEY_USAGE,
  KEY_USAGE,
  SUBJECT_KEY_IDENTIFIER,
} from './extension-templates.ts';
import { NOT_AN_AUTHORITY } from './igc-sante/extensions.ts';
import { extension } from './profile.ts';
import { forDays } from './validity.ts';

/** To whom a CA delegates its OCSP answers (RFC 6960 §4.2.2.2): what such a certificate says is ours. */
export const OCSP_RESPONDER = {
  key: 'rsa-2048',
  keyUsage: ['digitalSignature'],
  extendedKeyUsage: ['OCSPSigning'],
  fields: [],
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
} as const;
