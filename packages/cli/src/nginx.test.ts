import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeKit } from '@banc-gap/mock-igc-sante';
import { type TemporaryAuthorities, temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { failing, fqdn, judgeGap } from './testing/judge-gap.ts';
import { startNginx } from './testing/nginx.ts';

let bench: TemporaryAuthorities;
/** The configuration that the kit's README tells an editor to use. */
let snippet: string;

beforeAll(async () => {
  bench = await temporaryAuthorities();
  const { directory } = await writeKit(bench.authorities, {
    directory: join(bench.directory, '..', 'kit'),
    fqdn,
  });
  snippet = readFileSync(join(directory, 'README.md'), 'utf8').match(/```nginx\n([\s\S]+?)```/)?.[1] ?? '';
});
afterAll(() => bench[Symbol.asyncDispose]());

async function judgeNginx(change: (configuration: string) => string) {
  await using nginx = await startNginx((port) => change(snippet.replace('listen 8443', `listen ${port}`)));
  return await judgeGap(bench.authorities, nginx.port);
}

function replaced(pattern: RegExp, by: string): (configuration: string) => string {
  return (configuration) => {
    expect(configuration).toMatch(pattern);
    return configuration.replace(pattern, by);
  };
}

describe.skipIf(!foreignTool('nginx'))('nginx, configured from the kit alone', () => {
  it('passes every case, although it answers 400 where others send an alert', async () => {
    const cases = await judgeNginx((configuration) => configuration);
    expect(failing(cases)).toEqual([]);
    const revoked = cases.find(({ id }) => id === 'diapason-tpe/revocation/leaf-revoked');
    expect(revoked).toMatchObject({ verdict: 'pass', strict: false, actual: expect.stringContaining('400') });
  });

  it('without ssl_crl fails the revocation cases, and no other', async () => {
    const cases = await judgeNginx(replaced(/ssl_crl .*;/, ''));
    expect(failing(cases).toSorted()).toEqual([
      'diapason-tpe/revocation/issuing-ca-revoked',
      'diapason-tpe/revocation/leaf-on-hold',
      'diapason-tpe/revocation/leaf-revoked',
    ]);
  });

  it('with ssl_verify_client optional fails the case without certificate, and no other', async () => {
    const cases = await judgeNginx(replaced(/ssl_verify_client on;/, 'ssl_verify_client optional;'));
    expect(failing(cases)).toEqual(['diapason-tpe/handshake/no-certificate']);
  });
});
