import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { simkitErrors } from './errors.ts';
import { protectedOwner } from './protected-names.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

const privateNetworks = new BlockList();
privateNetworks.addSubnet('10.0.0.0', 8); // RFC 1918
privateNetworks.addSubnet('172.16.0.0', 12);
privateNetworks.addSubnet('192.168.0.0', 16);
privateNetworks.addSubnet('169.254.0.0', 16); // RFC 3927
privateNetworks.addSubnet('fc00::', 7, 'ipv6'); // RFC 4193
privateNetworks.addSubnet('fe80::', 10, 'ipv6'); // RFC 4291 §2.5.6

export interface HarmlessTargetOptions {
  /** The user's word that a public target is his own. */
  readonly allowPublic: boolean;
  /** The name that the address was resolved from, or that goes with it. */
  readonly name?: string;
}

/**
 * Throws unless the bench may send malformed traffic to this resolved IP address: a loopback or private one, or
 * with `allowPublic` any, except under a name of the real services, which must never see the bench.
 */
export function assertHarmlessTarget(address: string, options: HarmlessTargetOptions): void {
  if (isIP(address) === 0) throw simkitErrors.error('SIMKIT_TARGET_NOT_AN_ADDRESS', { target: address });
  if (isLoopback(address) || isPrivate(address)) return;
  const target = options.name === undefined ? address : `${options.name} (${address})`;
  const owner = options.name === undefined ? undefined : protectedOwner(options.name);
  if (owner !== undefined) throw simkitErrors.error('SIMKIT_TARGET_PROTECTED', { target, owner });
  if (!options.allowPublic) throw simkitErrors.error('SIMKIT_TARGET_PUBLIC', { target });
}

/**
 * The address that the host of a URL leads to, if the bench may call it. To be dialled as it is: the name could mean
 * another one a moment later.
 *
 * @throws BancError SIMKIT_TARGET_PUBLIC or SIMKIT_TARGET_PROTECTED, and what `lookup` throws where there is no address
 */
export async function harmlessAddress({ hostname }: URL, { allowPublic = false } = {}): Promise<string> {
  const name = hostname.replace(/^\[|\]$/g, '');
  if (isIP(name)) {
    assertHarmlessTarget(name, { allowPublic });
    return name;
  }
  const { address } = await lookup(name);
  assertHarmlessTarget(address, { allowPublic, name });
  return address;
}

/** Whether an IP address, IPv4-mapped ones included, never leaves this machine. */
export function isLoopback(address: string): boolean {
  return loopback.check(withoutZone(address), family(address));
}

function isPrivate(address: string): boolean {
  return privateNetworks.check(withoutZone(address), family(address));
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

function withoutZone(address: string): string {
  return address.replace(/%.*$/, '');
}
