import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Certificate } from '@banc-gap/pki';
import type { RunningPsp } from '@banc-gap/sim-psp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { COUNTERPARTS } from '../matrix/counterparts.ts';
import { STACKS } from '../matrix/stacks.ts';
import { GOOD, type Provider, PSP_NAME, startProvider } from './provider.ts';

let provider: Provider;
let byOcsp: RunningPsp;
beforeAll(async () => {
  provider = await startProvider();
  byOcsp = await provider.serve({ revocation: 'ocsp' });
});
afterAll(() => provider[Symbol.asyncDispose]());

describe.skipIf(!foreignTool('curl') || !foreignTool('openssl'))('with openssl as the OCSP responder', () => {
  const ACI = 'igc-sante-test/aci-el-org';

  /** `openssl ocsp`, on a port that it chooses, which it prints. */
  async function startOpenssl(
    stack: AsyncDisposableStack,
  ): Promise<{ readonly url: string; readonly index: string }> {
    const responder = await provider.issue('openssl-responder', {
      profile: 'igc-sante-test/ocsp-aci-el-org',
      subject: {},
    });
    const index = join(provider.directory, 'index.txt');
    const authority = join(provider.directory, 'aci.pem');
    writeFileSync(index, '');
    writeFileSync(authority, provider.authorities.certificate(ACI).pem);
    const child = spawn(
      'openssl',
      [
        ...['ocsp', '-port', '0', '-index', index, '-CA', authority, '-nmin', '5'],
        ...['-rsigner', join(responder, 'cert.pem'), '-rkey', join(responder, 'key.pem')],
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    stack.defer(async () => {
      child.kill();
      await once(child, 'exit');
    });
    for await (const line of createInterface(child.stdout)) {
      const [, port] = /^ACCEPT .*:(\d+)/.exec(line) ?? [];
      if (port !== undefined) return { url: `http://127.0.0.1:${port}/`, index };
    }
    throw new Error('openssl ocsp ended');
  }

  test('a GAP is let in if it says good, refused if it says revoked or unknown', async () => {
    await using stack = new AsyncDisposableStack();
    const { url, index } = await startOpenssl(stack);
    const defect = { extensions: { authorityInfoAccess: { value: [{ method: 'ocsp', url }] } } } as const;
    const [good, revoked, unknown] = await Promise.all(
      ['good', 'revoked', 'unknown'].map((name) => provider.issue(`${name}-of-openssl`, { ...GOOD, defect })),
    );
    const entry = (folder: string, status: string, revocation = '') => {
      const { serialNumber, notAfter } = Certificate.parse(readFileSync(join(folder, 'cert.pem'), 'utf8'));
      const expiry = notAfter
        .toISOString()
        .replace(/[-:T]|\.\d+/g, '')
        .slice(2);
      return `${[status, expiry, revocation, serialNumber, 'unknown', '/CN=GAP'].join('\t')}\n`;
    };
    writeFileSync(`${index}.new`, entry(good!, 'V') + entry(revoked!, 'R', '261101120000Z'));
    renameSync(`${index}.new`, index);

    const curl = STACKS.find(({ name }) => name === 'curl')!;
    const { request } = COUNTERPARTS.provider;
    const connection = { name: PSP_NAME, port: byOcsp.port, trust: 'psp', request };
    const outcomes = (...folders: string[]) =>
      curl.outcomes(
        provider.kit,
        folders.map((folder) => ({ ...connection, folder })),
      );
    // Between two requests openssl reads a file again that has become another.
    expect(await outcomes(unknown!)).toEqual(['certificate_unknown']);
    expect(await outcomes(good!, revoked!)).toEqual(['accepted', 'certificate_revoked']);
  });
});
