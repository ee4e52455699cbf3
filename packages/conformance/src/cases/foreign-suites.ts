/** Suites that the terminal does not speak and that a case offers, by their names in the IANA registry. */
export const FOREIGN_SUITES = {
  TLS_RSA_WITH_AES_128_CBC_SHA: 0x002f,
  TLS_DHE_RSA_WITH_AES_128_CBC_SHA: 0x0033,
  TLS_DH_anon_WITH_AES_128_CBC_SHA: 0x0034,
  TLS_RSA_WITH_AES_256_CBC_SHA: 0x0035,
  TLS_DHE_RSA_WITH_AES_256_CBC_SHA: 0x0039,
  TLS_DH_anon_WITH_AES_256_CBC_SHA: 0x003a,
  TLS_RSA_WITH_AES_128_CBC_SHA256: 0x003c,
  TLS_RSA_WITH_AES_256_CBC_SHA256: 0x003d,
  TLS_DH_anon_WITH_AES_128_CBC_SHA256: 0x006c,
  TLS_DH_anon_WITH_AES_256_CBC_SHA256: 0x006d,
  TLS_RSA_WITH_AES_128_GCM_SHA256: 0x009c,
  TLS_RSA_WITH_AES_256_GCM_SHA384: 0x009d,
  TLS_DH_anon_WITH_AES_128_GCM_SHA256: 0x00a6,
  TLS_DH_anon_WITH_AES_256_GCM_SHA384: 0x00a7,
  TLS_ECDH_anon_WITH_AES_128_CBC_SHA: 0xc018,
  TLS_ECDH_anon_WITH_AES_256_CBC_SHA: 0xc019,
} as const;

type ForeignSuiteName = keyof typeof FOREIGN_SUITES;

/** The codes of the suites whose key exchange and authentication have this name, strongest first. */
export function foreignSuites(
  ...keyExchanges: readonly ('RSA' | 'DHE_RSA' | 'DH_anon' | 'ECDH_anon')[]
): number[] {
  const names = Object.keys(FOREIGN_SUITES) as ForeignSuiteName[];
  return keyExchanges.flatMap((keyExchange) =>
    names
      .filter((name) => name.startsWith(`TLS_${keyExchange}_WITH_`))
      .map((name) => FOREIGN_SUITES[name])
      .toReversed(),
  );
}
