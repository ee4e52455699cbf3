import { describe, expect, test } from 'vitest';
import { assertHarmlessTarget } from './address.ts';

const refusal = (address: string, allowPublic = false, name?: string) => {
  try {
    assertHarmlessTarget(address, { allowPublic, ...(name === undefined ? {} : { name }) });
    return 'allowed';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('without allowPublic', () => {
  test.each([
    '127.0.0.1',
    '127.8.9.10',
    '::1',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.20',
    '169.254.3.4',
    'fd00::1',
    'fe80::1%eth0',
    '::ffff:10.0.0.1',
  ])('%s is a machine of a test network', (address) => {
    expect(refusal(address)).toBe('allowed');
  });

  test.each([
    '8.8.8.8',
    '172.32.0.1',
    '172.15.255.255',
    '11.0.0.0',
    '192.169.0.1',
    '0.0.0.0',
    '100.64.0.1',
    '2001:db8::1',
    '::ffff:8.8.8.8',
    '64:ff9b::a00:1',
    '::',
    '255.255.255.255',
  ])('%s is not', (address) => {
    expect(refusal(address)).toBe('SIMKIT_TARGET_PUBLIC');
  });
});

test('allowPublic opens public addresses', () => {
  expect(refusal('8.8.8.8', true)).toBe('allowed');
  expect(refusal('8.8.8.8', true, 'gap.ch-test.fr')).toBe('allowed');
});

describe('a name of the real services', () => {
  test.each([
    'pfc.eservices.esante.gouv.fr',
    'ESANTE.GOUV.FR.',
    'services-ps-tlsm.ameli.fr',
    'ws.annuaireamc.fr',
    'industriels.sesam-vitale.fr',
    'support.olaqin.fr',
    'www.ingenico.com',
    'paiement.credit-agricole.fr',
  ])('%s is refused at a public address, whatever the user says', (name) => {
    expect(refusal('8.8.8.8', true, name)).toBe('SIMKIT_TARGET_PROTECTED');
    expect(refusal('8.8.8.8', false, name)).toBe('SIMKIT_TARGET_PROTECTED');
    expect(refusal('192.168.1.20', false, name)).toBe('allowed');
  });

  test('ends at a label boundary', () => {
    expect(refusal('8.8.8.8', true, 'notameli.fr')).toBe('allowed');
  });
});

test('a name that nobody resolved is no address', () => {
  expect(refusal('localhost')).toBe('SIMKIT_TARGET_NOT_AN_ADDRESS');
  expect(refusal('127.1')).toBe('SIMKIT_TARGET_NOT_AN_ADDRESS');
});
