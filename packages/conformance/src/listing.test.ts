import { expect, test } from 'vitest';
import { CASES } from './cases/catalogue.ts';
import { explainCase, listCases, listText } from './listing.ts';

const EXPIRED = 'diapason-tpe/validity/leaf-expired';

test('an entry of the list is complete, and JSON', () => {
  const [entry] = JSON.parse(JSON.stringify(listCases([EXPIRED])));
  expect(entry).toMatchObject({
    id: EXPIRED,
    level: 'MUST',
    title: { fr: 'Certificat de TPE expiré', en: 'Terminal certificate expired' },
    source: {
      requirement: 'S2-003',
      document: expect.stringContaining('Diapason'),
      section: expect.any(String),
    },
    rfc: '5280 §4.1.2.5',
    defect: { leaf: { notAfter: { hours: -1 } } },
    expected: { fr: expect.stringContaining('certificate_expired (45)'), en: expect.any(String) },
    alert: 'certificate_expired',
    twin: true,
    provenBy: ['ignores-leaf-expiry'],
  });
});

test('all are listed without a prefix, none where nothing matches', () => {
  expect(listCases().map(({ id }) => id)).toEqual(CASES.map(({ id }) => id));
  expect(listCases(['roc-nothing'])).toEqual([]);
});

test('the text has a line for each case', () => {
  const lines = listText(['diapason-tpe/version'], 'fr').trimEnd().split('\n');
  expect(lines).toEqual([
    'diapason-tpe/version/tls12             MUST    TLS 1.2 est négocié',
    'diapason-tpe/version/tls11-refused     MUST    TLS 1.1 est refusé',
    'diapason-tpe/version/tls10-refused     MUST    TLS 1.0 est refusé',
    'diapason-tpe/version/ssl30-refused     MUST    SSL 3.0 est refusé',
    'diapason-tpe/version/fallback-refused  SHOULD  Repli sur TLS 1.1, signalé par le terminal, refusé',
  ]);
});

test('a case is explained with the words of its source', () => {
  const text = explainCase(EXPIRED, 'fr');
  expect(text).toContain('« Échanges entre les établissements et le TPE');
  expect(text).toContain('RFC 5280 §4.1.2.5');
  expect(text).toContain('ignores-leaf-expiry');
  expect(explainCase('diapason-tpe/usage/server-auth-only', 'en')).toContain('SHOULD — GnuTLS');
});

test('a case that does not exist is refused', () => {
  expect(() => explainCase('diapason-tpe/validity', 'fr')).toThrowError(
    expect.objectContaining({ code: 'CONFORMANCE_UNKNOWN_CASE' }),
  );
});
