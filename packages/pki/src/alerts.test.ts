import { expect, test } from 'vitest';
import { ALERTS, alertName } from './alerts.ts';

test('names and codes are those of RFC 5246 §7.2', () => {
  expect(ALERTS.certificate_revoked).toBe(44);
  expect(ALERTS.unsupported_extension).toBe(110);
  expect(alertName(48)).toBe('unknown_ca');
  expect(alertName(1)).toBeUndefined();
});

test('each code has one name', () => {
  expect(new Set(Object.values(ALERTS)).size).toBe(Object.keys(ALERTS).length);
});
