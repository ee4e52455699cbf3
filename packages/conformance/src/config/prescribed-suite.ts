import type { Text } from '../text.ts';
import type { RunConfig } from './schema.ts';

type Reading = RunConfig['cipher'];

const READINGS: Readonly<Record<Reading, readonly number[]>> = {
  c028: [0xc028], // TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384
  c027: [0xc027], // TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256
  compat: [0xc028, 0xc030, 0xc02f, 0xc027],
};

/** The suites that stand for the one ANS prescribes, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA256, which does not exist. */
export function prescribedSuites(reading: Reading): readonly number[] {
  return READINGS[reading];
}

/** What every report says of the prescribed suite. */
export function prescribedSuiteNote(reading: Reading): Text {
  const codes = READINGS[reading].map((code) => `0x${code.toString(16).toUpperCase()}`).join(', ');
  return {
    fr: `L’ANS prescrit TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA256, qu’aucun registre ne connaît. Le banc la lit comme ${codes} ; un GAP qui négocie mieux quand il a le choix n’est pas en faute.`,
    en: `ANS prescribes TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA256, which no registry knows. The bench reads it as ${codes}; a GAP that negotiates something stronger when given the choice is not at fault.`,
  };
}
