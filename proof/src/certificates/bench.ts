import { filePorts } from '@banc-gap/cli';
import { type CaseReport, runCases, runConfigSchema } from '@banc-gap/conformance';
import { type Authorities, kitMaterial } from '@banc-gap/mock-igc-sante';
import {
  CERTIFICATE_USES,
  type CertificateUse,
  type Credential,
  type IssueOrder,
  keyIdentifier,
  pfcngPkcs12,
} from '@banc-gap/pki';
import { systemClock } from '@banc-gap/simkit';

export const fqdn = 'gap.ch-test.fr';

/** What the configuration names for one use. */
export interface GapFile {
  readonly content: Buffer;
  readonly password?: string;
  readonly key?: Buffer;
  readonly chain?: Buffer;
}

/** A certificate with its chain and a key: what a file is made of. */
export type Identity = Required<Credential>;

/** The right certificates of a GAP, and the issuers that make wrong ones. */
export class FileBench {
  readonly authorities: Authorities;
  readonly right: Readonly<Record<CertificateUse, Identity>>;

  private constructor(authorities: Authorities, right: Readonly<Record<CertificateUse, Identity>>) {
    this.authorities = authorities;
    this.right = right;
  }

  static async open(authorities: Authorities): Promise<FileBench> {
    const material = await kitMaterial(authorities, fqdn);
    const entries = CERTIFICATE_USES.map((use) => [use, withKey(material[use])] as const);
    return new FileBench(authorities, Object.fromEntries(entries) as Record<CertificateUse, Identity>);
  }

  /** Another certificate with the key of the right one for that use, unless the order has a key of its own. */
  async issue(
    use: CertificateUse,
    orderId: string,
    order: Pick<IssueOrder, 'profile' | 'subject'> & Partial<IssueOrder>,
    keys: Pick<Identity, 'privateKey'> & { readonly publicKey?: IssueOrder['publicKey'] } = this.right[use],
  ): Promise<Identity> {
    const publicKey = keys.publicKey ?? this.right[use].certificate.publicKey;
    // Every order has the key in its name: the keys of a state are new with each state.
    const id = `proof/${orderId}/${keyIdentifier(publicKey).toString('hex')}`;
    const credential = await this.authorities.issue({ ...order, orderId: id, publicKey });
    return { ...credential, privateKey: keys.privateKey };
  }
}

export function withKey({ privateKey, ...credential }: Credential): Identity {
  if (!privateKey) throw new TypeError('the bench makes the keys of a kit');
  return { ...credential, privateKey };
}

/** Certificate, chain and key in one PEM file, as HAProxy wants it. */
export function pem({ certificate, chain, privateKey }: Identity): GapFile {
  const key = privateKey.export({ format: 'pem', type: 'pkcs8' });
  return { content: Buffer.from(`${[certificate, ...chain].map((one) => one.pem).join('')}${key}`) };
}

/** The same as PFCNG delivers it. */
export async function pfcngFile(identity: Identity, password = 'Banc-2026'): Promise<GapFile> {
  return { content: await pfcngPkcs12({ ...identity, password }), password };
}

/** By use; several files may have the same one. */
export type GapFiles = { readonly [Use in CertificateUse]?: GapFile | readonly GapFile[] };

/** Runs suite `certificates` on these files. */
export async function judgeFiles(
  authorities: Authorities,
  files: GapFiles,
  configuredFqdn = fqdn,
): Promise<readonly CaseReport[]> {
  const contents = new Map<string, Buffer>();
  const name = (file: string, content: Buffer): string => {
    contents.set(file, content);
    return file;
  };
  const certificates = Object.entries(files).flatMap(([use, named]) =>
    [named].flat().map(({ content, password, key, chain }, index) => ({
      use,
      file: name(`${use}-${index + 1}`, content),
      password,
      ...(key && { key: name(`${use}-${index + 1}/key`, key) }),
      ...(chain && { chain: name(`${use}-${index + 1}/chain`, chain) }),
    })),
  );
  const unreachable = (): never => {
    throw new TypeError('suite certificates connects to nobody');
  };
  const { report } = await runCases({
    config: runConfigSchema.parse({ gap: { diapasonServer: { fqdn: configuredFqdn } }, certificates }),
    prefixes: ['certificates'],
    seed: 1,
    version: 'test',
    language: 'en',
    ports: {
      terminal: { exchange: unreachable },
      identities: { identity: unreachable },
      revocation: { crls: unreachable },
      peers: {},
      serverTrust: [],
      files: filePorts(authorities, (file) => contents.get(file)!),
      clock: systemClock,
    },
  });
  return report.cases;
}
