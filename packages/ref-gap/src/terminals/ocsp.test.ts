import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { buildOcspResponse, encodeOcspError, type OcspContent, parseOcspRequest } from '@banc-gap/pki';
import { beforeAll, describe, expect, test } from 'vitest';
import { startReferenceGap } from '../index.ts';
import { createNodeServer } from '../testing/node-factory.ts';
import { payingTerminal } from '../testing/paying-terminal.ts';
import { Terminals } from '../testing/terminals.ts';
import { OcspCheck } from './ocsp.ts';

let terminals: Terminals;
beforeAll(async () => {
  terminals = await Terminals.create();
});

type Script =
  | 'tries-later'
  | 'mute'
  | 'garbage'
  | Partial<OcspContent>
  | { status: 'good' | 'unknown' | 'revoked' };
const MINUTE = 60_000;

/** A responder of the CA of the terminals, and terminals that name it. */
async function responder(script: Script) {
  let asked = 0;
  let says = script;
  const server = createServer(async (request, response) => {
    const { certificates } = parseOcspRequest(await buffer(request));
    asked++;
    if (says === 'mute') return;
    if (says === 'garbage') return void response.end('<html>');
    if (says === 'tries-later') return void response.end(encodeOcspError('tryLater'));
    const { status = 'good', ...content } = { ...(says as { status?: string }) };
    response.end(
      buildOcspResponse({
        responder: terminals.issuer,
        answers: certificates.map(({ der }) => ({
          certificateId: der,
          status: status === 'revoked' ? { revokedAt: new Date(Date.now() - MINUTE) } : (status as 'good'),
        })),
        producedAt: new Date(Date.now() - MINUTE),
        thisUpdate: new Date(Date.now() - MINUTE),
        nextUpdate: new Date(Date.now() + 10 * MINUTE),
        ...content,
      }),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    credential: terminals.present({ leaf: { addExtensions: [accessTo(url)] } }),
    asked: () => asked,
    says: (next: Script) => {
      says = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** authorityInfoAccess with one responder (RFC 5280 §4.2.2.1). */
function accessTo(url: string) {
  const method = '06082b06010505073001';
  const location = `86${url.length.toString(16).padStart(2, '0')}${Buffer.from(url).toString('hex')}`;
  const length = (hex: string) => (hex.length / 2).toString(16).padStart(2, '0');
  const description = `30${length(method + location)}${method}${location}`;
  return { oid: '1.3.6.1.5.5.7.1.1', critical: false, value: `30${length(description)}${description}` };
}

const check = (now = () => new Date(), patience = 5_000) =>
  new OcspCheck(terminals.trusted.trust, { now }, { issuers: terminals.issuer.certificate.pem, patience });
const der = (credential: { chain: readonly { der: Buffer }[] }) => credential.chain.map((one) => one.der);

describe('a terminal whose certificate names a responder', () => {
  test('that says good: is let in, and the answer is believed until its end', async () => {
    await using ocsp = await responder({ status: 'good' });
    let now = new Date();
    const checked = check(() => now);
    for (let visit = 0; visit < 3; visit++) await checked.assertGood(der(ocsp.credential));
    await Promise.all([checked.assertGood(der(ocsp.credential)), checked.assertGood(der(ocsp.credential))]);
    expect(ocsp.asked()).toBe(1);
    ocsp.says({ status: 'revoked' });
    await checked.assertGood(der(ocsp.credential));
    now = new Date(now.getTime() + 11 * MINUTE);
    ocsp.says({ status: 'revoked', nextUpdate: new Date(now.getTime() + MINUTE) } as never);
    await expect(checked.assertGood(der(ocsp.credential))).rejects.toThrow('is revoked');
    expect(ocsp.asked()).toBe(2);
  });

  test.each([
    ['says revoked', { status: 'revoked' }, /is revoked/],
    ['does not know it', { status: 'unknown' }, /does not know/],
    ['says later', 'tries-later', /tryLater/],
    ['sends a page', 'garbage', /no OCSP response/],
    ['signs with another key', { defect: { signature: 'by-another-key' } }, /signature/],
    ['says what was so yesterday', { nextUpdate: new Date(Date.now() - MINUTE) }, /out of date/],
  ] satisfies [string, Script, RegExp][])('that %s: is refused', async (_, script, reason) => {
    await using ocsp = await responder(script);
    await expect(check().assertGood(der(ocsp.credential))).rejects.toThrow(reason);
  });

  test('that says nothing: is refused', async () => {
    await using ocsp = await responder('mute');
    await expect(check(() => new Date(), 50).assertGood(der(ocsp.credential))).rejects.toThrow('timeout');
  });

  test('that is not there: is refused, as long as no answer is remembered', async () => {
    const ocsp = await responder({ status: 'good' });
    const checked = check();
    await checked.assertGood(der(ocsp.credential));
    await ocsp[Symbol.asyncDispose]();
    await checked.assertGood(der(ocsp.credential));
    await expect(check().assertGood(der(ocsp.credential))).rejects.toThrow();
  });
});

test('a terminal whose certificates name none is left to the CRLs', async () => {
  await check().assertGood(der(terminals.present()));
});

describe.each(['node', 'tls12'] as const)('on the stack %s', (stack) => {
  test('a terminal that is good is served, a revoked one is not, and the reason is told', async () => {
    const reasons: string[] = [];
    await using gap = await startReferenceGap({
      stack,
      material: { ...terminals.served('igc-sante-test/ssl-serveur', 'gap.ch-test.fr'), ...terminals.trusted },
      createSecureServer: createNodeServer,
      ocsp: {
        issuers: terminals.issuer.certificate.pem,
        refused: (reason) => reasons.push(reason),
      },
    });
    await using good = await responder({ status: 'good' });
    using terminal = await payingTerminal(gap.port, good.credential, 'socket');
    expect(await terminal.login()).toBeDefined();
    await using bad = await responder({ status: 'revoked' });
    using other = await payingTerminal(gap.port, bad.credential, 'socket');
    const closed = once(other.socket, 'close');
    other.login().catch(() => undefined);
    await closed;
    expect(gap.terminals.connected).toEqual([terminal.name]);
    expect(reasons).toEqual([expect.stringContaining('is revoked')]);
  });
});
