import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { assertHarmlessTarget } from '@banc-gap/simkit';
import { cliErrors } from '../errors.ts';

export interface Target {
  /** `address:port`, where the address is the one that was judged. */
  readonly address: string;
  /** The name, if it is one and no address. */
  readonly name: string | undefined;
}

/** Load on a machine of somebody else is an attack: only private addresses are taken, unless that is waived. */
export async function harmlessTarget(text: string, allowPublic: boolean): Promise<Target> {
  const [, bracketed, plain, port] = /^(?:\[([\da-fA-F:]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined) {
    throw cliErrors.error('CLI_OPTION_INVALID', {
      command: 'load',
      reason: `--target is a host and a port such as 10.1.2.3:8443, not ${text}.`,
    });
  }
  const { address } = await lookup(host).catch(() => {
    throw cliErrors.error('CLI_OPTION_INVALID', {
      command: 'load',
      reason: `${host} resolves to no address.`,
    });
  });
  assertHarmlessTarget(address, { allowPublic, name: host });
  return {
    address: `${address.includes(':') ? `[${address}]` : address}:${port}`,
    name: isIP(host) === 0 ? host : undefined,
  };
}
