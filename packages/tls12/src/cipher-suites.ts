/** The cipher suites that this endpoint speaks, all of them ECDHE_RSA (RFC 8422, RFC 5289). */
export type CipherSuiteName =
  | 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384'
  | 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'
  | 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'
  | 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256'
  | 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA'
  | 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA';

export type HashName = 'sha1' | 'sha256' | 'sha384';

interface SuiteParameters {
  readonly code: number;
  readonly name: CipherSuiteName;
  /** Octets of the encryption key. */
  readonly keyLength: 16 | 32;
  /** Hash of the PRF, of Finished and of the session hash. */
  readonly prfHash: 'sha256' | 'sha384';
}

export interface CbcSuite extends SuiteParameters {
  readonly mode: 'cbc';
  readonly macHash: HashName;
  readonly macLength: 20 | 32 | 48;
}

export interface GcmSuite extends SuiteParameters {
  readonly mode: 'gcm';
}

export type CipherSuite = CbcSuite | GcmSuite;

/** In the order of preference of the bench: the suite that ANS prescribes first (docs/deviations.md). */
export const CIPHER_SUITES: readonly CipherSuite[] = [
  {
    code: 0xc028,
    name: 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384',
    mode: 'cbc',
    keyLength: 32,
    macHash: 'sha384',
    macLength: 48,
    prfHash: 'sha384',
  },
  {
    code: 0xc030,
    name: 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
    mode: 'gcm',
    keyLength: 32,
    prfHash: 'sha384',
  },
  {
    code: 0xc02f,
    name: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
    mode: 'gcm',
    keyLength: 16,
    prfHash: 'sha256',
  },
  {
    code: 0xc027,
    name: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256',
    mode: 'cbc',
    keyLength: 16,
    macHash: 'sha256',
    macLength: 32,
    prfHash: 'sha256',
  },
  {
    code: 0xc014,
    name: 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA',
    mode: 'cbc',
    keyLength: 32,
    macHash: 'sha1',
    macLength: 20,
    prfHash: 'sha256',
  },
  {
    code: 0xc013,
    name: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
    mode: 'cbc',
    keyLength: 16,
    macHash: 'sha1',
    macLength: 20,
    prfHash: 'sha256',
  },
];

const BY_CODE = new Map(CIPHER_SUITES.map((suite) => [suite.code, suite]));
const BY_NAME = new Map(CIPHER_SUITES.map((suite) => [suite.name, suite]));

/** The suite of that code, if this endpoint speaks it. */
export function cipherSuiteByCode(code: number): CipherSuite | undefined {
  return BY_CODE.get(code);
}

export function cipherSuiteByName(name: CipherSuiteName): CipherSuite {
  return BY_NAME.get(name) as CipherSuite;
}
