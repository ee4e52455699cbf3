import { describe, expect, it } from 'vitest';
import { parsePersonId, parseStructureId } from './national-identifier.ts';

describe('parseStructureId', () => {
  it.each([
    ['1750712184', 'FINESS', true],
    ['1590780193', 'FINESS', true],
    ['1750712185', 'FINESS', false],
    ['2187512751', 'SIREN', true],
    ['318751275100020', 'SIRET', true],
    ['318751275100021', 'SIRET', false],
    ['335600000000002', 'SIRET', false],
    ['499700367909006', 'RPPS-rang', true],
    ['499700367909007', 'RPPS-rang', false],
  ])('reads %s as a %s whose key is right: %s', (id, register, keyIsRight) => {
    expect(parseStructureId(id)).toEqual({
      register,
      identifier: id.slice(1),
      test: id.startsWith('49970'),
      keyIsRight,
    });
  });

  it('does not judge the key of test identifiers, which have a letter, nor of ADELI-rang, which has none', () => {
    expect(parseStructureId('11B0073160')).toEqual({
      register: 'FINESS',
      identifier: '1B0073160',
      test: true,
    });
    expect(parseStructureId('001234567801')).toEqual({
      register: 'ADELI-rang',
      identifier: '01234567801',
      test: false,
    });
  });

  it('lets the digits of an establishment of La Poste add up to a multiple of five', () => {
    // 35600000049837: Luhn gives 48, the plain sum is 45.
    expect(parseStructureId('335600000049837')?.keyIsRight).toBe(true);
  });

  it.each(['', '1', '33333333333', '9750712184', '175071218', '1 750712184', '17507121840'])(
    'does not know %j',
    (id) => {
      expect(parseStructureId(id)).toBeUndefined();
    },
  );
});

describe('parsePersonId', () => {
  it.each([
    ['899700523527', 'RPPS', true, true],
    ['899700523528', 'RPPS', true, false],
    ['810000000002', 'RPPS', false, false],
  ])('reads %s as a %s, for tests: %s, whose key is right: %s', (id, register, test, keyIsRight) => {
    expect(parsePersonId(id)).toEqual({ register, identifier: id.slice(1), test, keyIsRight });
  });

  it('does not judge an ADELI, whose rule is not public', () => {
    expect(parsePersonId('00B6087510')).toEqual({ register: 'ADELI', identifier: '0B6087510', test: true });
    expect(parsePersonId('0751234567')).toEqual({ register: 'ADELI', identifier: '751234567', test: false });
  });

  it('reads an employee as the structure and the identifier within', () => {
    expect(parsePersonId('30B0057881/CPET0002')).toEqual({
      register: 'FINESS',
      identifier: '0B0057881',
      test: true,
      internalId: 'CPET0002',
    });
    expect(parsePersonId('500000000029751/CPAT0001')).toEqual({
      register: 'SIRET',
      identifier: '00000000029751',
      test: true,
      keyIsRight: true,
      internalId: 'CPAT0001',
    });
  });

  it.each(['', '8', '89970052352', '30B0057881', '30B0057881/', '30B0057881/A B', '899700523527/1'])(
    'does not know %j',
    (id) => {
      expect(parsePersonId(id)).toBeUndefined();
    },
  );
});
