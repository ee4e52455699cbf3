import { createPrivateKey, type KeyObject } from 'node:crypto';
import { Certificate } from '../certificate.ts';
import { pkiErrors } from '../errors.ts';
import { reading } from '../malformed.ts';
import { definiteLengths } from './ber.ts';
import { macHolds } from './mac.ts';
import {
  type Bag,
  type BagAttributes,
  type Pfx,
  readAuthenticatedSafe,
  readPfx,
  readSafeContents,
  type Sealed,
} from './structure.ts';

export interface Pkcs12Certificate extends BagAttributes {
  readonly certificate: Certificate;
}

export interface Pkcs12Key extends Omit<BagAttributes, 'trusted'> {
  readonly privateKey: KeyObject;
}

/** How a file is made; each encryption reads like "PBE-SHA1-3DES, 2048 iterations", or is "clear". */
export interface Pkcs12Facts {
  /** Absent where nothing protects the integrity of the file. */
  readonly mac?: { readonly digest: string; readonly iterations: number; readonly saltLength: number };
  /** Of each content that holds certificates, in order. */
  readonly certificates: readonly string[];
  /** Of each key, in order. */
  readonly keys: readonly string[];
}

/** What is in a PKCS#12 file, in the order of the file. */
export interface Pkcs12 {
  readonly certificates: readonly Pkcs12Certificate[];
  readonly keys: readonly Pkcs12Key[];
  readonly facts: Pkcs12Facts;
}

/**
 * Reads a PKCS#12 file (RFC 7292): of PFCNG's form, of today's, of old Windows and Java versions, and truststores.
 *
 * @throws BancError PKI_PKCS12_MALFORMED: not PKCS#12; PKI_PKCS12_PASSWORD_WRONG; PKI_PKCS12_DAMAGED: the password is
 *   right and the file was changed; PKI_PKCS12_UNSUPPORTED: protected by something else than a password or by an unknown
 *   algorithm; PKI_CERTIFICATE_MALFORMED
 */
export async function readPkcs12(file: Uint8Array, password: string): Promise<Pkcs12> {
  const bytes = await wellFormed(() => definiteLengths(Buffer.from(file)));
  const pfx = reading('PKI_PKCS12_MALFORMED', () => readPfx(bytes));
  const safe = await wellFormed(() => definiteLengths(pfx.authenticatedSafe));
  const contents = reading('PKI_PKCS12_MALFORMED', () => readAuthenticatedSafe(safe));
  if (pfx.mac && !macHolds(pfx.mac, pfx.authenticatedSafe, password)) {
    // The MAC alone cannot tell: it is wrong for another password and for other octets.
    const code = (await opensAnything(contents, password))
      ? 'PKI_PKCS12_DAMAGED'
      : 'PKI_PKCS12_PASSWORD_WRONG';
    throw pkiErrors.error(code);
  }
  const opened = await Promise.all(
    contents.map(async (content) => ({ content, bags: await open(content, password).then(bagsOf) })),
  );
  return collect(pfx, opened, password);
}

async function collect(
  { mac }: Pfx,
  opened: readonly { readonly content: Sealed; readonly bags: readonly Bag[] }[],
  password: string,
): Promise<Pkcs12> {
  const certificates: Pkcs12Certificate[] = [];
  const keys: Pkcs12Key[] = [];
  const facts = { certificates: [] as string[], keys: [] as string[] };
  for (const { content, bags } of opened) {
    if (bags.some(({ kind }) => kind === 'certificate')) facts.certificates.push(describe(content));
    for (const bag of bags) {
      const { friendlyName, localKeyId, trusted } = bag;
      const names = { ...(friendlyName && { friendlyName }), ...(localKeyId && { localKeyId }) };
      if (bag.kind === 'certificate') {
        certificates.push({ certificate: Certificate.parse(bag.der), trusted, ...names });
      } else {
        facts.keys.push(bag.encryption === undefined ? describe(content) : describe(bag));
        keys.push({ privateKey: privateKeyOf(await open(bag, password)), ...names });
      }
    }
  }
  return {
    certificates,
    keys,
    facts: {
      ...(mac && { mac: { digest: mac.digest, iterations: mac.iterations, saltLength: mac.salt.length } }),
      ...facts,
    },
  };
}

function describe({ encryption }: Sealed): string {
  return encryption?.description ?? 'clear';
}

async function open({ octets, encryption }: Sealed, password: string): Promise<Buffer> {
  const plain = encryption ? await encryption.decrypt(octets, password) : octets;
  if (plain === undefined) throw pkiErrors.error('PKI_PKCS12_PASSWORD_WRONG');
  return plain;
}

async function opensAnything(contents: readonly Sealed[], password: string): Promise<boolean> {
  for (const content of contents) {
    const plain = content.encryption ? await content.encryption.decrypt(content.octets, password) : undefined;
    if (plain !== undefined) return true;
    if (content.encryption !== undefined) continue;
    for (const bag of await bagsOf(content.octets)) {
      if (bag.kind === 'key' && (await bag.encryption?.decrypt(bag.octets, password))) return true;
    }
  }
  return false;
}

async function bagsOf(octets: Buffer): Promise<Bag[]> {
  const bytes = await wellFormed(() => definiteLengths(octets));
  return reading('PKI_PKCS12_MALFORMED', () => readSafeContents(bytes));
}

function privateKeyOf(der: Buffer): KeyObject {
  try {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  } catch (cause) {
    throw pkiErrors.error(
      'PKI_PKCS12_MALFORMED',
      { field: 'keyBag', problem: 'holds no private key that can be used' },
      { cause },
    );
  }
}

/** node-forge's complaint about BER, as an error of the catalogue. */
async function wellFormed<Value>(read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (cause) {
    const { message } = cause as Error;
    throw pkiErrors.error(
      'PKI_PKCS12_MALFORMED',
      { field: 'PFX', problem: `is not BER: ${message}` },
      { cause },
    );
  }
}
