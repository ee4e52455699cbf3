import type { KeyObject } from 'node:crypto';
import { Certificate } from '../../certificate.ts';
import { Crl } from '../../crl/read.ts';
import { BancError } from '../../error-catalogue.ts';
import { pkiErrors } from '../../errors.ts';
import { isJks, readJks } from '../../jks.ts';
import { reading } from '../../malformed.ts';
import { decodePem, derOf } from '../../pem.ts';
import { type Pkcs12, readPkcs12 } from '../../pkcs12/read.ts';
import { type FileContents, type Material, materialOf } from '../material.ts';
import { readPkcs7 } from './pkcs7.ts';
import { readPrivateKey } from './private-key.ts';
import { binaryForm } from './sniff.ts';

/** What a file that concerns a GAP holds. */
export type OpenedFile =
  | { readonly holds: 'certificates'; readonly material: Material }
  | { readonly holds: 'crl'; readonly crls: readonly Crl[] }
  | { readonly holds: 'csr'; readonly request: Buffer | string };

export interface OpenOptions {
  /** Of a keystore or a key. */
  readonly password?: string | undefined;
}

/** A CRL of a million entries has 40 MB; nothing else comes near it. */
export const LARGEST_FILE = 256 * 1024 * 1024;
/** Deriving keys, and building certificates, costs time for each octet. */
const LARGEST_KEYSTORE = 16 * 1024 * 1024;

/**
 * Opens whatever a GAP or an issuer may have put into a file: certificates in PEM or DER, PKCS#7, PKCS#12, JKS, a
 * request, CRLs.
 *
 * @throws BancError PKI_FILE_EMPTY, PKI_FILE_TOO_LARGE, PKI_FILE_UNKNOWN, PKI_FILE_KEY_ALONE, PKI_FILE_NO_CERTIFICATE,
 * PKI_FILE_PASSWORD_MISSING, PKI_FILE_PASSWORD_WRONG, or what the reader of that form throws
 */
export async function openFile(bytes: Buffer, options: OpenOptions = {}): Promise<OpenedFile> {
  if (bytes.length === 0) throw pkiErrors.error('PKI_FILE_EMPTY');
  if (bytes.length > LARGEST_FILE) throw tooLarge(bytes, LARGEST_FILE);
  if (isJks(bytes)) return certificates(openJks(keystore(bytes), options.password));
  if (bytes[0] !== 0x30) return openPem(bytes, options);
  switch (binaryForm(bytes)) {
    case 'certificate':
      return certificates({ form: 'certificate', certificates: [Certificate.parse(bytes)] });
    case 'pkcs7':
      return certificates({ form: 'pkcs7', certificates: readPkcs7(bytes) });
    case 'pkcs12':
      return certificates(await openPkcs12(keystore(bytes), options.password));
    case 'crl':
      return { holds: 'crl', crls: [Crl.parse(bytes)] };
    case 'csr':
      return { holds: 'csr', request: bytes };
    case 'private-key':
      throw pkiErrors.error('PKI_FILE_KEY_ALONE');
    default:
      throw pkiErrors.error('PKI_FILE_UNKNOWN');
  }
}

/**
 * The certificates of a file, with a key and a chain that lie in files of their own.
 *
 * @throws BancError like `openFile`; PKI_FILE_NO_CERTIFICATE of a file that holds something else
 */
export async function openCertificates(
  bytes: Buffer,
  { password, key, chain }: OpenOptions & { readonly key?: Buffer; readonly chain?: Buffer } = {},
): Promise<Material> {
  const opened = await openFile(bytes, { password });
  if (opened.holds !== 'certificates') throw pkiErrors.error('PKI_FILE_NO_CERTIFICATE');
  if (key === undefined && chain === undefined) return opened.material;
  const { form, certificates: own } = opened.material;
  return materialOf({
    ...opened.material,
    form: form === 'certificate' ? 'pem' : form,
    certificates: [...own, ...(chain ? await chainOf(chain) : [])],
    ...(key && { privateKey: readPrivateKey(key, password) }),
  });
}

async function chainOf(bytes: Buffer): Promise<readonly Certificate[]> {
  const opened = await openFile(bytes);
  if (opened.holds !== 'certificates') throw pkiErrors.error('PKI_FILE_NO_CERTIFICATE');
  return opened.material.certificates;
}

const certificates = (contents: FileContents): OpenedFile => ({
  holds: 'certificates',
  material: materialOf(contents),
});

const PEM_LABEL = /-----BEGIN ([A-Z0-9 ]+)-----/g;

function openPem(bytes: Buffer, { password }: OpenOptions): OpenedFile {
  const text = bytes.toString('latin1');
  const labels = new Set([...text.matchAll(PEM_LABEL)].map(([, label]) => label!));
  const hasKey = [...labels].some((label) => label.endsWith('PRIVATE KEY'));
  if (labels.has('CERTIFICATE')) {
    const found = Certificate.parseAll(text);
    const privateKey = hasKey ? readPrivateKey(bytes, password) : undefined;
    return certificates({
      form: found.length === 1 && !privateKey ? 'certificate' : 'pem',
      certificates: found,
      ...(privateKey && { privateKey }),
    });
  }
  if (labels.has('X509 CRL')) return { holds: 'crl', crls: crlsOf(text) };
  if (labels.has('CERTIFICATE REQUEST') || labels.has('NEW CERTIFICATE REQUEST')) {
    return { holds: 'csr', request: text };
  }
  if (labels.has('PKCS7')) return certificates({ form: 'pkcs7', certificates: readPkcs7(pkcs7Of(text)) });
  throw pkiErrors.error(hasKey ? 'PKI_FILE_KEY_ALONE' : 'PKI_FILE_UNKNOWN');
}

function openJks(bytes: Buffer, password: string | undefined): FileContents {
  if (password === undefined) throw pkiErrors.error('PKI_FILE_PASSWORD_MISSING');
  const { keys, certificates: trusted } = readJks(bytes, password);
  const [key] = keys;
  return {
    form: 'jks',
    certificates: [...keys.flatMap(({ chain }) => chain), ...trusted.map(({ certificate }) => certificate)],
    password: password === '' ? 'empty' : 'given',
    ...(key?.privateKey && { privateKey: key.privateKey }),
  };
}

async function openPkcs12(bytes: Buffer, password: string | undefined): Promise<FileContents> {
  const { certificates: found, keys, facts } = await readWithPassword(bytes, password);
  const privateKey: KeyObject | undefined = keys[0]?.privateKey;
  return {
    form: 'pkcs12',
    certificates: found.map(({ certificate }) => certificate),
    password: password ? 'given' : 'empty',
    fromPfcng: facts.certificates.includes('clear') && facts.keys.some((one) => one.includes('3DES')),
    ...(privateKey && { privateKey }),
  };
}

/** Without a password, the empty one is tried: some export with none. */
async function readWithPassword(bytes: Buffer, password: string | undefined): Promise<Pkcs12> {
  try {
    return await readPkcs12(bytes, password ?? '');
  } catch (error) {
    const wrong = error instanceof BancError && error.code === 'PKI_PKCS12_PASSWORD_WRONG';
    if (wrong && password === undefined)
      throw pkiErrors.error('PKI_FILE_PASSWORD_MISSING', {}, { cause: error });
    throw error;
  }
}

function keystore(bytes: Buffer): Buffer {
  if (bytes.length > LARGEST_KEYSTORE) throw tooLarge(bytes, LARGEST_KEYSTORE);
  return bytes;
}

function tooLarge(bytes: Buffer, most: number): BancError {
  return pkiErrors.error('PKI_FILE_TOO_LARGE', { size: bytes.length, most });
}

function pkcs7Of(text: string): Buffer {
  return reading('PKI_CERTIFICATE_MALFORMED', () => derOf(text, 'PKCS7'));
}

function crlsOf(text: string): readonly Crl[] {
  return reading('PKI_CRL_MALFORMED', () => decodePem(text, 'X509 CRL')).map((der) => Crl.parse(der));
}
