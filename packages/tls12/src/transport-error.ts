import type { BancError } from '@banc-gap/pki';
import { type TlsErrorCode, tlsErrors } from './errors.ts';

const CODES: Readonly<Record<string, TlsErrorCode>> = {
  ENOTFOUND: 'TLS_HOST_NOT_FOUND',
  EAI_AGAIN: 'TLS_HOST_NOT_FOUND',
  ECONNREFUSED: 'TLS_CONNECT_REFUSED',
  ETIMEDOUT: 'TLS_CONNECT_TIMEOUT',
  EHOSTUNREACH: 'TLS_HOST_UNREACHABLE',
  ENETUNREACH: 'TLS_HOST_UNREACHABLE',
  EADDRNOTAVAIL: 'TLS_HOST_UNREACHABLE',
  ECONNRESET: 'TLS_CONNECTION_RESET',
  EPIPE: 'TLS_CONNECTION_RESET',
};

/**
 * What an error of the socket under a connection means. It has no stack: that of an event says nothing, and to write it
 * would be the costliest part of a connection that the peer resets.
 */
export function transportError(cause: NodeJS.ErrnoException): BancError {
  const code = CODES[cause.code ?? ''] ?? 'TLS_TRANSPORT_FAILED';
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return tlsErrors.error(code, { detail: cause.message || (cause.code ?? 'unknown') }, { cause });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
