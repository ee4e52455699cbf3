import { expect, test } from 'vitest';
import { harmlessTarget } from './target.ts';

test.each([
  ['127.0.0.1:8443', { address: '127.0.0.1:8443', name: undefined }],
  ['[::1]:8443', { address: '[::1]:8443', name: undefined }],
])('%s is taken as it is', async (target, taken) => {
  expect(await harmlessTarget(target, false)).toEqual(taken);
});

test('a name is taken by the address that it has', async () => {
  const { address, name } = await harmlessTarget('localhost:8443', false);
  expect(address).toMatch(/^(127\.0\.0\.1|\[::1\]):8443$/);
  expect(name).toBe('localhost');
});

test('a public address is refused, unless that is waived', async () => {
  await expect(harmlessTarget('192.0.2.1:8443', false)).rejects.toMatchObject({
    code: 'SIMKIT_TARGET_PUBLIC',
  });
  await expect(harmlessTarget('192.0.2.1:8443', true)).resolves.toMatchObject({ address: '192.0.2.1:8443' });
});

test.each(['127.0.0.1', ':8443', 'https://127.0.0.1:8443', '::1:8443', 'nowhere.invalid:8443'])(
  '%s is no target',
  async (target) => {
    await expect(harmlessTarget(target, false)).rejects.toMatchObject({ code: 'CLI_OPTION_INVALID' });
  },
);
