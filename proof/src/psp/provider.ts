import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Authorities,
  openAuthorities,
  TEST_STRUCTURE,
  writeCredential,
  writeKit,
} from '@banc-gap/mock-igc-sante';
import { temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { type AlertName, daysAhead, hoursAgo, type IssueOrder } from '@banc-gap/pki';
import { openPsp, type Psp, type PspServiceOptions, type RunningPsp, startPsp } from '@banc-gap/sim-psp';
import type { Identity } from '@banc-gap/tls12';

export const PSP_NAME = 'psp.banc.test';
export const ACCOUNT = 'ch-banc';

type Wanted = Omit<IssueOrder, 'orderId'>;

const structure = TEST_STRUCTURE;
const pharmacist = {
  givenName: 'CAMILLE',
  surname: 'PHARMACIEN',
  nationalId: '899700000013',
  profession: 'Pharmacien',
} as const;
const gap = { structure, serviceApplicatif: 'Client_Diapason_PSP' };
/** The client that is right. */
export const GOOD: Wanted = { profile: 'igc-sante-test/org-auth-cli', subject: gap };

/** Who is not let in, and the alert that says why; every type that a GAP, a terminal or a peer holds is among them. */
export const STRANGERS: Readonly<
  Record<
    string,
    Wanted & { readonly alert: AlertName; readonly revoked?: true; readonly anotherState?: true }
  >
> = {
  expired: { ...GOOD, defect: { notAfter: hoursAgo(1) }, alert: 'certificate_expired' },
  'not valid yet': { ...GOOD, defect: { notBefore: daysAhead(1) }, alert: 'certificate_expired' },
  revoked: { ...GOOD, revoked: true, alert: 'certificate_revoked' },
  'org-sign': { profile: 'igc-sante-test/org-sign', subject: gap, alert: 'unsupported_certificate' },
  'ssl-serveur': {
    profile: 'igc-sante-test/ssl-serveur',
    subject: { structure, fqdn: 'gap.ch-test.fr' },
    alert: 'unsupported_certificate',
  },
  'pro-auth': {
    profile: 'igc-sante-test/pro-auth',
    subject: { professional: pharmacist },
    alert: 'unsupported_certificate',
  },
  'pro-sign': {
    profile: 'igc-sante-test/pro-sign',
    subject: { professional: pharmacist },
    alert: 'unsupported_certificate',
  },
  // Of the same names as the right one, with other keys.
  'of another state': { ...GOOD, anotherState: true, alert: 'unknown_ca' },
  'of production': { profile: 'igc-sante/org-auth-cli', subject: gap, alert: 'unknown_ca' },
  ingetrust: {
    profile: 'ingetrust/terminal',
    subject: { serialNumber: '0000BANC00000002' },
    alert: 'unknown_ca',
  },
  geotrust: { profile: 'geotrust/server', subject: { fqdn: 'other.banc.test' }, alert: 'unknown_ca' },
  'osi-ac-serveur': { profile: 'igc-osi/server', subject: { fqdn: 'amc.banc.test' }, alert: 'unknown_ca' },
  'osi-ac-services-applicatifs': {
    profile: 'igc-osi/service-applicatif',
    subject: { serviceApplicatif: 'AMC' },
    alert: 'unknown_ca',
  },
};

/** The provider as a bench runs it, with the kit that an editor gets, and the files of those who are not let in. */
export interface Provider extends AsyncDisposable {
  readonly psp: Psp;
  readonly authorities: Authorities;
  /** Looks revocation up in CRLs. */
  readonly running: RunningPsp;
  readonly directory: string;
  /** What an editor installs. */
  readonly kit: string;
  /** Serves the same provider once more. */
  serve(options: Pick<PspServiceOptions, 'revocation' | 'ocsp'>): Promise<RunningPsp>;
  /** Issues a certificate, and gives back its folder, which is as that of a stranger. */
  issue(name: string, order: Wanted): Promise<string>;
  /** Folder of a stranger: `fullchain.pem`, `key.pem`, `bundle.p12`, `password.txt`. */
  stranger(name: string): string;
  /** Puts the certificate of the kit on the CRL. */
  revokeKit(): Promise<void>;
}

export async function startProvider(): Promise<Provider> {
  await using stack = new AsyncDisposableStack();
  const directory = mkdtempSync(join(tmpdir(), 'banc-psp-'));
  stack.defer(() => rmSync(directory, { recursive: true }));
  const { authorities } = stack.use(await temporaryAuthorities());
  await authorities.establish('amc', 'igcSante');
  stack.use(await authorities.publish());
  const kit = join(directory, 'kit');
  await writeKit(authorities, { directory: kit });
  using another = await openAuthorities(join(directory, 'another-state'), { create: { port: 0 } });
  for (const [name, stranger] of Object.entries(STRANGERS)) {
    await writeStranger(stranger.anotherState ? another : authorities, name, join(directory, name));
  }

  const psp = openPsp({ file: join(directory, 'psp.sqlite') });
  stack.defer(() => psp.close());
  psp.merchants.put(ACCOUNT, { name: structure.name, structures: [structure.nationalId] });
  const server = await authorities.issue({
    orderId: 'psp-server',
    profile: 'geotrust/server',
    subject: { fqdn: PSP_NAME },
  });
  const identity: Identity = {
    chain: [server.certificate, ...server.chain.slice(0, -1)].map(({ der }) => der),
    privateKey: server.privateKey!,
  };
  const trust = {
    trustAnchors: () => authorities.trust.igcSante,
    crls: () => authorities.crls().igcSante,
  };
  const start = (options: Partial<PspServiceOptions>) =>
    startPsp({ psp, identity, trust, serverName: PSP_NAME, port: 0, ...options });
  const running = stack.use(await start({}));
  const owned = stack.move();
  return {
    psp,
    authorities,
    running,
    directory,
    kit,
    stranger: (name) => join(directory, name),
    serve: async (options) => owned.use(await start(options)),
    async issue(name, order) {
      const credential = await authorities.issue({ orderId: name, ...order });
      await writeCredential(authorities, credential, join(directory, name));
      return join(directory, name);
    },
    async revokeKit() {
      const entry = authorities
        .certificates()
        .find(({ orderId }) => orderId?.startsWith('kit/diapason-psp-client'));
      await authorities.revoke(entry!.serialNumber, 'igc-sante-test/aci-el-org');
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function writeStranger(authorities: Authorities, name: string, directory: string): Promise<void> {
  const { alert: _alert, revoked, anotherState: _another, ...wanted } = STRANGERS[name]!;
  const credential = await authorities.issue({ orderId: `stranger/${name}`, ...wanted });
  await writeCredential(authorities, credential, directory);
  if (revoked) await authorities.revoke(credential.certificate.serialNumber, 'igc-sante-test/aci-el-org');
}
