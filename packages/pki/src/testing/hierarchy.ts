import { type CertificateContent, encodeCertificate } from '../build.ts';
import { Certificate } from '../certificate.ts';
import { buildCrl, type CrlDefect } from '../crl/write.ts';
import type { CertificateDefect } from '../defect.ts';
import { type ExtensionContent, extensionContent } from '../extensions-encode.ts';
import { generateKeyPair, type KeyPair, keyIdentifier } from '../keys.ts';
import { type Name, nameOf } from '../names.ts';

/** root signs top, top signs issuing, issuing signs leaf; stranger is nobody's. */
export const LEVELS = ['root', 'top', 'issuing', 'leaf'] as const;
export type Level = (typeof LEVELS)[number];

export const ISSUED_AT = new Date('2025-04-25T09:15:10Z');
/** When the chains of the tests are judged, unless a test says otherwise. */
export const AT = new Date('2025-06-01T00:00:00Z');

export const NAMES: Readonly<Record<Level, Name>> = {
  root: nameOf(['C', 'FR'], ['O', 'Essai'], ['CN', 'Racine']),
  top: nameOf(['C', 'FR'], ['O', 'Essai'], ['CN', 'Intermédiaire']),
  issuing: nameOf(['C', 'FR'], ['O', 'Essai'], ['CN', 'Emettrice']),
  leaf: nameOf(['C', 'FR'], ['O', 'Hôpital'], ['CN', 'gap.ch-test.fr']),
};

type KeyName = Level | 'stranger' | 'rsa-1024' | 'ec-p256';

/** How one certificate differs from the good one of its level. */
export interface Change extends CertificateDefect {
  /** Whose key it has, and whose key signs it under whose name. */
  readonly key?: KeyName;
  readonly signedBy?: KeyName;
}

/** A hierarchy of four levels whose certificates are made as asked, with keys that are made once. */
export class Hierarchy {
  readonly #keys: Readonly<Record<KeyName, KeyPair>>;

  private constructor(keys: Readonly<Record<KeyName, KeyPair>>) {
    this.#keys = keys;
  }

  static async create(): Promise<Hierarchy> {
    const names = [...LEVELS, 'stranger', 'rsa-1024', 'ec-p256'] as const;
    const pairs = names.map(async (name) => {
      const kind = name === 'rsa-1024' || name === 'ec-p256' ? name : 'rsa-2048';
      return [name, await generateKeyPair(kind)] as const;
    });
    return new Hierarchy(Object.fromEntries(await Promise.all(pairs)) as Record<KeyName, KeyPair>);
  }

  /** The DER of the certificate of that level, good but for the change. */
  certificate(level: Level, { key, signedBy, ...defect }: Change = {}): Buffer {
    const issuerLevel = LEVELS[Math.max(0, LEVELS.indexOf(level) - 1)]!;
    const own = this.#keys[key ?? level];
    const issuer = this.#keys[signedBy ?? issuerLevel];
    const content: CertificateContent = {
      serialNumber: Buffer.from(`1d5de25e3dc14b0${LEVELS.indexOf(level)}`, 'hex'),
      issuer: NAMES[issuerLevel],
      subject: NAMES[level],
      notBefore: ISSUED_AT,
      notAfter: new Date('2028-04-25T09:15:10Z'),
      publicKey: own.publicKey,
      privateKey: own.privateKey,
      extensions: [
        ...(level === 'leaf' ? LEAF_EXTENSIONS : caExtensions(level)),
        extensionContent('subjectKeyIdentifier', keyIdentifier(own.publicKey).toString('hex'), false),
        extensionContent('authorityKeyIdentifier', keyIdentifier(issuer.publicKey).toString('hex'), false),
      ],
    };
    return encodeCertificate(
      content,
      { name: content.issuer, privateKey: issuer.privateKey },
      defect,
      ISSUED_AT,
    );
  }

  /** The DER of the CRL of a CA, which revokes the certificates of these serial numbers. */
  crl(
    level: Level,
    {
      revoked = [],
      reason,
      signedBy = level,
      ...defect
    }: CrlDefect & { revoked?: readonly string[]; reason?: number; signedBy?: KeyName } = {},
  ): Buffer {
    const { privateKey } = this.#keys[signedBy];
    return buildCrl({
      issuer: { name: NAMES[level], privateKey },
      thisUpdate: new Date('2025-05-31T22:00:00Z'),
      nextUpdate: new Date('2025-06-06T22:00:00Z'),
      number: 1287,
      entries: revoked.map((serialNumber) => ({
        serialNumber,
        revocationDate: new Date('2025-05-01T00:00:00Z'),
        ...(reason !== undefined && { reason }),
      })),
      defect,
    });
  }

  key(name: KeyName): KeyPair {
    return this.#keys[name];
  }
}

/** As `Certificate.serialNumber`. */
export function serialNumberOf(level: Level): string {
  return `1D5DE25E3DC14B0${LEVELS.indexOf(level)}`;
}

function caExtensions(level: Level): readonly ExtensionContent[] {
  const pathLength = level === 'issuing' ? { pathLength: 0 } : {};
  return [
    extensionContent('basicConstraints', { ca: true, ...pathLength }, true),
    extensionContent('keyUsage', ['keyCertSign', 'cRLSign'], true),
    extensionContent('certificatePolicies', [{ policy: '2.5.29.32.0' }], false),
  ];
}

export const LEAF_POLICY = '1.2.250.1.213.1.7.2.1.1.1.1';

const LEAF_EXTENSIONS: readonly ExtensionContent[] = [
  extensionContent('basicConstraints', { ca: false }, false),
  extensionContent('keyUsage', ['digitalSignature'], true),
  extensionContent('extendedKeyUsage', ['clientAuth', 'serverAuth'], false),
  extensionContent('certificatePolicies', [{ policy: LEAF_POLICY }], false),
  extensionContent('subjectAltName', [{ type: 'dNSName', value: 'gap.ch-test.fr' }], false),
];

export const parseAll = (ders: readonly Buffer[]): Certificate[] => ders.map((der) => Certificate.parse(der));
