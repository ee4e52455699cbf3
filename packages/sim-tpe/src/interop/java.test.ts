import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { setting } from '../testing/payment.ts';
import { TestPki } from '../testing/pki.ts';

const PROGRAM = fileURLToPath(new URL('JavaGap.java', import.meta.url));

test.skipIf(!foreignTool('java'))('a GAP in Java, on a framed socket, gets a consent', async () => {
  const pki = await TestPki.create();
  const { chain, keys } = pki.server();
  const directory = await mkdtemp(join(tmpdir(), 'sim-tpe-'));
  await using _folder = { [Symbol.asyncDispose]: () => rm(directory, { recursive: true }) };
  const files = {
    'key.pem': keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    'chain.pem': chain.map(({ pem }) => pem).join(''),
    'trust.pem': pki.ingeTrustRoot.certificate.pem,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  const java = spawn('java', [PROGRAM, ...Object.keys(files)], { cwd: directory });
  const ended = once(java, 'close');
  await using _process = {
    async [Symbol.asyncDispose]() {
      java.kill();
      await ended;
    },
  };
  let complaint = '';
  java.stderr.on('data', (text: Buffer) => {
    complaint += text;
  });
  const lines = createInterface(java.stdout)[Symbol.asyncIterator]();
  const said = async (what: string): Promise<string> => {
    const { value = '' } = await lines.next();
    expect(value, complaint).toMatch(new RegExp(`^${what} `));
    return value.slice(what.length + 1);
  };

  await using tpe = setting(pki, Number(await said('port')), 'socket');
  tpe.present();
  tpe.terminal.connect();
  expect(await said('suite')).toBe('TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384');
  expect(await said('terminal')).toBe(`CN=${tpe.terminal.serialNumber}`);
  expect(await said('token')).toBe(`dpn_${'b'.repeat(32)}`);
  const [order] = tpe.journal
    .entries()
    .filter(({ details }) => 'message' in details)
    .slice(2);
  expect(order?.details).toMatchObject({
    message: { SaleToPOIRequest: { PaymentRequest: { DisplayOutput: 'Débit après les soins' } } },
  });
});
