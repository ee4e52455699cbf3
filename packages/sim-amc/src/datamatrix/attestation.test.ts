import { readFileSync } from 'node:fs';
import { parseConfig } from '@banc-gap/simkit';
import { describe, expect, test } from 'vitest';
import { rocSeed } from '../seed/schema.ts';
import { type Attestation, attestationOf, attestationText, readAttestation } from './attestation.ts';

const seed = parseConfig(
  rocSeed,
  readFileSync(new URL('../../seed/roc.yaml', import.meta.url), 'utf8'),
  'roc.yaml',
);

const LOUISE: Attestation = {
  numeroAmc: '99900011',
  typeConvention: 'MU',
  csr: '',
  numeroAdherent: '0001001',
  debut: '2020-01-01',
  fin: '2099-12-31',
};

test('the text has all five items, the empty ones too', () => {
  const text = 'SIMTP1|99900011|MU||0001001|20200101|20991231';
  expect(attestationText(LOUISE)).toBe(text);
  expect(readAttestation(text)).toEqual(LOUISE);
});

test('the attestation of a beneficiary has the keys of the AMC', () => {
  expect(attestationOf(seed, '99900011', '0001001')).toEqual(LOUISE);
  expect(attestationOf(seed, '99900029', '7700001')).toMatchObject({ typeConvention: 'PI', csr: 'ROC01' });
});

test('nobody has no attestation, and the error lists who has', () => {
  expect(() => attestationOf(seed, '99900011', '9')).toThrow(
    expect.objectContaining({
      code: 'AMC_ATTESTATION_OF_NOBODY',
      message: expect.stringContaining('99900011 0001001, 99900011 0001002'),
    }),
  );
});

describe('what is refused', () => {
  test.each([
    ['another layout', 'FRTP2|99900011|MU||0001001|20200101|20991231'],
    ['an item too few', 'SIMTP1|99900011|MU||20200101|20991231'],
    ['nothing', ''],
  ])('%s', (_what, text) => {
    expect(() => readAttestation(text)).toThrow(
      expect.objectContaining({ code: 'AMC_ATTESTATION_NOT_OURS' }),
    );
  });

  test.each([
    ['numeroAmc', { numeroAmc: '123' }],
    ['typeConvention', { typeConvention: 'M' }],
    ['csr', { csr: 'A|B' }],
    ['numeroAdherent', { numeroAdherent: '' }],
    ['debut', { debut: '2020-02-30' }],
    ['fin', { fin: '2019-12-31' }],
  ])('item %s, by its name', (field, wrong) => {
    expect(() => attestationText({ ...LOUISE, ...wrong })).toThrow(
      expect.objectContaining({ code: 'AMC_ATTESTATION_INVALID', message: expect.stringContaining(field) }),
    );
  });
});
