import { CIPHER_SUITES } from '@banc-gap/tls12';

/** Suites that the terminal does not speak and that a case offers, by their names in the IANA registry. */
export const FOREIGN_SUITES = {
  TLS_RSA_WITH_NULL_SHA: 0x0002,
  TLS_RSA_EXPORT_WITH_RC4_40_MD5: 0x0003,
  TLS_RSA_WITH_RC4_128_MD5: 0x0004,
  TLS_RSA_WITH_RC4_128_SHA: 0x0005,
  TLS_RSA_EXPORT_WITH_DES40_CBC_SHA: 0x0008,
  TLS_RSA_WITH_3DES_EDE_CBC_SHA: 0x000a,
  TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA: 0x0014,
  TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA: 0x0016,
  TLS_RSA_WITH_AES_128_CBC_SHA: 0x002f,
  TLS_DHE_RSA_WITH_AES_128_CBC_SHA: 0x0033,
  TLS_DH_anon_WITH_AES_128_CBC_SHA: 0x0034,
  TLS_RSA_WITH_AES_256_CBC_SHA: 0x0035,
  TLS_DHE_RSA_WITH_AES_256_CBC_SHA: 0x0039,
  TLS_DH_anon_WITH_AES_256_CBC_SHA: 0x003a,
  TLS_RSA_WITH_AES_128_CBC_SHA256: 0x003c,
  TLS_RSA_WITH_NULL_SHA256: 0x003b,
  TLS_RSA_WITH_AES_256_CBC_SHA256: 0x003d,
  TLS_DH_anon_WITH_AES_128_CBC_SHA256: 0x006c,
  TLS_DH_anon_WITH_AES_256_CBC_SHA256: 0x006d,
  TLS_RSA_WITH_AES_128_GCM_SHA256: 0x009c,
  TLS_RSA_WITH_AES_256_GCM_SHA384: 0x009d,
  TLS_DH_anon_WITH_AES_128_GCM_SHA256: 0x00a6,
  TLS_DH_anon_WITH_AES_256_GCM_SHA384: 0x00a7,
  TLS_ECDHE_RSA_WITH_NULL_SHA: 0xc010,
  TLS_ECDHE_RSA_WITH_RC4_128_SHA: 0xc011,
  TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA: 0xc012,
  TLS_ECDH_anon_WITH_AES_128_CBC_SHA: 0xc018,
  TLS_ECDH_anon_WITH_AES_256_CBC_SHA: 0xc019,
} as const;

/** Versions before 1.2 have no suite with SHA-2: these are what their servers know. */
export const SUITES_OF_OLD_VERSIONS: readonly number[] = [
  ...CIPHER_SUITES.filter(({ name }) => name.endsWith('_SHA')).map(({ code }) => code),
  FOREIGN_SUITES.TLS_DHE_RSA_WITH_AES_256_CBC_SHA,
  FOREIGN_SUITES.TLS_DHE_RSA_WITH_AES_128_CBC_SHA,
  FOREIGN_SUITES.TLS_RSA_WITH_AES_256_CBC_SHA,
  FOREIGN_SUITES.TLS_RSA_WITH_AES_128_CBC_SHA,
];

/** A suite that is not among those; one that the bench speaks, where there is one. */
export function suiteMissingIn(offered: readonly number[]): number {
  const codes = [...CIPHER_SUITES.map(({ code }) => code), ...Object.values(FOREIGN_SUITES)];
  return codes.find((code) => !offered.includes(code)) ?? FOREIGN_SUITES.TLS_RSA_WITH_NULL_SHA;
}

type ForeignSuiteName = keyof typeof FOREIGN_SUITES;

const NAMES = Object.keys(FOREIGN_SUITES) as ForeignSuiteName[];

/** The codes of the suites with AES whose key exchange and authentication have this name, strongest first. */
export function foreignSuites(
  ...keyExchanges: readonly ('RSA' | 'DHE_RSA' | 'DH_anon' | 'ECDH_anon')[]
): number[] {
  return keyExchanges.flatMap((keyExchange) =>
    codesOf((name) => name.startsWith(`TLS_${keyExchange}_WITH_AES_`)),
  );
}

/** The codes of the suites with this weakness in their name. */
export function weakSuites(weakness: 'NULL' | 'EXPORT' | 'RC4' | '3DES'): number[] {
  return codesOf((name) => name.includes(weakness) && (weakness === 'EXPORT' || !name.includes('EXPORT')));
}

function codesOf(wanted: (name: ForeignSuiteName) => boolean): number[] {
  return NAMES.filter(wanted)
    .map((name) => FOREIGN_SUITES[name])
    .toReversed();
}
