import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { BancError } from '../error-catalogue.ts';
import { Mint } from '../testing/minted.ts';
import { runTool } from '../testing/run-tool.ts';
import { encodeCertificateId, issuerIds } from './certificate-id.ts';
import { parseOcspRequest } from './request.ts';
import { buildOcspResponse, encodeOcspError, type OcspContent } from './response.ts';

let mint: Mint;
beforeAll(async () => {
  mint = await Mint.create();
});

const ca = () => mint.get('igc-sante-test/aci-el-org').certificate;
const leaf = () => mint.get('igc-sante-test/org-auth-cli').certificate;
const responder = () => mint.get('igc-sante-test/org-sign');

function shell(script: string, files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const own = { 'ca.pem': ca().pem, 'leaf.pem': leaf().pem, 'responder.pem': responder().certificate.pem };
  return runTool('sh', ['-c', script], { ...own, ...files }).output;
}

function asked(parameters = ''): Buffer {
  const script = `openssl ocsp -issuer ca.pem ${parameters} -cert leaf.pem -reqout question.der`;
  return Buffer.from(shell(`${script} 2>/dev/null && openssl base64 -in question.der`), 'base64');
}

const hasOpenssl = foreignTool('openssl');

describe.skipIf(!hasOpenssl)('a request of openssl', () => {
  it.each(['sha1', 'sha256', 'sha384', 'sha512'])('that names the issuer by %s is understood', (digest) => {
    const { certificates, nonce } = parseOcspRequest(asked(`-${digest}`));
    expect(certificates).toHaveLength(1);
    expect(certificates[0]!.serialNumber).toBe(leaf().serialNumber);
    expect(issuerIds(ca())).toContain(certificates[0]!.issuerId);
    expect(nonce).toHaveLength(18);
  });

  it('without a nonce, or about several certificates, is understood', () => {
    expect(parseOcspRequest(asked('-no_nonce')).nonce).toBeUndefined();
    const serials = parseOcspRequest(asked('-serial 0x0A')).certificates.map((id) => id.serialNumber);
    expect(serials).toEqual(['0A', leaf().serialNumber]);
  });

  it('has the CertID that we write', () => {
    expect(parseOcspRequest(asked()).certificates[0]!.der).toEqual(
      encodeCertificateId(ca(), leaf().serialNumber),
    );
  });

  it('signed, and by somebody named, is understood', () => {
    const key = responder().keys.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const script = 'openssl ocsp -issuer ca.pem -signer responder.pem -signkey key.pem -cert leaf.pem';
    const output = shell(`${script} -reqout q.der 2>/dev/null && openssl base64 -in q.der`, {
      'key.pem': key,
    });
    const { certificates } = parseOcspRequest(Buffer.from(output, 'base64'));
    expect(certificates.map(({ serialNumber }) => serialNumber)).toEqual([leaf().serialNumber]);
  });

  it('whatever is changed in it, is understood or refused as malformed', () => {
    const question = asked();
    fc.assert(
      fc.property(fc.nat(question.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(question);
        changed[at]! ^= change;
        try {
          expect(parseOcspRequest(changed).certificates.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(BancError);
          expect((error as BancError).code).toBe('PKI_OCSP_REQUEST_MALFORMED');
        }
      }),
    );
  });
});

describe.skipIf(!hasOpenssl)('an answer, as openssl reads it,', () => {
  const read = (parameters: string, content: Partial<OcspContent> = {}) => {
    const thisUpdate = new Date('2026-11-22T09:55:00Z');
    const answer = buildOcspResponse({
      responder: { certificate: responder().certificate, privateKey: responder().keys.privateKey },
      answers: [{ certificateId: encodeCertificateId(ca(), leaf().serialNumber), status: 'good' }],
      producedAt: new Date('2026-11-22T10:00:00.750Z'),
      thisUpdate,
      nextUpdate: new Date('2026-11-22T10:55:00Z'),
      ...content,
    });
    const script = `openssl ocsp -respin answer.der -issuer ca.pem -cert leaf.pem ${parameters} 2>&1`;
    return shell(script, { 'answer.der': answer });
  };
  const verified = (content: Partial<OcspContent> = {}) => read('-VAfile responder.pem', content);
  const text = (content: Partial<OcspContent> = {}) => read('-noverify -resp_text', content);
  const about = (status: OcspContent['answers'][number]['status']) => ({
    answers: [{ certificateId: encodeCertificateId(ca(), leaf().serialNumber), status }],
  });

  it('is signed, names its responder by key, and has times without fractions', () => {
    expect(verified()).toMatch(/Response verify OK\n(.*\n)*.*good\n/);
    expect(text()).toMatch(/Responder Id: [0-9A-F]{40}\n +Produced At: Nov 22 10:00:00 2026 GMT\n/);
    expect(text()).toMatch(
      /This Update: Nov 22 09:55:00 2026 GMT\n +Next Update: Nov 22 10:55:00 2026 GMT\n/,
    );
  });

  it('says revoked with and without a reason, and unknown', () => {
    const revokedAt = new Date('2026-11-01T12:00:00Z');
    expect(verified(about({ revokedAt }))).toMatch(
      /revoked\n(.*\n)*.*Revocation Time: Nov {2}1 12:00:00 2026/,
    );
    expect(verified(about({ revokedAt }))).not.toContain('Reason');
    expect(verified(about({ revokedAt, reason: 1 }))).toContain('Reason: keyCompromise');
    expect(verified(about('unknown'))).toMatch(/unknown\n/);
  });

  it('has the nonce of the request, or with a defect another or none', () => {
    const nonce = Buffer.from('04080102030405060708', 'hex');
    expect(text({ nonce })).toMatch(/OCSP Nonce: \n +04080102030405060708/);
    expect(text({ nonce, defect: { nonce: 'another' } })).toContain('04080102030405060709');
    expect(text({ nonce, defect: { nonce: 'absent' } })).not.toContain('Nonce');
  });

  it.each([
    [{ signature: 'corrupted' }],
    [{ signature: 'by-another-key' }],
    [{ signature: 'empty' }],
  ] as const)('is not verified with %j', (defect) => {
    expect(verified({ defect })).toContain('Response Verify Failure');
  });

  it('can be out of date, or cut off', () => {
    expect(text({ defect: { thisUpdate: { days: -2 } } })).toMatch(/Next Update: Nov 20 10:55:00 2026/);
    expect(text({ defect: { der: 'truncated' } })).toContain('Error reading OCSP response');
  });

  it.each([
    ['malformedRequest', 'malformedrequest (1)'],
    ['internalError', 'internalerror (2)'],
    ['tryLater', 'trylater (3)'],
    ['unauthorized', 'unauthorized (6)'],
  ] as const)('can be the error %s', (error, words) => {
    const output = shell('openssl ocsp -respin error.der', { 'error.der': encodeOcspError(error) });
    expect(output).toContain(`Responder Error: ${words}`);
  });
});
