import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Authorities, TEST_STRUCTURE, writeCredential, writeKit } from '@banc-gap/mock-igc-sante';
import { temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { type AlertName, hoursAgo, type IssueOrder } from '@banc-gap/pki';
import {
  type AnnuaireServiceOptions,
  type RunningAnnuaire,
  readDirectory,
  startAnnuaire,
} from '@banc-gap/sim-amc';

export const ANNUAIRE_NAME = 'annuaire.banc.test';

type Wanted = Omit<IssueOrder, 'orderId'>;

const structure = TEST_STRUCTURE;
const pharmacist = {
  givenName: 'CAMILLE',
  surname: 'PHARMACIEN',
  nationalId: '899700000013',
  profession: 'Pharmacien',
} as const;
const gap = { structure, serviceApplicatif: 'Client_ROC_Annuaire_AMC' };
const good: Wanted = { profile: 'igc-sante-test/org-auth-cli', subject: gap };
const wrongType = 'unsupported_certificate';

/** Who is not let in, and the alert that says why: every type of certificate that there is in the bench. */
export const STRANGERS: Readonly<
  Record<string, Wanted & { readonly alert: AlertName; readonly revoked?: true }>
> = {
  expired: { ...good, defect: { notAfter: hoursAgo(1) }, alert: 'certificate_expired' },
  revoked: { ...good, revoked: true, alert: 'certificate_revoked' },
  'org-sign': { profile: 'igc-sante-test/org-sign', subject: gap, alert: wrongType },
  'ssl-serveur': {
    profile: 'igc-sante-test/ssl-serveur',
    subject: { structure, fqdn: 'gap.ch-test.fr' },
    alert: wrongType,
  },
  'pro-auth': {
    profile: 'igc-sante-test/pro-auth',
    subject: { professional: pharmacist },
    alert: wrongType,
  },
  'pro-sign': {
    profile: 'igc-sante-test/pro-sign',
    subject: { professional: pharmacist },
    alert: wrongType,
  },
  ingetrust: {
    profile: 'ingetrust/terminal',
    subject: { serialNumber: '0000BANC00000002' },
    alert: 'unknown_ca',
  },
  geotrust: { profile: 'geotrust/server', subject: { fqdn: 'psp.banc.test' }, alert: 'unknown_ca' },
  'osi-ac-serveur': { profile: 'igc-osi/server', subject: { fqdn: 'amc.banc.test' }, alert: 'unknown_ca' },
  'osi-ac-services-applicatifs': {
    profile: 'igc-osi/service-applicatif',
    subject: { serviceApplicatif: 'AMC' },
    alert: 'unknown_ca',
  },
};

/** The annuaire as a bench runs it, with the kit that an editor gets, and the files of those who are not let in. */
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
  /** Folder of a stranger, as that of the kit. */
  stranger(name: string): string;
  /** Folder of a client that is right but for the name of its service applicatif. */
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
  for (const name of Object.keys(STRANGERS)) await writeStranger(authorities, name, join(directory, name));
  const otherName = join(directory, 'other-name');
  const diapason = { structure, serviceApplicatif: 'Client_Diapason_PSP' };
  const other = await authorities.issue({ orderId: 'other-name', ...good, subject: diapason });
  await writeCredential(authorities, other, otherName);

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
    otherName,
    stranger: (name) => join(directory, name),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function writeStranger(authorities: Authorities, name: string, directory: string): Promise<void> {
  const { alert: _alert, revoked, ...wanted } = STRANGERS[name]!;
  const credential = await authorities.issue({ orderId: `stranger/${name}`, ...wanted });
  await writeCredential(authorities, credential, directory);
  if (revoked) await authorities.revoke(credential.certificate.serialNumber, 'igc-sante-test/aci-el-org');
}
