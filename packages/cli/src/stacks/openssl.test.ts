import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { failing, judgeGap } from '../testing/judge-gap.ts';
import { CIPHERS, type StackBench, stackBench } from './bench.ts';
import { ANY_CERTIFICATE, NO_CERTIFICATE, OLD_VERSIONS } from './caught.ts';
import { rightOptions, startOpenssl } from './openssl.ts';
import type { Options } from './program.ts';

let bench: StackBench;
beforeAll(async () => {
  bench = await stackBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

async function judge(change: Options = {}) {
  await using server = await startOpenssl({ ...rightOptions(bench), ...change });
  return await judgeGap(bench.authorities, server.port);
}

interface Mistake {
  readonly mistake: string;
  readonly change: Options;
  readonly caught: readonly string[];
}

const mistakes: readonly Mistake[] = [
  {
    mistake: '-crl_check: the CRL of the leaf alone',
    change: { '-crl_check_all': undefined, '-crl_check': true },
    caught: ['diapason-tpe/revocation/issuing-ca-revoked'],
  },
  {
    mistake: 'no -verify_return_error: whatever is wrong with a certificate is noted and ignored',
    change: { '-verify_return_error': undefined },
    caught: ANY_CERTIFICATE,
  },
  {
    mistake: '-verify: the client certificate optional',
    change: { '-Verify': undefined, '-verify': '3' },
    caught: NO_CERTIFICATE,
  },
  {
    mistake: 'TLS 1.0 and 1.1 on',
    change: { '-min_protocol': 'TLSv1', '-cipher': `${CIPHERS}:ECDHE-RSA-AES256-SHA:@SECLEVEL=0` },
    caught: OLD_VERSIONS,
  },
  {
    mistake: 'anonymous suites on',
    change: { '-cipher': `${CIPHERS}:aNULL:@SECLEVEL=0` },
    caught: ['diapason-tpe/cipher/anonymous-refused'],
  },
  {
    mistake: 'suites with static RSA on',
    change: { '-cipher': `${CIPHERS}:AES128-SHA` },
    caught: ['diapason-tpe/cipher/static-rsa-refused'],
  },
];

describe.skipIf(!foreignTool('openssl'))('openssl s_server, configured from the kit alone', () => {
  it('passes every case', async () => {
    const cases = await judge();
    expect(failing(cases)).toEqual([]);
    const revoked = cases.find(({ id }) => id === 'diapason-tpe/revocation/leaf-revoked');
    expect(revoked).toMatchObject({ strict: true, actual: expect.stringContaining('certificate_revoked') });
  });

  it.each(mistakes)('with $mistake', async ({ change, caught }) => {
    expect(failing(await judge(change)).toSorted()).toEqual(caught.toSorted());
  });
});
