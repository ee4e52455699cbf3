import { CIPHER_SUITES } from './cipher-suites.ts';
import {
  CLIENT_CERTIFICATE_TYPES,
  EMPTY_RENEGOTIATION_INFO_SCSV,
  EXTENSION_TYPES,
  FALLBACK_SCSV,
  TLS_1_0,
  TLS_1_1,
  TLS_1_2,
} from './constants.ts';
import { GROUPS } from './key-exchange.ts';

/** The names of code points, for people; one without a name here is shown in hexadecimal. */

export const versionName = named([
  [0x0300, 'SSL 3.0'],
  [TLS_1_0, 'TLS 1.0'],
  [TLS_1_1, 'TLS 1.1'],
  [TLS_1_2, 'TLS 1.2'],
  [0x0304, 'TLS 1.3'],
]);

export const cipherSuiteName = named([
  ...CIPHER_SUITES.map(({ code, name }) => [code, name] as const),
  [EMPTY_RENEGOTIATION_INFO_SCSV, 'TLS_EMPTY_RENEGOTIATION_INFO_SCSV'],
  [FALLBACK_SCSV, 'TLS_FALLBACK_SCSV'],
]);

/** RFC 5246 §7.4.1.4.1, by the names of RFC 8446 §4.2.3. */
export const signatureSchemeName = named([
  [0x0101, 'rsa_pkcs1_md5'],
  [0x0201, 'rsa_pkcs1_sha1'],
  [0x0401, 'rsa_pkcs1_sha256'],
  [0x0501, 'rsa_pkcs1_sha384'],
  [0x0601, 'rsa_pkcs1_sha512'],
  [0x0804, 'rsa_pss_rsae_sha256'],
  [0x0805, 'rsa_pss_rsae_sha384'],
  [0x0806, 'rsa_pss_rsae_sha512'],
  [0x0203, 'ecdsa_sha1'],
  [0x0403, 'ecdsa_sha256'],
  [0x0503, 'ecdsa_sha384'],
  [0x0603, 'ecdsa_sha512'],
]);

export const groupName = named(invert(GROUPS));
export const extensionName = named(invert(EXTENSION_TYPES));
export const certificateTypeName = named(invert(CLIENT_CERTIFICATE_TYPES));

function named(names: Iterable<readonly [code: number, name: string]>): (code: number) => string {
  const byCode = new Map(names);
  return (code) => byCode.get(code) ?? `0x${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

function invert(codes: Readonly<Record<string, number>>): [number, string][] {
  return Object.entries(codes).map(([name, code]) => [code, name]);
}
