import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { RunningAmc } from '@banc-gap/sim-amc';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { type OpensslResponder, startOpensslResponder } from '../openssl-responder.ts';
import { type AmcBench, RIGHT, startBench } from './bench.ts';
import { codesIn, postWithCurl, signToken } from './curl.ts';

let bench: AmcBench;
let responder: OpensslResponder;
let byOcsp: RunningAmc;
let byBoth: RunningAmc;
let off: RunningAmc;
const stack = new AsyncDisposableStack();
beforeAll(async () => {
  bench = stack.use(await startBench());
  responder = await startOpensslResponder(stack, bench.authorities, join(bench.directory, 'openssl'));
  [byOcsp, byBoth, off] = (await Promise.all(
    (['ocsp', 'both', 'off'] as const).map((revocation) => bench.serve({ revocation })),
  )) as [RunningAmc, RunningAmc, RunningAmc];
});
afterAll(() => stack.disposeAsync());

let signers = 0;

/** Folder of an ORG SIGN that names that responder. */
const signer = (url: string, onCrl = false) =>
  bench.issue(`ocsp-${signers++}`, {
    ...RIGHT,
    defect: { extensions: { authorityInfoAccess: { value: [{ method: 'ocsp', url }] } } },
    ...(onCrl && { revoked: true as const }),
  });

const answer = async ({ port }: RunningAmc, folder: string) =>
  codesIn(await postWithCurl(bench, port, await signToken(folder)));

describe.skipIf(!['curl', 'openssl', 'xmlsec1'].every(foreignTool))(
  'the signer of a token, with openssl as the OCSP responder',
  () => {
    test('is accepted or refused by what OCSP says; the CRL, which says nothing of it, is not asked', async () => {
      const [good, revoked, unknown, onCrl] = [
        await signer(responder.url),
        await signer(responder.url),
        await signer(responder.url),
        await signer(responder.url, true),
      ];
      await responder.tell({ [good]: 'good', [revoked]: 'revoked', [onCrl]: 'good' });
      expect(await answer(byOcsp, good)).toBe('000');
      expect(await answer(byOcsp, revoked)).toBe('S403 SAML_SIGNER_REVOKED');
      expect(await answer(byOcsp, unknown)).toBe('S403 AMC_SIGNER_UNKNOWN');
      expect(await answer(byOcsp, onCrl)).toBe('000');
      // By CRL, which is the default, it is the other way round.
      expect(await answer(bench.amc, revoked)).toBe('000');
      expect(await answer(bench.amc, onCrl)).toBe('S403 SAML_SIGNER_REVOKED');
      // By both, either says no; off, nobody is asked.
      expect(await answer(byBoth, good)).toBe('000');
      expect(await answer(byBoth, revoked)).toBe('S403 SAML_SIGNER_REVOKED');
      expect(await answer(byBoth, onCrl)).toBe('S403 SAML_SIGNER_REVOKED');
      expect(await answer(off, revoked)).toBe('000');
      expect(await answer(off, onCrl)).toBe('000');
    });

    test('gets 901 where the responder cannot be reached, or says what is of no use: the AMC cannot serve', async () => {
      const closed = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => closed.once('listening', resolve));
      const { port } = closed.address() as AddressInfo;
      await new Promise((resolve) => closed.close(resolve));
      const unreachable = await signer(`http://127.0.0.1:${port}/`);
      expect(await answer(byOcsp, unreachable)).toBe('S901 AMC_SIGNER_UNCHECKABLE');
      // Not its fault: by CRL it is good.
      expect(await answer(bench.amc, unreachable)).toBe('000');
      // As of every certificate of the bench that has the address of the real service.
      const real = await signer('http://ocsp.esante.gouv.fr');
      expect(await answer(byOcsp, real)).toBe('S901 AMC_SIGNER_UNCHECKABLE');
    });
  },
);
