import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { type Authorities, writeCredential } from '@banc-gap/mock-igc-sante';
import { Certificate } from '@banc-gap/pki';

const ACI = 'igc-sante-test/aci-el-org';
const ask = promisify(execFile);

/** `openssl ocsp` as the responder of ACI-EL-ORG: it knows nobody whom it was not told of. */
export interface OpensslResponder {
  readonly url: string;
  /** Each time all of them. @param statuses by folder of a certificate */
  tell(statuses: Readonly<Record<string, 'good' | 'revoked'>>): Promise<void>;
}

/** Starts it on a port that it chooses. @param directory is made */
export async function startOpensslResponder(
  stack: AsyncDisposableStack,
  authorities: Authorities,
  directory: string,
): Promise<OpensslResponder> {
  mkdirSync(directory, { recursive: true });
  const responder = join(directory, 'responder');
  const credential = await authorities.issue({
    orderId: 'openssl-responder',
    profile: 'igc-sante-test/ocsp-aci-el-org',
    subject: {},
  });
  await writeCredential(authorities, credential, responder);
  const [index, authority] = [join(directory, 'index.txt'), join(directory, 'aci.pem')];
  writeFileSync(index, '');
  writeFileSync(authority, authorities.certificate(ACI).pem);
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
    if (port === undefined) continue;
    const url = `http://127.0.0.1:${port}/`;
    return {
      url,
      async tell(statuses) {
        const lines = Object.entries(statuses).map(([folder, status]) => entry(folder, status));
        writeFileSync(`${index}.new`, lines.join(''));
        renameSync(`${index}.new`, index);
        // Before it waits for a client openssl reads a file again that has become another: this one ends the wait.
        await ask('openssl', ['ocsp', '-url', url, '-issuer', authority, '-serial', '1', '-noverify']);
      },
    };
  }
  throw new Error('openssl ocsp ended');
}

function entry(folder: string, status: 'good' | 'revoked'): string {
  const { serialNumber, notAfter } = Certificate.parse(readFileSync(join(folder, 'cert.pem'), 'utf8'));
  const expiry = notAfter
    .toISOString()
    .replace(/[-:T]|\.\d+/g, '')
    .slice(2);
  const [letter, revocation] = status === 'good' ? ['V', ''] : ['R', '261101120000Z'];
  return `${[letter, expiry, revocation, serialNumber, 'unknown', `/CN=${serialNumber}`].join('\t')}\n`;
}
