import { BancError } from '@banc-gap/pki';
import { harmlessAddress } from '@banc-gap/simkit';
import { PspProblem } from '../problems/problem.ts';

/**
 * The address that a URL leads to, if the bench may call it.
 *
 * @throws PspProblem webhook-address-refused, also where the name has no address
 */
export async function harmlessTarget(url: string): Promise<string> {
  try {
    return await harmlessAddress(new URL(url));
  } catch (error) {
    if (error instanceof BancError || (error as NodeJS.ErrnoException).syscall === 'getaddrinfo') {
      throw new PspProblem('webhook-address-refused');
    }
    throw error;
  }
}
