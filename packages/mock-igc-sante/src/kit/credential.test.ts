import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { run } from '../testing/openssl.ts';
import { type TemporaryAuthorities, temporaryAuthorities } from '../testing/temporary-authorities.ts';
import { writeCredential } from './credential.ts';

const order = {
  orderId: 'one',
  profile: 'ingetrust/terminal',
  subject: { serialNumber: '0000BANC000000D1' },
} as const;

let temporary: TemporaryAuthorities;
let root: string;
beforeAll(async () => {
  temporary = await temporaryAuthorities();
  root = mkdtempSync(join(tmpdir(), 'banc-credentials-'));
});
afterAll(async () => {
  rmSync(root, { recursive: true });
  await temporary[Symbol.asyncDispose]();
});

test.skipIf(!foreignTool('openssl'))('a credential is a folder whose bundle openssl opens', async () => {
  const { authorities } = temporary;
  const folder = join(root, 'terminal');
  const { directory, files } = await writeCredential(authorities, await authorities.issue(order), folder);
  expect(directory).toBe(folder);
  expect(files.toSorted()).toEqual(readdirSync(folder).toSorted());
  expect(statSync(join(folder, 'key.pem')).mode & 0o777).toBe(0o600);
  const password = `file:${join(folder, 'password.txt')}`;
  const bundle = run('openssl', 'pkcs12', '-in', join(folder, 'bundle.p12'), '-passin', password, '-nokeys');
  expect(bundle.status).toBe(0);
  expect(bundle.output).toContain('CN = 0000BANC000000D1');
});

test('a credential whose key is elsewhere has no key files', async () => {
  const { authorities } = temporary;
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const credential = await authorities.issue({ ...order, orderId: 'two', publicKey });
  const { files } = await writeCredential(authorities, credential, join(root, 'without-key'));
  expect(files.toSorted()).toEqual(['cert.cer', 'cert.pem', 'chain.pem', 'fullchain.pem']);
});

test('nothing is ever written over', async () => {
  const { authorities } = temporary;
  const credential = await authorities.issue(order);
  const taken = mkdtempSync(join(root, 'taken-'));
  writeFileSync(join(taken, 'key.pem'), 'mine');
  await expect(writeCredential(authorities, credential, taken)).rejects.toMatchObject({
    code: 'KIT_FOLDER_NOT_EMPTY',
  });
  await expect(writeCredential(authorities, credential, join(taken, 'key.pem'))).rejects.toMatchObject({
    code: 'KIT_NOT_WRITABLE',
  });
  expect(readFileSync(join(taken, 'key.pem'), 'utf8')).toBe('mine');
});
