import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { failing, judgeGap } from '../testing/judge-gap.ts';
import { type StackBench, stackBench } from './bench.ts';
import { ANY_CERTIFICATE, NO_CERTIFICATE, OLD_VERSIONS, REVOCATION } from './caught.ts';
import { rightOptions, startGnutls } from './gnutls.ts';
import type { Options } from './program.ts';
import { shortcomingsOf } from './shortcomings.ts';

let bench: StackBench;
beforeAll(async () => {
  bench = await stackBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

async function judge(change: Options = {}) {
  await using server = await startGnutls({ ...rightOptions(bench), ...change });
  return await judgeGap(bench.authorities, server.port);
}

interface Mistake {
  readonly mistake: string;
  readonly change: Options;
  readonly caught: readonly string[];
}

const mistakes: readonly Mistake[] = [
  { mistake: 'no --x509crlfile', change: { '--x509crlfile': undefined }, caught: REVOCATION },
  {
    mistake: 'no --verify-client-cert',
    change: { '--verify-client-cert': undefined },
    caught: ANY_CERTIFICATE,
  },
  {
    mistake: 'no --require-client-cert',
    change: { '--require-client-cert': undefined },
    // GnuTLS then lets a client leave the message out altogether, which RFC 5246 §7.4.6 does not.
    caught: [...NO_CERTIFICATE, 'diapason-tpe/handshake/certificate-skipped'],
  },
  {
    mistake: 'the default priority, which has old versions and static RSA, and not the prescribed suite',
    change: { '--priority': undefined },
    caught: [...OLD_VERSIONS, 'diapason-tpe/cipher/prescribed', 'diapason-tpe/cipher/static-rsa-refused'],
  },
];

const shortcomings = shortcomingsOf('gnutls-serv');

describe.skipIf(!foreignTool('gnutls-serv'))('gnutls-serv, configured from the kit alone', () => {
  it('passes every case but its shortcomings', async () => {
    expect(failing(await judge())).toEqual(shortcomings);
  });

  it.each(mistakes)('with $mistake', async ({ change, caught }) => {
    const red = new Set([...caught, ...shortcomings]);
    expect(failing(await judge(change)).toSorted()).toEqual([...red].toSorted());
  });
});
