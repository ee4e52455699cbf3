import type { RequestListener } from 'node:http';
import { type Random, systemRandom } from '@banc-gap/simkit';
import { PspFaults } from './faults.ts';
import { pspApp } from './http/app.ts';
import { restBinding } from './http/rest.ts';
import type { Psp } from './psp.ts';

export interface PspListenerOptions {
  /** The hospital that a request is taken to come from: certificates are for whoever receives them to judge. */
  readonly structure: () => string;
  /** How late a slow answer is. */
  readonly slowMs: number;
  readonly random?: Random;
}

/** A provider that answers requests which somebody else receives; closing it leaves the provider itself open. */
export interface PspListener extends AsyncDisposable {
  readonly answer: RequestListener;
}

export async function pspListener(
  psp: Psp,
  { structure, slowMs, random = systemRandom }: PspListenerOptions,
): Promise<PspListener> {
  const app = await pspApp({
    psp,
    binding: restBinding,
    faults: new PspFaults(psp.journal, random),
    slowMs,
    clientOf: async () => ({ structure: structure(), warnings: [] }),
  });
  await app.ready();
  return {
    answer: (request, response) => app.routing(request, response),
    [Symbol.asyncDispose]: () => app.close(),
  };
}
