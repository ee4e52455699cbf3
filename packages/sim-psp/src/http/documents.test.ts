import { expect, test } from 'vitest';
import { pspJsonSchema, pspOpenApi } from './documents.ts';

test('every reference of the descriptions leads somewhere', async () => {
  for (const document of [await pspOpenApi(), pspJsonSchema()]) {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, path]) => path!,
    );
    expect(references.length).toBeGreaterThan(3);
    for (const path of new Set(references)) {
      const target = path
        .split('/')
        .reduce<unknown>((node, name) => (node as Record<string, unknown>)[name], document);
      expect([path, typeof target]).toEqual([path, 'object']);
    }
  }
});

test('what a hospital sends and gets has a name', async () => {
  const { components } = (await pspOpenApi()) as { components: { schemas: object } };
  expect(Object.keys(components.schemas)).toEqual([
    'Mandate',
    'NewMandate',
    'NewPayment',
    'NewRefund',
    'NewWebhook',
    'Payment',
    'Problem',
    'Refund',
    'Settlement',
    'Webhook',
  ]);
});
