import { CASES } from '@banc-gap/conformance';
import { TEST_STRUCTURE } from '@banc-gap/mock-igc-sante';
import { type TemporaryAuthorities, temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { CERTIFICATE_USES } from '@banc-gap/pki';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileBench, type GapFile, type Identity, judgeFiles, pem } from './bench.ts';
import { judgeWrongFile, rightFiles } from './sweep.ts';
import { WRONG_FILES } from './wrong-files.ts';

let temporary: TemporaryAuthorities;
let bench: FileBench;
beforeAll(async () => {
  temporary = await temporaryAuthorities();
  bench = await FileBench.open(temporary.authorities);
});
afterAll(() => temporary[Symbol.asyncDispose]());

const cases = CASES.filter(({ suite }) => suite === 'certificates');

const text = (...parts: readonly { readonly pem: string }[]): Buffer =>
  Buffer.from(parts.map((one) => one.pem).join(''));

const keyOf = ({ privateKey }: Identity): Buffer =>
  Buffer.from(privateKey.export({ format: 'pem', type: 'pkcs8' }));

describe('the right files of a GAP', () => {
  it('pass every case as PFCNG delivers them, but for that of PEM files', async () => {
    const judged = await judgeFiles(bench.authorities, await rightFiles(bench));
    const others = judged.filter(({ verdict }) => verdict !== 'pass');
    expect(others.map(({ id, verdict }) => `${verdict} ${id}`)).toEqual(['skip certificates/chain/order']);
    expect(judged).toHaveLength(cases.length);
  });

  it.each<[string, (identity: Identity) => GapFile]>([
    ['as one PEM file', pem],
    [
      'as certificate, chain and key in files of their own',
      (identity) => ({
        content: text(identity.certificate),
        chain: text(...identity.chain),
        key: keyOf(identity),
      }),
    ],
    [
      'without a root, as nginx wants it',
      ({ chain, ...identity }) => pem({ ...identity, chain: chain.slice(0, 1) }),
    ],
  ])('make no case fail %s', async (_, fileOf) => {
    const files = Object.fromEntries(CERTIFICATE_USES.map((use) => [use, fileOf(bench.right[use])]));
    const judged = await judgeFiles(bench.authorities, files);
    const others = judged.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'skip');
    expect(others.map(({ id, actual }) => `${id}: ${actual}`)).toEqual([]);
  });

  it('had another period in their time: a SIGN of 2021 outlives its key by a month', async () => {
    const use = 'roc-amc-sign';
    const old = await bench.issue(use, 'sign-of-2021', {
      profile: 'igc-sante-test/org-sign',
      subject: { structure: TEST_STRUCTURE, serviceApplicatif: 'Client_ROC_WebServices_AMC' },
      notBefore: new Date('2021-01-31T10:00:00Z'),
    });
    const judged = await judgeFiles(bench.authorities, { [use]: pem(old) });
    const caught = judged.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn');
    expect(caught.map(({ id }) => id)).toEqual(['certificates/validity/expired']);
  });

  it('that the configuration does not name are skipped, and the reason says so', async () => {
    const judged = await judgeFiles(bench.authorities, {});
    expect(new Set(judged.map(({ verdict }) => verdict))).toEqual(new Set(['skip']));
    expect(judged[0]?.actual).toContain('names no file');
  });
});

describe('several files of one use', () => {
  const judgedOf = async (...ids: readonly string[]) => {
    const { right } = bench;
    const wrong = WRONG_FILES.filter(({ id }) => ids.includes(id)).map(({ make }) => make(bench));
    const files = [pem(right['diapason-psp-client']), ...(await Promise.all(wrong))];
    const judged = await judgeFiles(bench.authorities, { 'diapason-psp-client': files });
    return new Map(judged.map(({ id, verdict, actual }) => [id, { verdict, actual }]));
  };

  it('are as bad as the worst, and each that is wrong is named', async () => {
    const judged = await judgedOf('expired-certificate', 'without-aci', 'future-certificate');
    expect(judged.get('certificates/validity/expired')).toMatchObject({
      verdict: 'fail',
      actual: expect.stringMatching(/^diapason-psp-client-2 \(diapason-psp-client\): Expired since/),
    });
    expect(judged.get('certificates/chain/aci-present')?.verdict).toBe('fail');
    expect(judged.get('certificates/chain/igc-sante')?.verdict).toBe('pass');
  });

  it('of which one cannot be read are untestable, but where another is wrong', async () => {
    const judged = await judgedOf('file-of-garbage', 'without-aci');
    expect(judged.get('certificates/file/readable')?.verdict).toBe('fail');
    expect(judged.get('certificates/validity/expired')?.verdict).toBe('untestable');
    expect(judged.get('certificates/chain/aci-present')?.verdict).toBe('fail');
  });
});

describe('each wrong file makes exactly the cases fail that name it', () => {
  it.each(WRONG_FILES.map((file) => [file.id, file] as const))('%s', async (id, file) => {
    const judged = await judgeWrongFile(bench, file);
    const caught = judged.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn');
    const proven = cases.filter(({ provenBy }) => provenBy.includes(id));
    expect(caught.map((found) => found.id).toSorted()).toEqual(proven.map((found) => found.id).toSorted());
    expect(proven).not.toEqual([]);
  });
});

it('names for every case a wrong file that there is', () => {
  const known = new Set(WRONG_FILES.map(({ id }) => id));
  expect(known.size).toBe(WRONG_FILES.length);
  const unproven = cases.filter(
    ({ provenBy }) => provenBy.length === 0 || provenBy.some((id) => !known.has(id)),
  );
  expect(unproven.map(({ id }) => id)).toEqual([]);
  expect(cases.length).toBeGreaterThanOrEqual(30);
});
