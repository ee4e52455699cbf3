import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Certificate } from '@banc-gap/pki';
import { type AmcBench, STRUCTURE } from './bench.ts';
import { identification } from './message.ts';

export const NAME = 'amc.banc.test';

/** Standard output, or standard error where the tool fails. */
export function run(tool: string, parameters: readonly string[]): Promise<{ ok: boolean; told: string }> {
  return new Promise((resolve) => {
    execFile(tool, parameters, { timeout: 60_000 }, (error, stdout, stderr) =>
      resolve({ ok: error === null, told: error ? stderr : stdout }),
    ).stdin?.end();
  });
}

let messages = 0;

/** A file with a message whose token xmlsec1 has signed with the key in that folder. */
export async function signToken(folder: string): Promise<string> {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const certificate = Certificate.parse(readFileSync(cert, 'utf8'));
  const message = join(folder, `message-${messages++}.xml`);
  writeFileSync(message, identification(certificate, STRUCTURE, { signature: 'template' }));
  const { ok, told } = await run('xmlsec1', [
    ...['--sign', '--id-attr:ID', 'urn:oasis:names:tc:SAML:2.0:assertion:Assertion'],
    ...['--privkey-pem', `${key},${cert}`, '--output', message, message],
  ]);
  if (!ok) throw new Error(told);
  return message;
}

export async function postWithCurl(
  { trust }: Pick<AmcBench, 'trust'>,
  port: number,
  request: string,
): Promise<string> {
  const { told } = await run('curl', [
    ...['--silent', '--show-error', '--cacert', trust, '--resolve', `${NAME}:${port}:127.0.0.1`],
    ...['--header', 'Content-Type: application/soap+xml; charset=utf-8'],
    ...['--data-binary', `@${request}`, `https://${NAME}:${port}/roc/idb`],
  ]);
  return told;
}

/** The codeRetour of a reply, or the codes of a fault. */
export function codesIn(reply: string): string | undefined {
  const codes = [...reply.matchAll(/<soap:Value>banc:(\w+)</g)].map(([, code]) => code).join(' ');
  return codes || /<codeRetour>(\d+)</.exec(reply)?.[1];
}
