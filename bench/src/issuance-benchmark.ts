import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { IssuanceTask } from './issuance-process.ts';
import type { Material } from './material.ts';
import type { IssuanceResults } from './results.ts';

/** Rounds, how many certificates each way issues in one, for how many keys, and how many before anything counts. */
export const ISSUANCE_SERIES = { rounds: 9, certificates: 200, keys: 40, warmUp: 3000 } as const;

/** What a certificate costs to issue from a CSR: here, in OpenSSL, and by its signature alone. */
export async function measureIssuance(
  { authorities, folder: parent }: Pick<Material, 'authorities' | 'folder'>,
  { keys, ...series }: { rounds: number; certificates: number; keys: number; warmUp: number },
): Promise<IssuanceResults> {
  const folder = join(parent, 'issuance');
  mkdirSync(folder);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  openssl(
    ...['req', '-x509', '-newkey', 'rsa:4096', '-noenc', '-days', '365', '-subj', '/C=FR/CN=CA of OpenSSL'],
    ...['-keyout', 'ca-key.pem', '-out', 'ca.pem'],
  );
  const csrs = Array.from({ length: keys }, (_, number) => `csr-${number}.pem`);
  for (const [number, csr] of csrs.entries()) {
    const subject = `/C=FR/ST=Paris (75)/O=CH TEST ${number}/CN=Client_Diapason_PSP`;
    openssl(
      ...['req', '-new', '-newkey', 'rsa:2048', '-noenc', '-keyout', 'key.pem'],
      ...['-subj', subject, '-out', csr],
    );
  }
  writeFileSync(join(folder, 'ca.cnf'), CONFIGURATION);
  writeFileSync(join(folder, 'index.txt'), '');
  const task: IssuanceTask = { ...series, state: authorities.directory, folder, csrs };
  const program = fileURLToPath(new URL('issuance-process.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['--conditions=source', program, JSON.stringify(task)],
  ]);
  return JSON.parse(stdout) as IssuanceResults;
}

/** For `openssl ca`; its extensions are those of an ORG AUTH_CLI certificate, as far as OpenSSL knows them. */
const CONFIGURATION = `[ca]
default_ca = bench
[bench]
database = index.txt
new_certs_dir = .
certificate = ca.pem
private_key = ca-key.pem
default_md = sha256
default_days = 1095
rand_serial = yes
unique_subject = no
policy = anything
email_in_dn = no
x509_extensions = extensions
[anything]
C = supplied
ST = optional
O = optional
CN = supplied
[extensions]
extendedKeyUsage = clientAuth
authorityKeyIdentifier = keyid
authorityInfoAccess = OCSP;URI:http://bench.test/ocsp,caIssuers;URI:http://bench.test/ca.cer
certificatePolicies = 1.2.250.1.213.1.7.2.1.1.1.1
crlDistributionPoints = URI:http://bench.test/ca.crl,URI:ldap://bench.test/cn=ca
subjectKeyIdentifier = hash
freshestCRL = URI:ldap://bench.test/cn=ca
keyUsage = critical,digitalSignature
1.2.250.1.71.1.2.5 = DER:040183
basicConstraints = CA:FALSE
`;
