import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { BancError } from '@banc-gap/pki';
import type { Exchange } from '@banc-gap/simkit';
import { tpeErrors } from './errors.ts';

export type Reaching =
  | { readonly reached: 'connected'; readonly address: string; readonly socket: Socket }
  | {
      readonly reached: Exclude<Exchange['reached'], 'connected' | 'name-not-found'>;
      readonly address: string;
      readonly error: BancError;
    };

/** Connects to the first of at least one address that answers; `timeout` in milliseconds is for each. */
export async function reach(
  [address = '', ...others]: readonly string[],
  port: number,
  timeout: number,
): Promise<Reaching> {
  const reaching = await reachOne(address, port, timeout);
  if (reaching.reached === 'connected' || others.length === 0) return reaching;
  return reach(others, port, timeout);
}

async function reachOne(address: string, port: number, timeout: number): Promise<Reaching> {
  const socket = connect({ host: address, port, noDelay: true, allowHalfOpen: true });
  const timer = setTimeout(() => {
    socket.destroy(Object.assign(new Error(`no answer within ${timeout} ms`), { code: 'ETIMEDOUT' }));
  }, timeout);
  try {
    await once(socket, 'connect');
    return { reached: 'connected', address, socket };
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const error = tpeErrors.error('TPE_NOBODY_ANSWERS', { address, port, detail: message }, { cause });
    return { reached: OUTCOMES[code ?? ''] ?? 'unreachable', address, error };
  } finally {
    clearTimeout(timer);
  }
}

const OUTCOMES: Readonly<Record<string, 'refused' | 'timeout'>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'refused',
  ETIMEDOUT: 'timeout',
};
