import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { type CertificateDefect, daysAgo } from '../defect.ts';
import { Mint, type Minted } from '../testing/minted.ts';
import { runTool } from '../testing/run-tool.ts';
import { encodeCertificateId } from './certificate-id.ts';
import { buildOcspResponse, encodeOcspError, type OcspContent } from './response.ts';
import { type OcspExpectation, ocspStatus } from './status.ts';
import { buildOcspRequest } from './write-request.ts';

const HOUR = 3_600_000;
const NONCE = Buffer.from('0102030405060708090a0b0c0d0e0f10', 'hex');
/** To the second: that is what the answers of both say. */
const now = new Date(Math.floor(Date.now() / 1000) * 1000);

let mint: Mint;
beforeAll(async () => {
  mint = await Mint.create(new Date(now.getTime() - 24 * HOUR));
});

const ca = () => mint.get('igc-sante-test/aci-el-org');
const leaf = () => mint.get('igc-sante-test/org-auth-cli').certificate;
const delegate = (defect?: CertificateDefect) => mint.issue('igc-sante-test/ocsp-aci-el-org', defect);

const expected = (changes: Partial<OcspExpectation> = {}): OcspExpectation => ({
  serialNumber: leaf().serialNumber,
  issuer: ca().certificate,
  at: new Date(now.getTime() + 60_000),
  nonce: NONCE,
  ...changes,
});

describe.skipIf(!foreignTool('openssl'))('a responder of openssl', () => {
  /** The answer of `openssl ocsp` to our request. */
  function asked(line: string, responder: Minted, options = ''): Buffer {
    const { certificate, keys } = responder;
    const script = `openssl ocsp -index index.txt -CA ca.pem -rsigner responder.pem -rkey key.pem -ndays 1 ${options} \
      -reqin question.der -respout answer.der >log 2>&1 || cat log >&2; openssl base64 -in answer.der`;
    const { output } = runTool('sh', ['-c', script], {
      'index.txt': line,
      'ca.pem': ca().certificate.pem,
      'responder.pem': certificate.pem,
      'key.pem': keys.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
      'question.der': buildOcspRequest({
        issuer: ca().certificate,
        serialNumber: leaf().serialNumber,
        nonce: NONCE,
      }),
    });
    return Buffer.from(output, 'base64');
  }
  const known = (status: string, revocation = '') =>
    `${status}\t301231235959Z\t${revocation}\t${leaf().serialNumber}\tunknown\t/CN=leaf\n`;
  const later = () => expected({ at: new Date(Date.now() + 60_000) });

  it.each([
    ['a delegate, named', () => delegate(), ''],
    ['a delegate, by its key', () => delegate(), '-resp_key_id'],
    ['a delegate, with SHA-384', () => delegate(), '-rmd sha384'],
    ['the CA', ca, ''],
  ] as const)('that signs as %s is understood and relied on', (_who, responder, options) => {
    expect(ocspStatus(asked(known('V'), responder(), options), later())).toMatchObject({
      reliable: true,
      status: 'good',
    });
  });

  it('says revoked, with and without a reason, and unknown', () => {
    const revokedAt = new Date('2026-11-01T12:00:00Z');
    const statusOf = (line: string) => ocspStatus(asked(line, delegate()), later());
    expect(statusOf(known('R', '261101120000Z'))).toMatchObject({ reliable: true, status: { revokedAt } });
    expect(statusOf(known('R', '261101120000Z,keyCompromise'))).toMatchObject({
      status: { revokedAt, reason: 1 },
    });
    expect(statusOf('')).toMatchObject({ reliable: true, status: 'unknown' });
  });

  it('repeats our nonce, and another is noticed', () => {
    const answer = asked(known('V'), delegate());
    const other = { ...later(), nonce: Buffer.alloc(16) };
    expect(ocspStatus(answer, other)).toMatchObject({ reliable: false, problem: 'nonce' });
  });

  it('that signs with SHA-1 is not relied on', () => {
    const answer = asked(known('V'), delegate(), '-rmd sha1');
    expect(ocspStatus(answer, later())).toMatchObject({ reliable: false, problem: 'signature' });
  });
});

describe('an answer', () => {
  const answer = (content: Partial<OcspContent> = {}, signer: Minted = delegate()): Buffer =>
    buildOcspResponse({
      responder: { certificate: signer.certificate, privateKey: signer.keys.privateKey },
      answers: [
        { certificateId: encodeCertificateId(ca().certificate, leaf().serialNumber), status: 'good' },
      ],
      producedAt: now,
      thisUpdate: now,
      nextUpdate: new Date(now.getTime() + HOUR),
      nonce: Buffer.concat([Buffer.of(0x04, NONCE.length), NONCE]),
      ...content,
    });
  const problemOf = (der: Buffer, changes: Partial<OcspExpectation> = {}) => {
    const found = ocspStatus(der, expected(changes));
    return found.reliable ? found.status : found.problem;
  };

  it.each([
    ['is right', {}, 'good'],
    ['has no nonce', { nonce: 'absent' }, 'good'],
    ['has another nonce', { nonce: 'another' }, 'nonce'],
    ['is of another key', { signature: 'by-another-key' }, 'signature'],
    ['is unsigned', { signature: 'empty' }, 'signature'],
    ['was right yesterday', { thisUpdate: { days: -1 } }, 'expired'],
    ['is from tomorrow', { thisUpdate: { days: 1 } }, 'not-yet-valid'],
    ['is cut off', { der: 'truncated' }, 'malformed'],
  ] as const)('that %s (%j) comes to: %s', (_how, defect, found) => {
    expect(problemOf(answer({ defect }))).toBe(found);
  });

  it('is good from its thisUpdate to its nextUpdate', () => {
    expect(problemOf(answer(), { at: new Date(now.getTime() + HOUR) })).toBe('good');
    expect(problemOf(answer(), { at: new Date(now.getTime() + HOUR + 1) })).toBe('expired');
    expect(problemOf(answer(), { at: new Date(now.getTime() - 1) })).toBe('not-yet-valid');
    expect(problemOf(answer(), { at: new Date(Number.NaN) })).not.toBe('good');
  });

  it('is not relied on if it is about another certificate, or the same number of another CA', () => {
    const another = mint.get('igc-sante-test/org-sign').certificate;
    const about = (issuer: Minted, serialNumber: string) =>
      answer({
        answers: [{ certificateId: encodeCertificateId(issuer.certificate, serialNumber), status: 'good' }],
      });
    expect(problemOf(about(ca(), another.serialNumber))).toBe('certificate');
    expect(problemOf(about(mint.get('igc-sante-test/aci-el-pp'), leaf().serialNumber))).toBe('certificate');
  });

  it.each([
    ['without the purpose', { extensions: { extendedKeyUsage: { value: ['clientAuth'] } } }],
    ['whose own revocation would have to be asked for', { extensions: { ocspNoCheck: null } }],
    ['that has expired', { notAfter: daysAgo(1) }],
    ['that the CA did not sign', { signature: 'corrupted' }],
  ] satisfies [string, CertificateDefect][])(
    'is not relied on if it is from a delegate %s',
    (_which, defect) => {
      expect(problemOf(answer({}, delegate(defect)))).toBe('signer');
    },
  );

  it('is not relied on if it is from the delegate of another CA, or from whom it does not say', () => {
    expect(problemOf(answer({}, mint.get('igc-sante-test/ocsp-aci-el-pp')))).toBe('signer');
    expect(problemOf(answer({}, mint.get('igc-sante-test/org-sign')))).toBe('signer');
  });

  it('is not relied on if it is an error or a web page', () => {
    expect(problemOf(encodeOcspError('tryLater'))).toBe('error');
    expect(problemOf(Buffer.from('<!doctype html><p>Welcome'))).toBe('malformed');
    expect(problemOf(Buffer.alloc(0))).toBe('malformed');
  });

  it('says the same or nothing after any change of an octet', () => {
    const revoked = answer({
      answers: [
        {
          certificateId: encodeCertificateId(ca().certificate, leaf().serialNumber),
          status: { revokedAt: now },
        },
      ],
    });
    const right = ocspStatus(revoked, expected());
    expect(right).toMatchObject({ reliable: true, status: { revokedAt: now } });
    fc.assert(
      fc.property(fc.nat(revoked.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(revoked);
        changed[at]! ^= change;
        const found = ocspStatus(changed, expected());
        if (found.reliable) expect(found).toEqual(right);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a request', () => {
  it('names the CA by what SHA-1 makes of its name and key', () => {
    const question = buildOcspRequest({
      issuer: ca().certificate,
      serialNumber: leaf().serialNumber,
    });
    const nameHash = createHash('sha1').update(ca().certificate.subjectDer).digest();
    expect(question.includes(nameHash)).toBe(true);
    expect(question.includes(Buffer.from(leaf().serialNumber, 'hex'))).toBe(true);
  });
});
