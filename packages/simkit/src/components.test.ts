import { expect, test } from 'vitest';
import { z } from 'zod';
import { componentRegistry } from './components.ts';

test('two services may give the same name to schemas of their own', () => {
  const ours = z.strictObject({ name: z.string() });
  const theirs = z.strictObject({ amount: z.int() });
  const described = [ours, theirs].map((schema) => z.toJSONSchema(componentRegistry({ Mandate: schema })));
  expect(described.map(({ schemas }) => Object.keys(schemas['Mandate']!.properties!))).toEqual([
    ['name'],
    ['amount'],
  ]);
});

test('what a schema says of itself is seen, and no other name for it', () => {
  const told = z.string().meta({ description: 'of itself', id: 'Elsewhere' });
  const registry = componentRegistry({ Here: told });
  expect(registry.get(told)).toEqual({ description: 'of itself', id: 'Here' });
  expect(registry.get(z.string().describe('unnamed'))).toEqual({ description: 'unnamed' });
  expect(registry.get(z.string())).toBeUndefined();
});
