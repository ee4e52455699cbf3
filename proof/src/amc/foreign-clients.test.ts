import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { type AmcBench, SIGNER_NAMES, SIGNERS, type SignerName, STRUCTURE, startBench } from './bench.ts';
import { codesIn, NAME, postWithCurl, run, signToken } from './curl.ts';
import { identification } from './message.ts';

let bench: AmcBench;
let files = 0;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const xsd = fileURLToPath(new URL('../../../packages/sim-amc/contract/roc.xsd', import.meta.url));

function file(content: string): string {
  const path = join(bench.directory, `${files++}.xml`);
  writeFileSync(path, content);
  return path;
}

/** A message whose token xmlsec1 has signed. */
const signedByXmlsec = (name: SignerName) => signToken(bench.folder(name));

const post = (request: string): Promise<string> => postWithCurl(bench, bench.amc.port, request);

const expected = Object.fromEntries(SIGNER_NAMES.map((name) => [name, SIGNERS[name].answer]));
const found = (answers: readonly (string | undefined)[]) =>
  Object.fromEntries(SIGNER_NAMES.map((name, index) => [name, answers[index]]));

describe.skipIf(!['curl', 'xmlsec1'].every(foreignTool))('curl, with tokens that xmlsec1 signs', () => {
  test('gets an answer with an ORG SIGN; every other signer is refused for what it is', async () => {
    const replies = await Promise.all(SIGNER_NAMES.map(async (name) => post(await signedByXmlsec(name))));
    expect(found(replies.map(codesIn))).toEqual(expected);
  });

  test('gets replies whose signature xmlsec1 verifies, refusals too', async () => {
    for (const name of ['org-sign', 'org-auth-cli'] as const) {
      const reply = await post(await signedByXmlsec(name));
      const [, token = ''] = /<wsse:BinarySecurityToken[^>]*>([^<]+)</.exec(reply) ?? [];
      const certificate = file(`-----BEGIN CERTIFICATE-----\n${token}\n-----END CERTIFICATE-----\n`);
      const verify = (content: string) =>
        run('xmlsec1', [
          ...['--verify', '--id-attr:Id', 'http://www.w3.org/2003/05/soap-envelope:Body'],
          ...['--enabled-key-data', 'key-name', '--pubkey-cert-pem', certificate, file(content)],
        ]);
      expect(await verify(reply)).toMatchObject({ ok: true });
      expect(await verify(reply.replace('</soap:Body>', '<x/></soap:Body>'))).toMatchObject({ ok: false });
    }
  });

  test.skipIf(!foreignTool('xmllint'))('gets replies that xmllint finds as the schema says', async () => {
    const reply = await post(await signedByXmlsec('org-sign'));
    const [payload] = /<identifierDroitsReponse.*<\/identifierDroitsReponse>/s.exec(reply)!;
    expect(await run('xmllint', ['--noout', '--schema', xsd, file(payload)])).toMatchObject({ ok: true });
    const spoilt = payload.replace('<reconnue>true', '<reconnue>oui');
    expect(await run('xmllint', ['--noout', '--schema', xsd, file(spoilt)])).toMatchObject({ ok: false });
  });
});

test.skipIf(!['python3', 'xmlsec1'].every(foreignTool))('Python gets the same answers', async () => {
  const requests = await Promise.all(SIGNER_NAMES.map(signedByXmlsec));
  const { told } = await run('python3', [
    ...[beside('amc_client.py'), String(bench.amc.port), NAME, bench.trust],
    ...requests,
  ]);
  expect(found(told.trim().split('\n'))).toEqual(expected);
});

test.skipIf(!foreignTool('java'))(
  'Java, which signs its tokens itself, gets the same answers, and verifies who signed them',
  async () => {
    const hosts = join(bench.directory, 'hosts');
    writeFileSync(hosts, `127.0.0.1 ${NAME}\n`);
    const { told } = await run('java', [
      ...['-XX:TieredStopAtLevel=1', `-Djdk.net.hosts.file=${hosts}`, beside('AmcClient.java')],
      ...[`https://${NAME}:${bench.amc.port}/roc/idb`, bench.trust],
      readFileSync(join(bench.folder('org-sign'), 'password.txt'), 'utf8').trim(),
      ...SIGNER_NAMES.flatMap((name) => [
        join(bench.folder(name), 'bundle.p12'),
        file(identification(bench.signer(name).certificate, STRUCTURE, { signature: 'none' })),
      ]),
    ]);
    const answers = told
      .trim()
      .split('\n')
      .map((line) => line.split(' / '));
    expect(found(answers.map(([codes]) => codes))).toEqual(expected);
    expect(new Set(answers.map(([, signer]) => signer))).toEqual(
      new Set(['OU=AC-SERVICES-APPLICATIFS-TEST,O=sesam-vitale,C=FR']),
    );
  },
);
