import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { failing, judgeGap } from '../testing/judge-gap.ts';
import { type StackBench, stackBench } from './bench.ts';
import { NO_CERTIFICATE, OLD_VERSIONS, REVOCATION } from './caught.ts';
import { rightConfiguration, startNginx } from './nginx.ts';

let bench: StackBench;
beforeAll(async () => {
  bench = await stackBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

async function judge(configuration: string) {
  await using nginx = await startNginx(configuration);
  return await judgeGap(bench.authorities, nginx.port);
}

interface Mistake {
  readonly mistake: string;
  /** What of the right configuration is replaced by what. */
  readonly change: () => [pattern: RegExp | string, by: string][];
  readonly caught: readonly string[];
}

const mistakes: readonly Mistake[] = [
  { mistake: 'no CRL', change: () => [[/ssl_crl .*;/, '']], caught: REVOCATION },
  {
    mistake: 'the client certificate optional',
    change: () => [['ssl_verify_client on', 'ssl_verify_client optional']],
    caught: NO_CERTIFICATE,
  },
  {
    mistake: 'IGC-Santé trusted too',
    change: () => [
      [join(bench.kit, 'trust/tpe.pem'), bench.joined('trust/tpe.pem', 'trust/igc-sante.pem')],
      [join(bench.kit, 'crl/tpe.pem'), bench.joined('crl/tpe.pem', 'crl/igc-sante.pem')],
    ],
    caught: ['diapason-tpe/trust/igc-sante-client'],
  },
  {
    mistake: 'TLS 1.0 and 1.1 on, which takes a suite with SHA-1 and the lowest security level',
    change: () => [
      ['ssl_protocols TLSv1.2', 'ssl_protocols TLSv1 TLSv1.1 TLSv1.2'],
      [/ssl_ciphers (.*);/, 'ssl_ciphers $1:ECDHE-RSA-AES256-SHA:@SECLEVEL=0;'],
    ],
    caught: OLD_VERSIONS,
  },
  {
    mistake: 'the default ssl_ciphers',
    change: () => [[/ssl_ciphers .*;/, '']],
    caught: ['diapason-tpe/cipher/static-rsa-refused'],
  },
  {
    mistake: 'suites with AEAD only, as guides advise',
    change: () => [[/ssl_ciphers .*;/, 'ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;']],
    caught: ['diapason-tpe/cipher/prescribed'],
  },
  {
    mistake: 'a certificate of another name',
    change: () => [
      [join(bench.kit, 'diapason-tpe-server/full'), join(bench.kitOfAnotherName, 'diapason-tpe-server/full')],
      [join(bench.kit, 'diapason-tpe-server/key'), join(bench.kitOfAnotherName, 'diapason-tpe-server/key')],
    ],
    caught: ['diapason-tpe/identity/server-name'],
  },
  {
    mistake: 'its certificate without the intermediate CA',
    change: () => [['fullchain.pem', 'cert.pem']],
    caught: ['diapason-tpe/identity/server-chain'],
  },
];

describe.skipIf(!foreignTool('nginx'))('nginx, configured from the kit alone', () => {
  it('passes every case, although it answers 400 where others send an alert', async () => {
    const cases = await judge(rightConfiguration(bench));
    expect(failing(cases)).toEqual([]);
    const revoked = cases.find(({ id }) => id === 'diapason-tpe/revocation/leaf-revoked');
    expect(revoked).toMatchObject({ strict: false, actual: expect.stringContaining('400') });
  });

  it.each(mistakes)('with $mistake', async ({ change, caught }) => {
    const wrong = change().reduce((configuration, [pattern, by]) => {
      expect(configuration).toMatch(pattern);
      return configuration.replace(pattern, by);
    }, rightConfiguration(bench));
    expect(failing(await judge(wrong)).toSorted()).toEqual(caught.toSorted());
  });
});
