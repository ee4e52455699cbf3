import { expect, test } from 'vitest';
import { dpOpenApi } from './documents.ts';

test('every reference of the description leads somewhere, and what is sent and got has a name', async () => {
  const { components, paths } = (await dpOpenApi()) as {
    components: { schemas: Record<string, object> };
    paths: object;
  };
  const references = [...JSON.stringify({ components, paths }).matchAll(/schemas\/(\w+)"/g)];
  const named = [...new Set(references.map(([, name]) => name))].toSorted();
  expect(named).toEqual(Object.keys(components.schemas).toSorted());
  expect(named).toEqual([
    'Consultation',
    'Dispensation',
    'Dossier',
    'Entry',
    'Identity',
    'Problem',
    'Receipt',
  ]);
});
