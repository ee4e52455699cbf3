import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Certificate, type Credential, type Crl, modernPkcs12, pkcs12Truststore } from '@banc-gap/pki';
import type { Authorities } from '../authorities.ts';
import type { PkiName } from '../hierarchy.ts';
import type { KitMaterial } from './material.ts';

/** One file of a kit, at a path relative to it. */
export interface KitFile {
  readonly path: string;
  readonly content: string | Buffer;
  /** Holds a private key, or what opens it: for its owner only. */
  readonly secret?: boolean;
}

/** File names of the PKIs in trust/ and crl/. */
const PKI_FILES = { tpe: 'tpe', psp: 'psp', igcSante: 'igc-sante' } as const satisfies Partial<
  Record<PkiName, string>
>;
const KIT_PKIS = Object.keys(PKI_FILES) as (keyof typeof PKI_FILES)[];

export async function materialFiles(material: KitMaterial, password: string): Promise<KitFile[]> {
  const folders = Object.entries<Credential>({ ...material }).map(async ([folder, credential]) => {
    const files = await credentialFiles(credential, { friendlyName: folder, password });
    return files.map((file) => ({ ...file, path: `${folder}/${file.path}` }));
  });
  return (await Promise.all(folders)).flat();
}

/** A certificate and its chain, with the key where the bench has it, in the forms that servers and clients read. */
export async function credentialFiles(
  credential: Credential,
  { friendlyName, password }: { readonly friendlyName: string; readonly password: string },
): Promise<KitFile[]> {
  const { certificate, chain, privateKey } = credential;
  const files = [
    { path: 'cert.pem', content: certificate.pem },
    { path: 'chain.pem', content: joinPem(chain) },
    { path: 'fullchain.pem', content: joinPem([certificate, ...chain]) },
  ];
  if (privateKey === undefined) return files;
  const bundle = await modernPkcs12({ certificate, chain, privateKey, password, friendlyName });
  return [
    ...files,
    { path: 'key.pem', content: privateKey.export({ format: 'pem', type: 'pkcs8' }), secret: true },
    { path: 'bundle.p12', content: bundle, secret: true },
    { path: 'password.txt', content: `${password}\n`, secret: true },
  ];
}

/** The roots that a GAP trusts; intermediates are for reference only (a GAP that trusted them would skip checks). */
export async function trustFiles(authorities: Authorities): Promise<KitFile[]> {
  const { trust, intermediates, kitPassword } = authorities;
  const files = KIT_PKIS.map(async (pki) => {
    const name = `trust/${PKI_FILES[pki]}`;
    return [
      { path: `${name}.pem`, content: joinPem(trust[pki]) },
      { path: `${name}.p12`, content: await pkcs12Truststore(trust[pki], kitPassword) },
      { path: `${name}-intermediates.pem`, content: joinPem(intermediates[pki]) },
    ];
  });
  return (await Promise.all(files)).flat();
}

export function crlFiles(authorities: Authorities): KitFile[] {
  const crls = authorities.crls();
  return KIT_PKIS.map((pki) => ({ path: `crl/${PKI_FILES[pki]}.pem`, content: joinPem(crls[pki]) }));
}

function joinPem(parts: readonly (Certificate | Crl)[]): string {
  return parts.map(({ pem }) => (pem.endsWith('\n') ? pem : `${pem}\n`)).join('');
}

/** Writes the files below a folder that servers running as other users are to read; what is secret has a mode of its own. */
/** Fills a folder that servers are to read, which run as other users; what is secret has a mode of its own. */
export function writeFiles(directory: string, files: readonly KitFile[]): void {
  chmodSync(directory, 0o755);
  for (const { path, content, secret } of files) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode: secret ? 0o600 : 0o644 });
  }
}
