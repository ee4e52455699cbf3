import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type Certificate,
  type Credential,
  type Crl,
  modernPkcs12,
  type Pkcs12Content,
  type ProfileId,
  pfcngFileName,
  pfcngPkcs12,
  pfcngProductOf,
  pkcs12Truststore,
} from '@banc-gap/pki';
import type { Authorities } from '../authorities.ts';
import type { AuthorityId, PkiName } from '../hierarchy.ts';
import type { KitMaterial } from './material.ts';

/** One file of a kit, at a path relative to it. */
export interface KitFile {
  readonly path: string;
  readonly content: string | Buffer;
  /** Holds a private key, or what opens it: for its owner only. */
  readonly secret?: boolean;
}

/**
 * What a GAP trusts whom for, by name of the files in trust/. The servers and the signatures of insurers are apart: one
 * root, but not the same issuing CA.
 */
const TRUST: Readonly<Record<string, { readonly pki: PkiName; readonly issuing?: AuthorityId }>> = {
  tpe: { pki: 'tpe' },
  psp: { pki: 'psp' },
  'amc-tls': { pki: 'amc', issuing: 'igc-osi/ac-serveur' },
  'amc-sign': { pki: 'amc', issuing: 'igc-osi/ac-services-applicatifs' },
  'igc-sante': { pki: 'igcSante' },
};

/** By name of the file in crl/. */
const CRLS: Readonly<Record<string, PkiName>> = {
  tpe: 'tpe',
  psp: 'psp',
  amc: 'amc',
  'igc-sante': 'igcSante',
};

/** The certificates of a kit, each in the folder of its name. */
export async function materialFiles(authorities: Authorities, material: KitMaterial): Promise<KitFile[]> {
  const folders = Object.entries<Credential>(material).map(async ([folder, credential]) => {
    const files = await credentialFiles(authorities, credential, folder);
    return files.map((file) => ({ ...file, path: `${folder}/${file.path}` }));
  });
  return (await Promise.all(folders)).flat();
}

/** A certificate and its chain, with the key where the bench has it, in the forms that servers and clients read. */
export async function credentialFiles(
  authorities: Authorities,
  credential: Credential,
  friendlyName: string,
): Promise<KitFile[]> {
  const { certificate, chain, privateKey } = credential;
  const password = authorities.kitPassword;
  const files = [
    { path: 'cert.pem', content: certificate.pem },
    { path: 'cert.cer', content: certificate.der },
    { path: 'chain.pem', content: joinPem(chain) },
    { path: 'fullchain.pem', content: joinPem([certificate, ...chain]) },
  ];
  if (privateKey === undefined) return files;
  const content = { certificate, chain, privateKey, password };
  return [
    ...files,
    { path: 'key.pem', content: privateKey.export({ format: 'pem', type: 'pkcs8' }), secret: true },
    { path: 'bundle.p12', content: await modernPkcs12({ ...content, friendlyName }), secret: true },
    ...(await asDelivered(authorities, content)),
    { path: 'password.txt', content: `${password}\n`, secret: true },
  ];
}

/** The file that PFCNG delivers, of what it sells. */
async function asDelivered(authorities: Authorities, content: Pkcs12Content): Promise<KitFile[]> {
  const { certificate } = content;
  const profile = authorities.find(certificate)?.profile;
  const product = profile && pfcngProductOf(profile as ProfileId);
  if (!product) return [];
  return [
    {
      path: pfcngFileName(product, certificate.notBefore),
      content: await pfcngPkcs12(content),
      secret: true,
    },
  ];
}

/** The roots that a GAP trusts; intermediates are for reference only (a GAP that trusted them would skip checks). */
export async function trustFiles(authorities: Authorities): Promise<KitFile[]> {
  const { trust, intermediates, kitPassword } = authorities;
  const files = Object.entries(TRUST).map(async ([name, { pki, issuing }]) => [
    { path: `trust/${name}.pem`, content: joinPem(trust[pki]) },
    { path: `trust/${name}.p12`, content: await pkcs12Truststore(trust[pki], kitPassword) },
    {
      path: `trust/${name}-intermediates.pem`,
      content: joinPem(issuing ? [authorities.certificate(issuing)] : intermediates[pki]),
    },
  ]);
  return (await Promise.all(files)).flat();
}

export function crlFiles(authorities: Authorities): KitFile[] {
  const crls = authorities.crls();
  return Object.entries(CRLS).map(([name, pki]) => ({
    path: `crl/${name}.pem`,
    content: joinPem(crls[pki]),
  }));
}

function joinPem(parts: readonly (Certificate | Crl)[]): string {
  return parts.map(({ pem }) => (pem.endsWith('\n') ? pem : `${pem}\n`)).join('');
}

/** Fills a folder that servers are to read, which run as other users; what is secret has a mode of its own. */
export function writeFiles(directory: string, files: readonly KitFile[]): void {
  chmodSync(directory, 0o755);
  for (const { path, content, secret } of files) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode: secret ? 0o600 : 0o644 });
  }
}
