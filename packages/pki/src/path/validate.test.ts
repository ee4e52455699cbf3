import { beforeAll, describe, expect, test } from 'vitest';
import { ALERTS } from '../alerts.ts';
import { buildCertificate } from '../build.ts';
import { Certificate } from '../certificate.ts';
import { Crl } from '../crl/read.ts';
import { CrlSet } from '../crl/set.ts';
import { daysAhead } from '../defect.ts';
import { BancError } from '../error-catalogue.ts';
import { extensionContent } from '../extensions-encode.ts';
import { nameOf } from '../names.ts';
import { AT, type Change, Hierarchy, LEAF_POLICY, type Level, serialNumberOf } from '../testing/hierarchy.ts';
import { SCENARIOS } from '../testing/scenarios/index.ts';
import { PATH_FAILURES } from './failures.ts';
import { SignatureCache } from './signature-cache.ts';
import { type PathOptions, type PathResult, validatePath } from './validate.ts';

let hierarchy: Hierarchy;
let root: Certificate;
let top: Certificate;
let issuing: Certificate;
let leaf: Certificate;
beforeAll(async () => {
  hierarchy = await Hierarchy.create();
  [root, top, issuing, leaf] = [make('root'), make('top'), make('issuing'), make('leaf')];
});

const make = (level: Level, change?: Change) => Certificate.parse(hierarchy.certificate(level, change));

const validate = (presented: readonly Certificate[], options: Partial<PathOptions> = {}): PathResult =>
  validatePath(presented, { trustAnchors: [root], at: AT, purpose: 'clientAuth', ...options });

function codeOf(result: PathResult): string {
  return result.valid ? 'valid' : result.failure.code;
}

test('the path goes from the leaf to the anchor, without what was presented in vain', () => {
  expect(validate([leaf, root, top, leaf, issuing])).toEqual({
    valid: true,
    path: [leaf, issuing, top, root],
  });
});

test('a failure says which certificate breaks which rule, and the alert for it', () => {
  const expired = make('issuing', { notAfter: daysAhead(1) });
  expect(validate([leaf, expired, top])).toEqual({
    valid: false,
    failure: {
      code: 'expired',
      clause: 'RFC 5280 §6.1.3 (a)(2)',
      alert: 'certificate_expired',
      position: 1,
      subject: 'CN=Emettrice,O=Essai,C=FR',
      serialNumber: serialNumberOf('issuing'),
      message:
        `The certificate CN=Emettrice,O=Essai,C=FR (${serialNumberOf('issuing')}) has expired: ` +
        'notAfter is 2025-04-26T09:15:10.000Z.',
    },
  });
});

test('a failure says what cannot be read', () => {
  const malformed = make('leaf', { extensions: { keyUsage: { der: '03020180' } } });
  expect(validate([malformed, issuing, top])).toMatchObject({
    failure: { message: expect.stringMatching(/ cannot be read: keyUsage is a BIT STRING .* DER form\.$/) },
  });
});

test('no certificate at all is a failure too', () => {
  expect(validate([])).toMatchObject({
    valid: false,
    failure: { code: 'chain-empty', alert: 'handshake_failure' },
  });
});

test('every failure has a test, a clause and an alert', () => {
  const elsewhere = ['chain-empty', 'path-too-long', 'path-search-exhausted'];
  const expected = SCENARIOS.flatMap((scenario) =>
    Array.isArray(scenario.expected) ? [scenario.expected[0]] : [],
  );
  expect(new Set([...expected, ...elsewhere])).toEqual(new Set(Object.keys(PATH_FAILURES)));
  for (const { clause, alert } of Object.values(PATH_FAILURES)) {
    expect(clause).toMatch(/^RFC \d{4} §\d/);
    expect(ALERTS).toHaveProperty(alert);
  }
});

describe('no bit of what is signed, or of how it is signed, can be changed', () => {
  const changed = function* (der: Buffer): Generator<Buffer> {
    for (let at = 0; at < der.length; at++) {
      for (const bits of [0x01, 0x80, der[at]!]) {
        const copy = Buffer.from(der);
        copy[at]! ^= bits;
        if (!copy.equals(der)) yield copy;
      }
    }
  };
  const answer = (run: () => PathResult): string => {
    try {
      return codeOf(run());
    } catch (error) {
      expect(error).toBeInstanceOf(BancError);
      return 'unreadable';
    }
  };

  test('in a certificate', () => {
    for (const der of changed(leaf.der)) {
      expect(answer(() => validate([Certificate.parse(der), issuing, top]))).not.toBe('valid');
    }
    for (const der of changed(issuing.der)) {
      expect(answer(() => validate([leaf, Certificate.parse(der), top]))).not.toBe('valid');
    }
  });

  test('in a CRL', () => {
    const others = (['root', 'top'] as const).map((level) => Crl.parse(hierarchy.crl(level)));
    for (const der of changed(hierarchy.crl('issuing', { revoked: ['01', '02'] }))) {
      const crls = () => new CrlSet([...others, Crl.parse(der)]);
      expect(answer(() => validate([leaf, issuing, top], { crls: crls() }))).not.toBe('valid');
    }
  });
});

describe('dates', () => {
  test.each([
    ['2025-04-25T09:15:09.999Z', 'not-yet-valid'],
    ['2025-04-25T09:15:10.000Z', 'valid'],
    ['2028-04-25T09:15:10.000Z', 'valid'],
    ['2028-04-25T09:15:10.001Z', 'expired'],
  ])('of certificates are inclusive: at %s it is %s', (at, expected) => {
    expect(codeOf(validate([leaf, issuing, top], { at: new Date(at) }))).toBe(expected);
  });

  test.each([
    ['2025-05-31T21:59:59.999Z', 'crl-not-yet-valid'],
    ['2025-05-31T22:00:00.000Z', 'valid'],
    ['2025-06-06T22:00:00.000Z', 'valid'],
    ['2025-06-06T22:00:00.001Z', 'crl-expired'],
  ])('of CRLs are inclusive: at %s it is %s', (at, expected) => {
    const crls = new CrlSet(
      (['root', 'top', 'issuing'] as const).map((level) => Crl.parse(hierarchy.crl(level))),
    );
    expect(codeOf(validate([leaf, issuing, top], { at: new Date(at), crls }))).toBe(expected);
  });
});

test('a time that is not a number makes nothing valid', () => {
  expect(codeOf(validate([leaf, issuing, top], { at: new Date(Number.NaN) }))).toBe('not-yet-valid');
});

describe('anchors', () => {
  test('a presented certificate that is an anchor ends the path, even the leaf', () => {
    expect(validate([leaf, issuing, top], { trustAnchors: [issuing, root] })).toMatchObject({
      path: [leaf, issuing],
    });
    expect(validate([leaf], { trustAnchors: [leaf] })).toMatchObject({ path: [leaf] });
    expect(
      codeOf(validate([leaf], { trustAnchors: [leaf], purpose: 'any', at: new Date('2029-01-01') })),
    ).toBe('expired');
  });

  test('a leaf with the name and the key of an anchor is not the anchor', () => {
    const reissued = make('leaf', { serialNumber: '01' });
    expect(codeOf(validate([reissued], { trustAnchors: [leaf] }))).toBe('issuer-unknown');
  });

  test('an end entity in the trust store issues nothing', () => {
    const below = make('leaf', { issuer: leaf.subject, subject: nameOf(['CN', 'x']), signedBy: 'leaf' });
    expect(codeOf(validate([below], { trustAnchors: [leaf] }))).toBe('not-a-ca');
  });

  test('a leaf that is an anchor needs the required policy like any other', () => {
    const trusted = { trustAnchors: [leaf] };
    expect(codeOf(validate([leaf], { ...trusted, requiredPolicies: [LEAF_POLICY] }))).toBe('valid');
    expect(codeOf(validate([leaf], { ...trusted, requiredPolicies: ['1.2.3'] }))).toBe('policy');
    expect(codeOf(validate([leaf], { ...trusted, requiredPolicies: [] }))).toBe('policy');
  });

  test('an anchor needs no CRL', () => {
    const crls = new CrlSet([Crl.parse(hierarchy.crl('issuing'))]);
    expect(codeOf(validate([leaf], { trustAnchors: [issuing], crls }))).toBe('valid');
  });

  test('no anchors, no trust', () => {
    expect(codeOf(validate([leaf, issuing, top, root], { trustAnchors: [] }))).toBe('self-signed-untrusted');
    expect(codeOf(validate([root], { trustAnchors: [] }))).toBe('self-signed-untrusted');
  });
});

describe('whatever is presented, the search ends', () => {
  /** A CA with the key of another: names decide who is next, so one key is enough for a long chain. */
  const link = (subject: string, issuer: string, serial = '01'): Certificate => {
    const { publicKey, privateKey } = hierarchy.key('stranger');
    return buildCertificate(
      {
        serialNumber: Buffer.from(serial, 'hex'),
        subject: nameOf(['CN', subject]),
        issuer: nameOf(['CN', issuer]),
        notBefore: new Date('2025-01-01'),
        notAfter: new Date('2026-01-01'),
        publicKey,
        extensions: [extensionContent('basicConstraints', { ca: true }, true)],
      },
      { name: nameOf(['CN', issuer]), privateKey },
    );
  };
  const timed = (run: () => PathResult): string => {
    const started = process.cpuUsage();
    const code = codeOf(run());
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(1000);
    return code;
  };

  test('a hundred intermediates in a row', () => {
    const chain = Array.from({ length: 100 }, (_, index) => link(`CA ${index}`, `CA ${index + 1}`));
    expect(timed(() => validate(chain))).toBe('path-too-long');
    expect(timed(() => validate(chain, { maximumLength: 1000 }))).toBe('issuer-unknown');
  });

  test('two CAs that certify each other', () => {
    expect(timed(() => validate([link('A', 'B'), link('B', 'A', '02'), link('A', 'B', '03')]))).toBe(
      'issuer-unknown',
    );
  });

  test('a CA that certifies itself under another serial number', () => {
    expect(timed(() => validate([link('A', 'A'), link('A', 'A', '02')]))).toBe('self-signed-untrusted');
  });

  test('more possible paths than can be tried', () => {
    const levels = Array.from({ length: 8 }, (_, level) =>
      Array.from({ length: 12 }, (_, copy) =>
        link(`CA ${level}`, `CA ${level + 1}`, `0${copy.toString(16)}`),
      ),
    );
    expect(timed(() => validate([link('leaf', 'CA 0'), ...levels.flat()]))).toBe('path-search-exhausted');
  });

  test('hundreds of issuers of the right name and another key, and one that is right', () => {
    const strangers = Array.from({ length: 250 }, (_, index) =>
      make('issuing', { key: 'stranger', serialNumber: (0x1000 + index).toString(16), signature: 'empty' }),
    );
    const anonymous = make('leaf', { extensions: { authorityKeyIdentifier: null } });
    expect(timed(() => validate([anonymous, ...strangers, issuing, top]))).toBe('path-search-exhausted');
    expect(timed(() => validate([anonymous, issuing, top, ...strangers]))).toBe('valid');
  });
});

describe('a cache of signatures', () => {
  test('changes no answer but its cost', () => {
    const signatures = new SignatureCache();
    const lists = (...revoked: string[]) =>
      new CrlSet(
        (['root', 'top', 'issuing'] as const).map((level) =>
          Crl.parse(hierarchy.crl(level, level === 'issuing' ? { revoked } : {})),
        ),
      );
    const again = (options: Partial<PathOptions>) =>
      codeOf(validate([leaf, issuing, top], { signatures, ...options }));
    expect(again({ crls: lists() })).toBe('valid');
    expect(again({ crls: lists(leaf.serialNumber) })).toBe('revoked');
    expect(again({ at: new Date('2030-01-01') })).toBe('expired');
    expect(again({ trustAnchors: [] })).toBe('issuer-unknown');
    expect(again({ trustAnchors: [make('root', { key: 'stranger', signedBy: 'stranger' })] })).not.toBe(
      'valid',
    );
    const corrupted = make('leaf', { signature: 'corrupted' });
    expect(codeOf(validate([corrupted, issuing, top], { signatures }))).toBe('signature-invalid');
    expect(codeOf(validate([corrupted, issuing, top], { signatures }))).toBe('signature-invalid');
  });

  test('never survives a revocation, of the certificate or of a CA above it', () => {
    const signatures = new SignatureCache();
    const crl = (level: 'root' | 'top' | 'issuing', ...revoked: string[]) =>
      Crl.parse(hierarchy.crl(level, { revoked }));
    const handshake = (...crls: Crl[]) => {
      const presented = [leaf, issuing, top].map(({ der }) => signatures.read(der));
      return { presented, answer: codeOf(validate(presented, { signatures, crls: new CrlSet(crls) })) };
    };
    const others = [crl('root'), crl('top')] as const;
    const before = handshake(...others, crl('issuing'));
    expect(before.answer).toBe('valid');
    const after = handshake(...others, crl('issuing', leaf.serialNumber));
    expect(after.presented[0]).toBe(before.presented[0]);
    expect(after.answer).toBe('revoked');
    expect(handshake(crl('root'), crl('top', issuing.serialNumber), crl('issuing')).answer).toBe('revoked');
    expect(handshake(crl('root', top.serialNumber), crl('top'), crl('issuing')).answer).toBe('revoked');
    expect(handshake(...others).answer).toBe('crl-missing');
    expect(handshake(...others, crl('issuing')).answer).toBe('valid');
  });

  test('remembers signatures to an anchor only, and forgets what is oldest', () => {
    const signatures = new SignatureCache(2);
    const [copy, lookalike] = [make('leaf'), make('leaf', { signedBy: 'stranger' })];
    expect(codeOf(validate([lookalike, make('issuing', { key: 'stranger' })], { signatures }))).not.toBe(
      'valid',
    );
    expect(signatures.share(make('leaf', { signedBy: 'stranger' }))).not.toBe(lookalike);
    expect(codeOf(validate([leaf, issuing, top], { signatures }))).toBe('valid');
    expect(signatures.share(make('top'))).toBe(top);
    expect(signatures.share(copy)).toBe(copy);
    expect(signatures.problem(leaf, top)).toBe('signature-invalid');
  });
});

test('for any purpose, usages do not count', () => {
  const signer = make('leaf', {
    extensions: { keyUsage: { value: ['nonRepudiation'] }, extendedKeyUsage: { value: ['emailProtection'] } },
  });
  expect(codeOf(validate([signer, issuing, top]))).toBe('key-usage');
  expect(codeOf(validate([signer, issuing, top], { purpose: 'any' }))).toBe('valid');
});

test('the distribution points of a CRL may be critical where CRLs are checked', () => {
  const critical = make('leaf', {
    extensions: { cRLDistributionPoints: { critical: true, value: ['http://crl/a.crl'] } },
  });
  const crls = new CrlSet(
    (['root', 'top', 'issuing'] as const).map((level) => Crl.parse(hierarchy.crl(level))),
  );
  expect(codeOf(validate([critical, issuing, top]))).toBe('critical-extension-unknown');
  expect(codeOf(validate([critical, issuing, top], { crls }))).toBe('valid');
});
