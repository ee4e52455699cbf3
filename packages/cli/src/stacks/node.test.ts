import { readFileSync } from 'node:fs';
import type { ServerOptions } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failing, judgeGap } from '../testing/judge-gap.ts';
import { type StackBench, stackBench } from './bench.ts';
import { ANY_CERTIFICATE, NO_CERTIFICATE, REVOCATION } from './caught.ts';
import { rightOptions, startNode } from './node.ts';

let bench: StackBench;
beforeAll(async () => {
  bench = await stackBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

async function judge(change: ServerOptions = {}) {
  await using server = await startNode({ ...rightOptions(bench), ...change });
  return await judgeGap(bench.authorities, server.port);
}

interface Mistake {
  readonly mistake: string;
  readonly change: () => ServerOptions;
  readonly caught: readonly string[];
}

const mistakes: readonly Mistake[] = [
  { mistake: 'no crl', change: () => ({ crl: undefined }), caught: REVOCATION },
  {
    mistake: 'rejectUnauthorized: false',
    change: () => ({ rejectUnauthorized: false }),
    // A wrong signature is refused still, by accident: OpenSSL leaves its error where Node then looks for errors of TLS.
    caught: [...ANY_CERTIFICATE.filter((id) => !id.endsWith('-signature-corrupted')), ...NO_CERTIFICATE],
  },
  {
    mistake: 'the default ciphers',
    change: () => ({ ciphers: undefined }),
    caught: ['diapason-tpe/cipher/static-rsa-refused'],
  },
  {
    mistake: 'cert.pem instead of fullchain.pem',
    change: () => ({ cert: readFileSync(join(bench.kit, 'diapason-tpe-server/cert.pem')) }),
    caught: ['diapason-tpe/identity/server-chain'],
  },
];

describe('a plain node:https server, configured from the kit alone', () => {
  it('passes every case', async () => {
    expect(failing(await judge())).toEqual([]);
  });

  it.each(mistakes)('with $mistake', async ({ change, caught }) => {
    expect(failing(await judge(change())).toSorted()).toEqual(caught.toSorted());
  });
});
