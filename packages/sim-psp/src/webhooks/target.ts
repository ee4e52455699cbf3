import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { BancError } from '@banc-gap/pki';
import { assertHarmlessTarget } from '@banc-gap/simkit';
import { PspProblem } from '../problems/problem.ts';

/**
 * The address that a URL leads to, if the bench may call it.
 *
 * @throws PspProblem webhook-address-refused, also where the name has no address
 */
export async function harmlessTarget(url: string): Promise<string> {
  const name = new URL(url).hostname.replace(/^\[|\]$/g, '');
  try {
    const address = isIP(name) ? name : (await lookup(name)).address;
    assertHarmlessTarget(address, { allowPublic: false, name });
    return address;
  } catch (error) {
    if (error instanceof BancError || (error as NodeJS.ErrnoException).syscall === 'getaddrinfo') {
      throw new PspProblem('webhook-address-refused');
    }
    throw error;
  }
}
