import { describe, expect, it } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { generateKeyPair, keyIdentifier } from './keys.ts';
import { runTool } from './testing/run-tool.ts';

describe.skipIf(!foreignTool('openssl'))('keyIdentifier', () => {
  it.each(['rsa-2048', 'ec-p256'] as const)(
    'is the one that openssl gives a certificate: %s',
    async (kind) => {
      const { privateKey, publicKey } = await generateKeyPair(kind);
      const { output } = runTool(
        'sh',
        [
          '-c',
          'openssl req -x509 -key key.pem -subj /CN=test | openssl x509 -noout -ext subjectKeyIdentifier',
        ],
        { 'key.pem': privateKey.export({ format: 'pem', type: 'pkcs8' }) },
      );
      expect(output.replaceAll(':', '')).toContain(keyIdentifier(publicKey).toString('hex').toUpperCase());
    },
  );
});

describe('generateKeyPair', () => {
  it.each([
    ['rsa-1024', { modulusLength: 1024, publicExponent: 65537n }],
    ['rsa-2048', { modulusLength: 2048, publicExponent: 65537n }],
    ['ec-p256', { namedCurve: 'prime256v1' }],
  ] as const)('makes keys of kind %s', async (kind, details) => {
    expect((await generateKeyPair(kind)).publicKey.asymmetricKeyDetails).toEqual(details);
  });
});
