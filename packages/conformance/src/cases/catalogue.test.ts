import { expect, test } from 'vitest';
import { findRequirement, REQUIREMENTS } from '../requirements/requirements.ts';
import { CASES, selectCases } from './catalogue.ts';

test('ids are unique and made of suite, topic and slug', () => {
  const ids = CASES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*(\/[a-z0-9]+(-[a-z0-9]+)*){2}$/.test(id))).toEqual([]);
});

test('every case cites a requirement that says where it stands', () => {
  const unknown = CASES.filter(({ requirement }) => !findRequirement(requirement)?.section);
  expect(unknown.map(({ id }) => id)).toEqual([]);
});

test('every requirement is tested or says why not, never both', () => {
  const cited = new Set(CASES.map(({ requirement }) => requirement));
  const wrong = REQUIREMENTS.filter(
    ({ id, notTestedBecause }) => cited.has(id) === (notTestedBecause !== undefined),
  );
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

test('every case names a defect that proves it', () => {
  expect(CASES.filter(({ provenBy }) => provenBy.length === 0)).toEqual([]);
});

test('what is not a MUST says why, and what is a MUST cannot be waived by a feature', () => {
  const wrong = CASES.filter(({ level, whyNotMust, feature }) =>
    level === 'MUST' ? whyNotMust !== undefined || feature !== undefined : whyNotMust === undefined,
  );
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

test('every refusal says its best alert, but where a full handshake is right', () => {
  const silent = CASES.filter(
    (testCase) =>
      testCase.alert === undefined &&
      (testCase.kind === 'refusal' || (testCase.kind === 'negotiation' && testCase.expect === 'refused')),
  );
  expect(silent.map(({ id }) => id)).toEqual(['diapason-tpe/resumption/after-fatal-alert']);
});

test('texts are there in French and in English, and differ', () => {
  const wrong = CASES.filter(({ title, lookAt }) =>
    [title, lookAt].some(({ fr, en }) => fr.trim() === '' || en.trim() === '' || fr === en),
  );
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

test('a prefix selects at a boundary: a suite, a topic, an id', () => {
  expect(selectCases([])).toHaveLength(CASES.length);
  const suites = Map.groupBy(CASES, ({ suite }) => suite);
  for (const [suite, cases] of suites) expect(selectCases([suite])).toEqual(cases);
  expect(selectCases(['diapason-tpe/version/']).map(({ id }) => id)).toEqual([
    'diapason-tpe/version/tls12',
    'diapason-tpe/version/tls11-refused',
    'diapason-tpe/version/tls10-refused',
    'diapason-tpe/version/ssl30-refused',
    'diapason-tpe/version/fallback-refused',
  ]);
  expect(selectCases(['diapason-tpe/trust/good-terminal'])).toHaveLength(1);
});

test.each(['diapason', 'diapason-tpe/val', 'roc-nothing'])(
  'a prefix that matches nothing is refused: %s',
  (prefix) => {
    expect(() => selectCases(['diapason-tpe/trust', prefix])).toThrowError(
      expect.objectContaining({ code: 'CONFORMANCE_NO_CASE_MATCHES' }),
    );
  },
);

test('no offer is of no suite at all, which any GAP refuses', () => {
  const empty = CASES.filter(
    (testCase) => testCase.kind === 'negotiation' && testCase.offer.cipherSuites?.length === 0,
  );
  expect(empty.map(({ id }) => id)).toEqual([]);
});

test('the offers that must be refused are those of their title, and nothing that is prescribed', () => {
  const offered = (slug: string) => {
    const testCase = CASES.find(({ id }) => id === `diapason-tpe/${slug}`);
    return testCase?.kind === 'negotiation' ? testCase.offer.cipherSuites : undefined;
  };
  expect(offered('cipher/static-rsa-refused')).toEqual([0x009d, 0x009c, 0x003d, 0x003c, 0x0035, 0x002f]);
  expect(offered('cipher/anonymous-refused')).toEqual([
    0xc019, 0xc018, 0x00a7, 0x00a6, 0x006d, 0x006c, 0x003a, 0x0034,
  ]);
  expect(offered('cipher/null-refused')).toEqual([0xc010, 0x003b, 0x0002]);
  expect(offered('cipher/export-refused')).toEqual([0x0014, 0x0008, 0x0003]);
  expect(offered('cipher/rc4-refused')).toEqual([0xc011, 0x0005, 0x0004]);
  expect(offered('cipher/triple-des-refused')).toEqual([0xc012, 0x0016, 0x000a]);
  expect(offered('version/tls10-refused')).toEqual([0xc014, 0xc013, 0x0039, 0x0033, 0x0035, 0x002f]);
});
