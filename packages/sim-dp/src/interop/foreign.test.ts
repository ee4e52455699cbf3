import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { type Bench, bench } from '../testing/bench.ts';
import { Folders } from '../testing/folders.ts';
import { dispensationXml, PATIENTS, signatureTemplate } from '../testing/messages.ts';

let here: Bench;
let folders: Folders;
beforeAll(async () => {
  here = await bench();
  folders = new Folders();
});
afterAll(async () => {
  folders[Symbol.dispose]();
  await here[Symbol.asyncDispose]();
});

/** What a program prints, whatever it ends with: the DP answers in this process, so it is not waited for in a blocking way. */
const run = (command: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve) =>
    execFile(command, args, (_error, stdout, stderr) => resolve(`${stdout}${stderr}`)),
  );

const signer = fileURLToPath(new URL('SignDispensation.java', import.meta.url));

describe('a dispensation that others sign', () => {
  const feed = (xml: string) => here.ask('pharmacist', 'POST', 'alimentations', { xml });
  const folderOf = (profile: 'igc-sante-test/pro-sign' | 'igc-sante-test/pro-auth') =>
    folders.write(here.pki.person('pharmacist', profile));

  async function xmlsec1(folder: string): Promise<string> {
    const template = dispensationXml().replace('</d:dispensation>', `${signatureTemplate('d1')}$&`);
    const file = folders.file(template);
    const id = 'urn:banc-gap:dp:dispensation:1:dispensation';
    const key = `${folder}/key.pem,${folder}/leaf.pem`;
    await run('xmlsec1', ['--sign', '--id-attr:Id', id, '--privkey-pem', key, '--output', file, file]);
    return folders.read(file);
  }

  async function java(folder: string): Promise<string> {
    const file = folders.file(dispensationXml());
    await run('java', [signer, folder, file]);
    return folders.read(file);
  }

  describe.each([
    ['xmlsec1', xmlsec1],
    ['java', java],
  ] as const)('%s', (tool, sign) => {
    test.skipIf(!foreignTool(tool))('with PRO SIGN it is accepted, with PRO AUTH refused', async () => {
      const accepted = await feed(await sign(folderOf('igc-sante-test/pro-sign')));
      expect([accepted.status, accepted.json.ins]).toEqual([201, PATIENTS.full]);
      const refused = await feed(await sign(folderOf('igc-sante-test/pro-auth')));
      expect([refused.status, refused.json.type]).toEqual([422, 'urn:banc-gap:dp:problem:signer-type']);
    });
  });
});
