/** What the one process of `measureIssuance` does: every way in turn, so that all know the same machine. */
import { execFileSync } from 'node:child_process';
import { createPrivateKey, randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openAuthorities, TEST_STRUCTURE } from '@banc-gap/mock-igc-sante';
import { checkCsr, PROFILES } from '@banc-gap/pki';
import { profileOf } from './node-profile.ts';
import { endedChildrenSeconds } from './processor-time.ts';
import { ISSUANCE_PARTS, summarise } from './profile.ts';
import type { IssuanceFigures, IssuanceResults } from './results.ts';

export interface IssuanceTask {
  /** The state folder of the authorities. */
  readonly state: string;
  /** Where OpenSSL has its CA and the CSRs. */
  readonly folder: string;
  readonly csrs: readonly string[];
  readonly rounds: number;
  readonly certificates: number;
  readonly warmUp: number;
}

const PROFILE = 'igc-sante-test/org-auth-cli';
/** As long as what is signed in such a certificate. */
const SIGNED_OCTETS = 1200;
/** Certificates of which the profile is. */
const PROFILED = 800;
/** `openssl x509 -req` signs one in a process. */
const PROCESSES = 40;

const { state, folder, csrs, rounds, certificates, warmUp } = JSON.parse(process.argv[2]!) as IssuanceTask;
using authorities = await openAuthorities(state);
const requests = csrs.map((name) => readFileSync(join(folder, name), 'utf8'));

let orders = 0;

/** From the text of a CSR to a certificate that is recorded. */
async function issue(count: number): Promise<void> {
  for (let done = 0; done < count; done++) {
    const orderId = `bench-issuance-${orders++}`;
    const structure = { ...TEST_STRUCTURE, name: `CH TEST ${orders}` };
    const subject = { structure, serviceApplicatif: 'Client_Diapason_PSP' };
    const { publicKey } = await checkCsr(requests[orders % requests.length]!, {
      // As PFCNG does: whether the subject suits the profile is found out when the certificate is issued.
      subject: PROFILES[PROFILE].subject(subject),
      // The answer would be yes from the second certificate of a key on.
      keySeen: (key) => authorities.keySeen(key, orderId) && false,
    });
    await authorities.issue({ orderId, profile: PROFILE, subject, publicKey });
  }
}

const key = createPrivateKey(readFileSync(join(folder, 'ca-key.pem')));
const data = randomBytes(SIGNED_OCTETS);

async function signOnly(count: number): Promise<void> {
  for (let done = 0; done < count; done++) sign('sha256', data, key);
}

async function own(count: number, work: (count: number) => Promise<void>): Promise<IssuanceFigures> {
  const before = process.cpuUsage();
  await work(count);
  const { user, system } = process.cpuUsage(before);
  return { certificates: count, processorSeconds: (user + system) / 1e6 };
}

function openssl(count: number, work: (csrs: readonly string[]) => void): IssuanceFigures {
  const chosen = Array.from({ length: count }, (_, number) => csrs[number % csrs.length]!);
  const before = endedChildrenSeconds();
  work(chosen);
  return { certificates: count, processorSeconds: endedChildrenSeconds() - before };
}

const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
const CA = ['-CA', 'ca.pem', '-CAkey', 'ca-key.pem', '-extfile', 'ca.cnf', '-extensions', 'extensions'];

function x509(chosen: readonly string[]): void {
  for (const csr of chosen) {
    run('x509', '-req', '-in', csr, ...CA, '-sha256', '-days', '1095', '-out', 'certificate.pem');
  }
}

function ca(chosen: readonly string[]): void {
  run('ca', '-batch', '-config', 'ca.cnf', '-notext', '-out', 'certificates.pem', '-infiles', ...chosen);
}

await issue(warmUp);
await signOnly(certificates);
const measured: IssuanceResults['rounds'] = [];
for (let round = 0; round < rounds; round++) {
  measured.push({
    signature: await own(certificates, signOnly),
    bench: await own(certificates, issue),
    opensslCa: openssl(certificates, ca),
    opensslX509: openssl(PROCESSES, x509),
  });
}
const results: IssuanceResults = {
  measuredAt: new Date().toISOString(),
  rounds: measured,
  profile: summarise(await profileOf(() => issue(PROFILED)), ISSUANCE_PARTS),
};
console.log(JSON.stringify(results));
