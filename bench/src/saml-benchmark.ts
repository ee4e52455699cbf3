import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Authorities, TEST_STRUCTURE } from '@banc-gap/mock-igc-sante';
import type { SamlResults, TokenFigures } from './results.ts';
import { makeMessage } from './saml-material.ts';
import type { SamlFiles, SamlTask } from './saml-process.ts';

const PROFILE = 'igc-sante-test/org-sign';
const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion:Assertion';

/** Rounds, and seconds of processor time for each measurement in one. */
export const SAML_SERIES = { rounds: 5, seconds: 2 } as const;

/** What a token costs to sign and to verify: here, in libxmlsec and in xml-crypto. */
export async function measureSaml(
  { authorities, folder }: { readonly authorities: Authorities; readonly folder: string },
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<SamlResults> {
  const files = await writeFiles(authorities, folder);
  const message = makeMessage(files);
  const file = join(folder, 'saml-message.xml');
  writeFileSync(file, message);
  const template = join(folder, 'saml-template.xml');
  writeFileSync(
    template,
    message.replace(/(<ds:(?:DigestValue|SignatureValue|X509Certificate)>)[^<]*/g, '$1'),
  );
  const key = ['--enabled-key-data', 'key-name', '--pubkey-cert-pem', files.certificate];
  const chain = ['--trusted-pem', files.root, '--untrusted-pem', files.issuingCa];
  const signing = ['--privkey-pem', `${files.key},${files.certificate}`, '--output', '/dev/null'];
  const measured: SamlResults['rounds'] = [];
  for (let round = 0; round < rounds; round++) {
    measured.push({
      verify: {
        saml: await aside({ ...files, task: 'verify', seconds }),
        libxmlsec: await xmlsec('--verify', chain, file, seconds),
        libxmlsecGivenTheKey: await xmlsec('--verify', key, file, seconds),
        xmlCrypto: await aside({ ...files, task: 'verify-xml-crypto', seconds }),
      },
      sign: {
        ...(await aside<{ saml: TokenFigures; rsa: TokenFigures }>({ ...files, task: 'sign', seconds })),
        libxmlsec: await xmlsec('--sign', signing, template, seconds),
        xmlCrypto: await aside({ ...files, task: 'sign-xml-crypto', seconds }),
      },
    });
  }
  return { measuredAt: new Date().toISOString(), octets: Buffer.byteLength(message), rounds: measured };
}

async function writeFiles(authorities: Authorities, folder: string): Promise<SamlFiles> {
  const { certificate, chain, privateKey } = await authorities.issue({
    orderId: 'bench-saml',
    profile: PROFILE,
    subject: { structure: TEST_STRUCTURE, serviceApplicatif: 'Client_ROC_WebServices_AMC' },
  });
  const write = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content, { mode: 0o600 });
    return join(folder, name);
  };
  const [issuingCa, root] = chain;
  return {
    certificate: write('saml-certificate.pem', certificate.pem),
    issuingCa: write('saml-issuing-ca.pem', issuingCa!.pem),
    root: write('saml-root.pem', root!.pem),
    key: write('saml-key.pem', privateKey!.export({ format: 'pem', type: 'pkcs8' })),
    crls: authorities.crls().igcSante.map((crl, index) => write(`saml-crl-${index}.der`, crl.der)),
  };
}

/** In a process of its own, so that nothing else was compiled or is collected in it. */
async function aside<Figures = TokenFigures>(task: SamlTask): Promise<Figures> {
  const program = fileURLToPath(new URL('saml-process.ts', import.meta.url));
  const args = ['--conditions=source', program, JSON.stringify(task)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Figures;
}

/** Repetitions of which one process of libxmlsec is warm, and that take a fraction of a second. */
const FEW = 200;

/** xmlsec1 itself measures the processor time of its repetitions, from the reading of the file to the verdict. */
async function xmlsec(
  command: '--verify' | '--sign',
  options: readonly string[],
  file: string,
  seconds: number,
): Promise<TokenFigures> {
  const run = async (operations: number): Promise<TokenFigures> => {
    const args = [command, '--repeat', String(operations), '--id-attr:ID', ASSERTION, ...options, file];
    const { stdout, stderr } = await promisify(execFile)('xmlsec1', args);
    const milliseconds = /Executed \d+ tests in ([\d.]+) msec/.exec(stdout + stderr)?.[1];
    if (milliseconds === undefined) throw new Error(`xmlsec1 ${args.join(' ')}:\n${stdout}${stderr}`);
    return { operations, processorSeconds: Number(milliseconds) / 1000 };
  };
  const { processorSeconds } = await run(FEW);
  return run(Math.ceil((FEW * seconds) / processorSeconds));
}
