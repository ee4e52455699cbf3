import { describe, expect, it } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { bitString, integer, integerOctets, nullValue, objectIdentifier, sequence } from './der/encode.ts';
import { generateKeyPair, keyIdentifier, readPublicKey, rsaNumbers, subjectPublicKeyInfo } from './keys.ts';
import { ALGORITHMS } from './object-identifiers.ts';
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

describe('a public key that was read', () => {
  const modulus = Buffer.alloc(256, 0xa5);
  const info = (modulusOctets: Buffer, ...rest: Buffer[]) =>
    sequence(
      sequence(objectIdentifier(ALGORITHMS.rsaEncryption), nullValue()),
      bitString(Buffer.concat([sequence(integerOctets(modulusOctets), integer(65537)), ...rest])),
    );
  const positive = Buffer.concat([Buffer.of(0), modulus]);

  it.each([
    ['in DER', info(positive)],
    ['with a modulus that looks negative', info(modulus)],
    ['with a zero too many', info(Buffer.concat([Buffer.of(0), positive]))],
    ['with something after it', info(positive, Buffer.of(0))],
  ])('is written as OpenSSL writes it: %s', (_, der) => {
    const key = readPublicKey(der);
    expect(subjectPublicKeyInfo(key)).toEqual(key.export({ format: 'der', type: 'spki' }));
    expect(rsaNumbers(key)).toMatchObject({
      modulus: BigInt(`0x${modulus.toString('hex')}`),
      modulusLength: 2048,
      publicExponent: 65537n,
    });
  });
});
