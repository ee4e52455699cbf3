import { createPrivateKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Authorities, DEFAULT_FQDN, writeKit } from '@banc-gap/mock-igc-sante';
import { temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { buildCrl, type Signer } from '@banc-gap/pki';
import type { Identity } from '@banc-gap/tls12';
import { revokedCertificates } from './revoked-certificates.ts';

const ISSUING_CA = 'ingetrust/issuing-ca';

/** What servers and clients are configured from; lives in a temporary folder. */
export interface Material extends AsyncDisposable {
  /** Where anything may be written. */
  readonly folder: string;
  /** The folder that `banc kit` writes. */
  readonly kit: string;
  readonly fqdn: string;
  readonly authorities: Authorities;
  /** The CA whose CRL is made long: that of the terminals. */
  readonly issuer: Signer;
  /** Of the terminal, as PEM files: its certificate, its CA, its key. */
  readonly terminal: { readonly certificate: string; readonly issuingCa: string; readonly key: string };
  readonly good: Identity;
  readonly revoked: Identity;
}

export async function makeMaterial(): Promise<Material> {
  const { authorities, directory, ...temporary } = await temporaryAuthorities();
  const folder = dirname(directory);
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const { directory: kit } = await writeKit(authorities, { directory: join(folder, 'kit') });
  const certificate = authorities.certificate(ISSUING_CA);
  const good = await authorities.identities.identity();
  const issuerKey = readFileSync(join(directory, 'keys', `${ISSUING_CA.replaceAll('/', '-')}.pem`));
  return {
    folder,
    kit,
    fqdn: DEFAULT_FQDN,
    authorities,
    issuer: { name: certificate.subject, certificate, privateKey: createPrivateKey(issuerKey) },
    terminal: {
      certificate: file('terminal.pem', pem('CERTIFICATE', good.chain[0]!)),
      issuingCa: file('terminal-issuer.pem', certificate.pem),
      key: file('terminal-key.pem', good.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()),
    },
    good,
    revoked: await authorities.identities.identity({ from: 'revoked' }),
    [Symbol.asyncDispose]: () => temporary[Symbol.asyncDispose](),
  };
}

/** Writes the CRLs of the kit, that of the terminals' CA with so many entries; the file, PEM. */
export function writeCrls({ authorities, issuer, folder }: Material, entries: number): string {
  const genuine = authorities.crl(ISSUING_CA);
  const long = buildCrl({
    issuer,
    thisUpdate: genuine.thisUpdate,
    nextUpdate: genuine.nextUpdate!,
    number: genuine.number! + 1n,
    entries: [...genuine.entries, ...revokedCertificates(entries - genuine.entryCount)],
  });
  const others = authorities.crls().tpe.filter((crl) => crl !== genuine);
  const path = join(folder, `crls-${entries}.pem`);
  writeFileSync(path, [pem('X509 CRL', long), ...others.map((crl) => `${crl.pem}\n`)].join(''));
  return path;
}

function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
