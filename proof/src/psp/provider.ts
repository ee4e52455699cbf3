import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Authorities, TEST_STRUCTURE, writeCredential, writeKit } from '@banc-gap/mock-igc-sante';
import { temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import type { IssueOrder } from '@banc-gap/pki';
import { openPsp, type Psp, type PspServiceOptions, type RunningPsp, startPsp } from '@banc-gap/sim-psp';
import type { Identity } from '@banc-gap/tls12';

export const PSP_NAME = 'psp.banc.test';
export const ACCOUNT = 'ch-banc';

type Wanted = Omit<IssueOrder, 'orderId'>;

const structure = TEST_STRUCTURE;
const gap = { structure, serviceApplicatif: 'Client_Diapason_PSP' };
/** The client that is right. */
export const GOOD: Wanted = { profile: 'igc-sante-test/org-auth-cli', subject: gap };

/** The provider as a bench runs it, with the kit that an editor gets. */
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
  /** Issues a certificate, and gives back its folder, which is as those of the kit. */
  issue(name: string, order: Wanted): Promise<string>;
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
