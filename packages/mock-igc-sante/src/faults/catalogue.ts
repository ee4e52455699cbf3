/** The ways in which a source of revocation, or a CA file, can be made to fail. */

const TRANSPORT = {
  absent: 'the connection is closed without an answer',
  'not-found': 'HTTP status 404; in the directory, no such entry',
  slow: 'the right answer, a minute late',
} as const;

const CONTENT = {
  html: 'a web page instead, with HTTP status 200',
  truncated: 'cut off in the middle',
  huge: 'more than ten megabytes long: a list by 300,000 entries, anything else by zeros',
  stale: 'out of date since yesterday',
  future: 'valid from tomorrow on',
  'wrong-signer': 'in the right name, signed with the key of another',
  'wrong-issuer': 'about or by another CA, and genuine as such',
} as const;

const OCSP = {
  'try-later': 'the error tryLater',
  'internal-error': 'the error internalError',
  'malformed-request': 'the error malformedRequest, whatever was asked',
  unauthorized: 'the error unauthorized',
  'wrong-nonce': 'with another nonce than the client sent',
  'no-nonce': 'without the nonce that the client sent',
  unsigned: 'the signature has no octets',
  'wrong-responder': 'signed by the responder of another CA',
  'undelegated-responder': 'signed by a responder whose certificate is not for OCSP',
  'expired-responder': 'signed by a responder whose certificate has expired',
} as const;

const DOCUMENT_FAULTS = { ...TRANSPORT, ...CONTENT } as const;

export type DocumentFault = keyof typeof DOCUMENT_FAULTS;
export type OcspFault = DocumentFault | keyof typeof OCSP;

/** What can fail, and how: by source, name and meaning of each fault. */
export const FAULTS = {
  /** The full lists over HTTP. */
  crl: DOCUMENT_FAULTS,
  /** The certificates of CAs over HTTP. */
  certificate: DOCUMENT_FAULTS,
  ocsp: { ...DOCUMENT_FAULTS, ...OCSP },
  /** Full and delta lists in the directory. */
  ldap: DOCUMENT_FAULTS,
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

export type FaultSource = keyof typeof FAULTS;
export type Fault<Source extends FaultSource = FaultSource> = keyof (typeof FAULTS)[Source] & string;

export const FAULT_SOURCES = Object.keys(FAULTS) as readonly FaultSource[];
