import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { type Bench, bench } from '../testing/bench.ts';
import { Folders } from '../testing/folders.ts';
import { REFUSED_CERTIFICATES } from '../testing/matrix.ts';
import { dispensationXml, OID, PATIENTS, signatureTemplate } from '../testing/messages.ts';

let here: Bench;
let folders: Folders;
let everybody: readonly string[];
let nobody: string;
beforeAll(async () => {
  here = await bench();
  folders = new Folders(here.pki.root);
  const people = [here.pki.person('pharmacist'), here.pki.person('doctor'), here.pki.person('agent')];
  everybody = [...people, ...REFUSED_CERTIFICATES.map(({ identity }) => identity(here.pki))].map((identity) =>
    folders.write(identity),
  );
  nobody = everybody[EXPECTED.indexOf('handshake_failure')]!;
});
afterAll(async () => {
  folders[Symbol.dispose]();
  await here[Symbol.asyncDispose]();
});

const BODY = JSON.stringify({ ins: PATIENTS.full, oid: OID });
const EXPECTED = ['200', '200', '403', ...REFUSED_CERTIFICATES.map(({ alert }) => alert)];

/** What a program prints, whatever it ends with: the DP answers in this process, so it is not waited for in a blocking way. */
const run = (command: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve) =>
    execFile(command, args, (_error, stdout, stderr) => resolve(`${stdout}${stderr}`)),
  );

/** The status, or the alert in the words of RFC 5246: each tool spells it in its own way. */
function outcomes(lines: readonly string[]): string[] {
  return lines.map((line) => {
    const text = line.toLowerCase().replaceAll(' ', '_');
    return /^\d{3}$/.exec(line)?.[0] ?? EXPECTED.find((alert) => text.includes(alert)) ?? line;
  });
}

const peer = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

describe('who reaches the DP, and with what alert the others do not', () => {
  test.skipIf(!foreignTool('curl'))('by curl', async () => {
    const lines = await Promise.all(
      everybody.map((folder) =>
        run('curl', [
          ...['--silent', '--verbose', '--cacert', folders.ca, '--output', '/dev/null'],
          ...['--write-out', '%{stderr}%{http_code}\n', '--max-time', '10'],
          ...(folder === nobody ? [] : ['--cert', `${folder}/cert.pem`, '--key', `${folder}/key.pem`]),
          ...['--resolve', `dp.banc.test:${here.running.port}:127.0.0.1`],
          ...['--json', BODY, `https://dp.banc.test:${here.running.port}/dp/v1/consultations`],
        ]),
      ),
    );
    // Of an alert, only its log has the name; without an answer, the code is 000.
    const said = lines.map((text) => /[1-9]\d\d$/.exec(text.trim())?.[0] ?? text);
    expect(outcomes(said)).toEqual(EXPECTED);
  });

  test.skipIf(!foreignTool('python3'))('by Python', async () => {
    const args = [String(here.running.port), folders.ca, BODY, ...everybody];
    const output = await run('python3', [peer('consult.py'), ...args]);
    expect(outcomes(output.trim().split('\n'))).toEqual(EXPECTED);
  });

  test.skipIf(!foreignTool('java'))('by Java', async () => {
    const args = [String(here.running.port), folders.ca, BODY, ...everybody];
    const output = await run('java', [peer('DpPeer.java'), 'consult', ...args]);
    expect(outcomes(output.trim().split('\n'))).toEqual(EXPECTED);
  });
});

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
    await run('java', [peer('DpPeer.java'), 'sign', folder, file]);
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
