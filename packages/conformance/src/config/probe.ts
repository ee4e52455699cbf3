import type { Probe } from '../ports.ts';
import type { ProbeConfig } from './schema.ts';

export function probeOf(config: ProbeConfig): Probe {
  if (config.mode === 'raw') {
    return { mode: 'raw', send: octetsOf(config.send), expect: octetsOf(config.expect) };
  }
  const { method, path, headers, body } = config;
  return { mode: 'http', method, path, headers, ...(body !== undefined && { body }) };
}

export function octetsOf(octets: string | { readonly hex: string }): Buffer {
  return typeof octets === 'string' ? Buffer.from(octets) : Buffer.from(octets.hex, 'hex');
}
