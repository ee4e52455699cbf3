import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ToolResult {
  readonly status: number | null;
  /** Standard output and standard error. */
  readonly output: string;
}

export function run(command: string, ...parameters: string[]): ToolResult {
  const { status, stdout, stderr } = spawnSync(command, parameters, { encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}` };
}

export interface Verification {
  readonly leaf: Uint8Array;
  readonly untrusted?: readonly Uint8Array[];
  /** PEM. */
  readonly trust: string;
  /** PEM; with it, every certificate of the path must be on a current CRL's good side. */
  readonly crls?: string;
  readonly purpose?: 'sslclient' | 'sslserver' | 'any';
}

/** `openssl verify`, as a strict relying party would. */
export function opensslVerify({ leaf, untrusted = [], trust, crls, purpose }: Verification): ToolResult {
  const directory = mkdtempSync(join(tmpdir(), 'banc-verify-'));
  try {
    const file = (name: string, content: string) => {
      writeFileSync(join(directory, name), content);
      return join(directory, name);
    };
    return run(
      'openssl',
      'verify',
      '-x509_strict',
      '-no-CApath',
      ...(purpose === undefined ? [] : ['-purpose', purpose]),
      '-CAfile',
      file('trust.pem', trust),
      ...(crls === undefined ? [] : ['-crl_check_all', '-CRLfile', file('crls.pem', crls)]),
      ...(untrusted.length === 0 ? [] : ['-untrusted', file('untrusted.pem', untrusted.map(toPem).join(''))]),
      file('leaf.pem', toPem(leaf)),
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}

export function toPem(der: Uint8Array): string {
  return new X509Certificate(der).toString();
}

export function joinPem(parts: readonly { readonly pem: string }[]): string {
  return parts.map(({ pem }) => `${pem}\n`).join('');
}
