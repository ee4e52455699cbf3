import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CASES } from '@banc-gap/conformance';
import { Certificate } from '@banc-gap/pki';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { type StackBench, stackBench } from './bench.ts';
import { Program } from './program.ts';
import { SHORTCOMINGS, shortcomingsOf } from './shortcomings.ts';

describe('the shortcomings of stacks', () => {
  const documentation = readFileSync(new URL('../../../docs/stacks.md', import.meta.url), 'utf8');

  it.each(SHORTCOMINGS)('$case is a case, and documented', (shortcoming) => {
    expect(CASES.map(({ id }) => id)).toContain(shortcoming.case);
    expect(documentation).toContain(shortcoming.case);
  });
});

describe.skipIf(!foreignTool('certtool'))('GnuTLS itself, asked to verify the chain of a case', () => {
  let bench: StackBench;
  beforeAll(async () => {
    bench = await stackBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  const inCertificates = shortcomingsOf('gnutls-serv').filter((found) =>
    /\/(usage|revocation)\//.test(found.case),
  );

  it.each(inCertificates)('finds nothing wrong with $case', async (shortcoming) => {
    const { kit, authorities } = bench;
    const found = CASES.find(({ id }) => id === shortcoming.case);
    if (found?.kind !== 'refusal') throw new TypeError(`${shortcoming.case} is not a refusal`);
    const { bugs: _, ...defect } = found.defect;
    const { chain } = await authorities.identities.identity(defect);
    const file = join(kit, 'presented.pem');
    writeFileSync(file, chain.map((der) => Certificate.parse(der).pem).join(''));
    const trust = [
      '--load-ca-certificate',
      join(kit, 'trust/tpe.pem'),
      '--load-crl',
      join(kit, 'crl/tpe.pem'),
    ];
    await using certtool = new Program('certtool', ['--verify', ...trust, '--infile', file]);
    const [, verdict] = await certtool.says(/Chain verification output: (.*\.)/);
    expect(verdict).toBe('Verified. The certificate is trusted.');
  });
});
