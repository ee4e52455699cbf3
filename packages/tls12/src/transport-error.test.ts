import { expect, it } from 'vitest';
import { transportError } from './transport-error.ts';

it.each([
  ['ENOTFOUND', 'TLS_HOST_NOT_FOUND'],
  ['EAI_AGAIN', 'TLS_HOST_NOT_FOUND'],
  ['ECONNREFUSED', 'TLS_CONNECT_REFUSED'],
  ['ETIMEDOUT', 'TLS_CONNECT_TIMEOUT'],
  ['EHOSTUNREACH', 'TLS_HOST_UNREACHABLE'],
  ['EPIPE', 'TLS_CONNECTION_RESET'],
  ['EMFILE', 'TLS_TRANSPORT_FAILED'],
])('%s means %s', (code, expected) => {
  const cause = Object.assign(new Error(`connect ${code} 192.0.2.1:8443`), { code });
  const error = transportError(cause);
  expect(error).toMatchObject({ code: expected, cause });
  expect(error.message).toContain('192.0.2.1:8443');
});

it('names the code where the system says nothing more, as for a host with several addresses', () => {
  const cause = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' });
  expect(transportError(cause).message).toContain('ECONNREFUSED');
});
