import type { AlertName } from '@banc-gap/pki';
import { type TlsErrorCode, tlsErrors } from './errors.ts';

/** The reason to end a connection with a fatal alert. Thrown within the engine, which turns it into events. */
export class Failure extends Error {
  readonly alert: AlertName;
  readonly code: TlsErrorCode;
  readonly parameters: Readonly<Record<string, string | number>>;

  constructor(
    alert: AlertName,
    code: TlsErrorCode,
    parameters: Readonly<Record<string, string | number>> = {},
  ) {
    super(tlsErrors.entries[code].message);
    this.alert = alert;
    this.code = code;
    this.parameters = parameters;
  }
}

export function decodeError(detail: string): Failure {
  return new Failure('decode_error', 'TLS_DECODE', { detail });
}

export function illegalParameter(detail: string): Failure {
  return new Failure('illegal_parameter', 'TLS_ILLEGAL_PARAMETER', { detail });
}

export function unexpectedMessage(detail: string): Failure {
  return new Failure('unexpected_message', 'TLS_UNEXPECTED_MESSAGE', { detail });
}
