import { expect, test } from 'vitest';
import { loadRunConfig } from '../config/schema.ts';
import { fakePorts } from '../testing/fake-gap.ts';
import { find } from '../testing/run-against.ts';
import { runCases } from './run.ts';

const YAML = `
gap: { diapasonServer: { fqdn: gap.ch-test.fr } }
certificates:
  - { file: a.pem, use: roc-amc-sign }
  - { file: b.pem, use: roc-amc-sign }
`;

async function run(read: (file: string) => Buffer) {
  const ports = fakePorts(() => {
    throw new Error('nobody connects');
  });
  const { report } = await runCases({
    config: loadRunConfig(YAML, 'banc.yaml'),
    prefixes: ['certificates'],
    seed: 1,
    version: 'test',
    language: 'en',
    ports: { ...ports, files: { read, authorities: [], crls: [] } },
  });
  return { report, visits: ports.visits };
}

test('files are judged without a connection, and each that cannot be read is named', async () => {
  const { report, visits } = await run(() => Buffer.from('not a certificate'));
  expect(visits).toEqual([]);
  const { verdict, actual } = find(report, 'certificates/file/readable');
  expect(verdict).toBe('fail');
  expect(actual).toMatch(
    /^a\.pem \(roc-amc-sign\), b\.pem \(roc-amc-sign\): cannot be read: This is no certificate, PKCS#7, PKCS#12, JKS/,
  );
  expect(find(report, 'certificates/type/roc-sign').verdict).toBe('untestable');
  expect(find(report, 'certificates/type/diapason-client')).toMatchObject({
    verdict: 'skip',
    actual: expect.stringContaining('(diapason-psp-client)'),
  });
});

test('a file that is not there ends the run: the configuration is wrong, not the GAP', async () => {
  const missing = new Error('there is no a.pem');
  await expect(
    run(() => {
      throw missing;
    }),
  ).rejects.toBe(missing);
});
