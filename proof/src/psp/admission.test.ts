import { join } from 'node:path';
import type { RunningPsp } from '@banc-gap/sim-psp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { COUNTERPARTS } from '../matrix/counterparts.ts';
import { STACKS } from '../matrix/stacks.ts';
import { startOpensslResponder } from '../openssl-responder.ts';
import { GOOD, type Provider, PSP_NAME, startProvider } from './provider.ts';

let provider: Provider;
let byOcsp: RunningPsp;
beforeAll(async () => {
  provider = await startProvider();
  byOcsp = await provider.serve({ revocation: 'ocsp' });
});
afterAll(() => provider[Symbol.asyncDispose]());

describe.skipIf(!foreignTool('curl') || !foreignTool('openssl'))('with openssl as the OCSP responder', () => {
  test('a GAP is let in if it says good, refused if it says revoked or unknown', async () => {
    await using stack = new AsyncDisposableStack();
    const { authorities, directory } = provider;
    const { url, tell } = await startOpensslResponder(stack, authorities, join(directory, 'openssl'));
    const defect = { extensions: { authorityInfoAccess: { value: [{ method: 'ocsp', url }] } } } as const;
    const [good, revoked, unknown] = await Promise.all(
      ['good', 'revoked', 'unknown'].map((name) => provider.issue(`${name}-of-openssl`, { ...GOOD, defect })),
    );
    await tell({ [good!]: 'good', [revoked!]: 'revoked' });

    const curl = STACKS.find(({ name }) => name === 'curl')!;
    const { request } = COUNTERPARTS.provider;
    const connection = { name: PSP_NAME, port: byOcsp.port, trust: 'psp', request };
    const outcomes = (...folders: string[]) =>
      curl.outcomes(
        provider.kit,
        folders.map((folder) => ({ ...connection, folder })),
      );
    expect(await outcomes(unknown!)).toEqual(['certificate_unknown']);
    expect(await outcomes(good!, revoked!)).toEqual(['accepted', 'certificate_revoked']);
  });
});
