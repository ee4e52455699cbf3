import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FORM_EDITIONS, formReference } from '../data/forms.ts';
import { KITS } from '../data/kits.ts';
import { USES } from '../data/uses.ts';
import type { FormNumber } from '../schemas/forms.ts';
import { SHOWN } from '../testing/shown.ts';
import { PROBLEMS, type ProblemEntry } from './catalogue.ts';
import { PfcngProblem } from './problem.ts';

const file = (name: string) => readFileSync(new URL(`../../../../docs/${name}`, import.meta.url), 'utf8');
const known = new Set(file('requirements.csv').match(/^S\d-\d{3}/gm));
const entries = Object.entries(PROBLEMS) as [keyof typeof PROBLEMS, ProblemEntry][];
const placeholders = (text: string) =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!.replace(/En$/, '')).sort();

describe.each(entries)('%s', (_, { title, detail, requirements, right }) => {
  it('says the same in both languages', () => {
    expect(placeholders(detail.en)).toEqual(placeholders(detail.fr));
    expect(title.fr && title.en && (right === undefined || (right.fr && right.en))).toBeTruthy();
  });

  it('stands on rows of the requirements', () => {
    expect(requirements.filter((id) => !known.has(id))).toEqual([]);
  });
});

it('a problem is to RFC 9457, with a type that never changes', () => {
  const problem = new PfcngProblem('domain-missing').with({ formId: 'formulaire-1' });
  expect(problem.details('en')).toEqual({
    type: 'urn:banc-gap:pfcng:problem:domain-missing',
    title: 'Domain missing',
    status: 422,
    detail: 'The offer SERVEUR wants a domain, such as *<domain>.',
    forms: [formReference('F413'), formReference('F414')],
    requirements: ['S1-050', 'S2-010'],
    formId: 'formulaire-1',
  });
});

it('the data of the documents cites rows that exist, and every form is referred to by an edition of its own', () => {
  const cited = Object.values(USES).flatMap(({ requirements }) => [...requirements]);
  expect(cited.filter((id) => !known.has(id))).toEqual([]);
  for (const form of Object.keys(FORM_EDITIONS) as FormNumber[]) {
    expect(formReference(form).url).toMatch(/^https:\/\//);
  }
  for (const kit of Object.values(KITS)) expect(kit).toHaveLength(5);
});

it('each row that this package shows exists, and so does the test that shows it', () => {
  expect(Object.keys(SHOWN).filter((id) => !known.has(id))).toEqual([]);
  const missing = [...new Set(Object.values(SHOWN).flat())].filter(
    (test) => !existsSync(new URL(`../../${test}`, import.meta.url)),
  );
  expect(missing).toEqual([]);
});
