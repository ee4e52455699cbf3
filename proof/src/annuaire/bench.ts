import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEST_STRUCTURE, writeCredential, writeKit } from '@banc-gap/mock-igc-sante';
import { temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { hoursAgo, type IssueOrder } from '@banc-gap/pki';
import {
  type AnnuaireServiceOptions,
  type RunningAnnuaire,
  readDirectory,
  startAnnuaire,
} from '@banc-gap/sim-amc';

export const ANNUAIRE_NAME = 'annuaire.banc.test';

type Wanted = Omit<IssueOrder, 'orderId'>;

const structure = TEST_STRUCTURE;
const gap = { structure, serviceApplicatif: 'Client_ROC_Annuaire_AMC' };
const good: Wanted = { profile: 'igc-sante-test/org-auth-cli', subject: gap };

/** The annuaire as a bench runs it, with the kit that an editor gets, and folders as those of the kit. */
export interface AnnuaireBench extends AsyncDisposable {
  readonly annuaire: RunningAnnuaire;
  /** One that is let loose on the revocation of its clients. */
  readonly lenient: RunningAnnuaire;
  /** One that wants the name that ANS gives. */
  readonly strict: RunningAnnuaire;
  readonly directory: string;
  /** Of the kit: `fullchain.pem`, `key.pem`, `bundle.p12`, `password.txt`. */
  readonly client: string;
  /** The root that the kit has for the annuaire, in PEM. */
  readonly trust: string;
  readonly expired: string;
  readonly revoked: string;
  /** Right but for the name of its service applicatif. */
  readonly otherName: string;
}

export async function startBench(): Promise<AnnuaireBench> {
  await using stack = new AsyncDisposableStack();
  const directory = mkdtempSync(join(tmpdir(), 'banc-annuaire-'));
  stack.defer(() => rmSync(directory, { recursive: true }));
  const { authorities } = stack.use(await temporaryAuthorities());
  await authorities.establish('amc', 'igcSante');
  const kit = join(directory, 'kit');
  await writeKit(authorities, { directory: kit });
  const issue = async (name: string, order: Wanted) => {
    const folder = join(directory, name);
    const credential = await authorities.issue({ orderId: name, ...order });
    await writeCredential(authorities, credential, folder);
    return { folder, serialNumber: credential.certificate.serialNumber };
  };
  const expired = await issue('expired', { ...good, defect: { notAfter: hoursAgo(1) } });
  const revoked = await issue('revoked', good);
  await authorities.revoke(revoked.serialNumber, 'igc-sante-test/aci-el-org');
  const diapason = { structure, serviceApplicatif: 'Client_Diapason_PSP' };
  const otherName = await issue('other-name', { ...good, subject: diapason });

  const server = await authorities.issue({
    orderId: 'annuaire-server',
    profile: 'igc-osi/server',
    subject: { fqdn: ANNUAIRE_NAME },
  });
  const start = async (options: Partial<AnnuaireServiceOptions> = {}) =>
    stack.use(
      await startAnnuaire({
        directory: readDirectory(),
        identity: {
          chain: [server.certificate, ...server.chain.slice(0, -1)].map(({ der }) => der),
          privateKey: server.privateKey!,
        },
        trust: {
          trustAnchors: () => authorities.trust.igcSante,
          crls: () => authorities.crls().igcSante,
        },
        serverName: ANNUAIRE_NAME,
        port: 0,
        ...options,
      }),
    );
  const [annuaire, lenient, strict] = [
    await start(),
    await start({ clientRevocation: 'off' }),
    await start({ naming: 'strict' }),
  ];
  const owned = stack.move();
  return {
    annuaire,
    lenient,
    strict,
    directory,
    client: join(kit, 'roc-annuaire-client'),
    trust: join(kit, 'trust/amc-tls.pem'),
    expired: expired.folder,
    revoked: revoked.folder,
    otherName: otherName.folder,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
