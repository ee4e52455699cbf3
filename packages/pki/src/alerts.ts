/**
 * The alert descriptions that a TLS 1.2 peer may send (RFC 5246 §7.2, and the extensions that add one), by name.
 * They live here and not in the TLS package because a refused certificate maps to one of them.
 */
export const ALERTS = {
  close_notify: 0,
  unexpected_message: 10,
  bad_record_mac: 20,
  decryption_failed: 21, // reserved since RFC 5246
  record_overflow: 22,
  decompression_failure: 30,
  handshake_failure: 40,
  no_certificate: 41, // SSL 3.0 only
  bad_certificate: 42,
  unsupported_certificate: 43,
  certificate_revoked: 44,
  certificate_expired: 45,
  certificate_unknown: 46,
  illegal_parameter: 47,
  unknown_ca: 48,
  access_denied: 49,
  decode_error: 50,
  decrypt_error: 51,
  export_restriction: 60, // reserved since RFC 4346
  protocol_version: 70,
  insufficient_security: 71,
  internal_error: 80,
  inappropriate_fallback: 86, // RFC 7507
  user_canceled: 90,
  no_renegotiation: 100,
  unsupported_extension: 110,
  certificate_unobtainable: 111, // RFC 6066 §9
  unrecognized_name: 112, // RFC 6066 §9
  bad_certificate_status_response: 113, // RFC 6066 §9
  bad_certificate_hash_value: 114, // RFC 6066 §9
  unknown_psk_identity: 115, // RFC 4279
  certificate_required: 116, // RFC 8446, which a server may send before it settles for TLS 1.2
  no_application_protocol: 120, // RFC 7301
} as const;

export type AlertName = keyof typeof ALERTS;

const NAMES = new Map<number, AlertName>(
  (Object.entries(ALERTS) as [AlertName, number][]).map(([name, code]) => [code, name]),
);

/** The name of an alert description, if it is one that is registered. */
export function alertName(code: number): AlertName | undefined {
  return NAMES.get(code);
}
