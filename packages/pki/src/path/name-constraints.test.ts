import { beforeAll, expect, test } from 'vitest';
import { Certificate } from '../certificate.ts';
import { nameOf } from '../names.ts';
import { Hierarchy } from '../testing/hierarchy.ts';
import { nameConstraintProblem } from './name-constraints.ts';

let hierarchy: Hierarchy;
beforeAll(async () => {
  hierarchy = await Hierarchy.create();
});

const certificateFor = (...hosts: string[]): Certificate =>
  Certificate.parse(
    hierarchy.certificate('leaf', {
      subject: nameOf(['CN', 'x']),
      extensions: { subjectAltName: { value: hosts.map((value) => ({ type: 'dNSName', value })) } },
    }),
  );

test.each([
  // host, constraint, permitted, excluded: what lies between the two is refused either way
  ['a.ch-test.fr', 'ch-test.fr', true, true],
  ['ch-test.fr', 'ch-test.fr', true, true],
  ['ch-test.fr', '.ch-test.fr', false, true],
  ['a.b.ch-test.fr', '.ch-test.fr', true, true],
  ['A.CH-TEST.FR', 'ch-test.fr', true, true],
  ['ach-test.fr', 'ch-test.fr', false, false],
  ['ch-test.fr.evil.com', 'ch-test.fr', false, false],
  ['a.ch-test.fr.', 'ch-test.fr', false, true],
  ['*.ch-test.fr', 'ch-test.fr', true, true],
  ['*.ch-test.fr', 'a.ch-test.fr', false, true],
  ['*.fr', 'a.ch-test.fr', false, true],
  ['g*.ch-test.fr', 'gap.ch-test.fr', false, true],
  ['*', 'ch-test.fr', false, true],
  ['*.autre.fr', 'a.ch-test.fr', false, false],
  ['anything', '', true, true],
  ['evil.com\0.ch-test.fr', 'ch-test.fr', false, true],
])('%j under %j: permitted %s, excluded %s', (host, base, permitted, excluded) => {
  const certificate = certificateFor(host);
  const bases = [{ type: 'dNSName', value: base }] as const;
  const problem = (constraints: Parameters<typeof nameConstraintProblem>[0]) =>
    nameConstraintProblem(constraints, certificate, true)?.code;
  expect(problem({ permitted: bases, excluded: [] })).toBe(permitted ? undefined : 'name-constraint');
  expect(problem({ permitted: [], excluded: bases })).toBe(excluded ? 'name-constraint' : undefined);
});

test('thousands of names under thousands of constraints are refused at once', () => {
  const certificate = certificateFor(...Array.from({ length: 1000 }, (_, index) => `h${index}.fr`));
  const excluded = Array.from(
    { length: 1000 },
    (_, index) => ({ type: 'dNSName', value: `x${index}.fr` }) as const,
  );
  expect(nameConstraintProblem({ permitted: [], excluded }, certificate, true)?.code).toBe(
    'name-constraint-unsupported',
  );
});
