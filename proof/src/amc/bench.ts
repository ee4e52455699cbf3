import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type InsurerOptions, startInsurer } from '@banc-gap/cli';
import { type Authorities, TEST_STRUCTURE, writeCredential } from '@banc-gap/mock-igc-sante';
import { temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { type Credential, hoursAgo, type IssueOrder } from '@banc-gap/pki';
import { openAmcStore, type RunningAmc } from '@banc-gap/sim-amc';
import { systemClock } from '@banc-gap/simkit';

export const STRUCTURE = TEST_STRUCTURE.nationalId;

type Wanted = Omit<IssueOrder, 'orderId'> & { readonly revoked?: true };

const structure = TEST_STRUCTURE;
const professional = {
  givenName: 'CAMILLE',
  surname: 'PHARMACIEN',
  nationalId: '899700000013',
  profession: 'Pharmacien',
} as const;
const gap = { structure, serviceApplicatif: 'Client_ROC_WebServices_AMC' };
/** The signer that is right. */
export const RIGHT: Wanted = { profile: 'igc-sante-test/org-sign', subject: gap };

/** Who signs tokens, with every type of certificate that there is in the bench, and what that is answered with. */
export const SIGNERS = {
  'org-sign': { ...RIGHT, answer: '000' },
  expired: { ...RIGHT, defect: { notAfter: hoursAgo(1) }, answer: 'S403 SAML_SIGNER_UNTRUSTED' },
  revoked: { ...RIGHT, revoked: true, answer: 'S403 SAML_SIGNER_REVOKED' },
  'org-auth-cli': {
    profile: 'igc-sante-test/org-auth-cli',
    subject: gap,
    answer: 'S403 SAML_SIGNER_TYPE',
  },
  'ssl-serveur': {
    profile: 'igc-sante-test/ssl-serveur',
    subject: { structure, fqdn: 'gap.ch-test.fr' },
    answer: 'S403 SAML_SIGNER_TYPE',
  },
  'pro-auth': {
    profile: 'igc-sante-test/pro-auth',
    subject: { professional },
    answer: 'S403 SAML_SIGNER_TYPE',
  },
  'pro-sign': {
    profile: 'igc-sante-test/pro-sign',
    subject: { professional },
    answer: 'S403 SAML_SIGNER_TYPE',
  },
  ingetrust: {
    profile: 'ingetrust/terminal',
    subject: { serialNumber: '0000BANC00000002' },
    answer: 'S403 SAML_SIGNER_UNTRUSTED',
  },
  geotrust: {
    profile: 'geotrust/server',
    subject: { fqdn: 'psp.banc.test' },
    answer: 'S403 SAML_SIGNER_UNTRUSTED',
  },
  'osi-ac-serveur': {
    profile: 'igc-osi/server',
    subject: { fqdn: 'amc.banc.test' },
    answer: 'S403 SAML_SIGNER_UNTRUSTED',
  },
  'osi-ac-services-applicatifs': {
    profile: 'igc-osi/service-applicatif',
    subject: { serviceApplicatif: 'AMC' },
    answer: 'S403 SAML_SIGNER_UNTRUSTED',
  },
} as const satisfies Readonly<Record<string, Wanted & { readonly answer: string }>>;
export type SignerName = keyof typeof SIGNERS;
export const SIGNER_NAMES = Object.keys(SIGNERS) as readonly SignerName[];

/** An insurer as a bench runs it, and the files of those who sign tokens. */
export interface AmcBench extends AsyncDisposable {
  readonly authorities: Authorities;
  readonly amc: RunningAmc;
  /** Serves another insurer. */
  serve(options: Pick<InsurerOptions, 'revocation'>): Promise<RunningAmc>;
  readonly directory: string;
  /** The root that the kit has for the insurer, in PEM. */
  readonly trust: string;
  signer(name: SignerName): Credential;
  /** Folder of a signer, as those of the kit. */
  folder(name: SignerName): string;
  /** Issues a certificate, and gives back its folder. */
  issue(name: string, order: Wanted): Promise<string>;
}

export async function startBench(): Promise<AmcBench> {
  await using stack = new AsyncDisposableStack();
  const directory = mkdtempSync(join(tmpdir(), 'banc-amc-'));
  stack.defer(() => rmSync(directory, { recursive: true }));
  const { authorities } = stack.use(await temporaryAuthorities());
  await authorities.establish('amc', 'igcSante');
  const issue = async (name: string, { revoked, ...order }: Wanted): Promise<Credential> => {
    const credential = await authorities.issue({ orderId: `signer/${name}`, ...order });
    await writeCredential(authorities, credential, join(directory, name));
    if (revoked) await authorities.revoke(credential.certificate.serialNumber, 'igc-sante-test/aci-el-org');
    return credential;
  };
  const credentials = new Map<SignerName, Credential>();
  for (const name of SIGNER_NAMES) {
    const { answer: _answer, ...order } = SIGNERS[name] as Wanted & { readonly answer: string };
    credentials.set(name, await issue(name, order));
  }
  const trust = join(directory, 'amc-tls.pem');
  writeFileSync(trust, authorities.trust.amc.map(({ pem }) => pem).join(''));
  const owned = new AsyncDisposableStack();
  stack.use(owned);
  const serve = async (options: Pick<InsurerOptions, 'revocation'>) => {
    const store = owned.use(openAmcStore(':memory:'));
    return owned.use(await startInsurer(authorities, { store, clock: systemClock, port: 0, ...options }));
  };
  const amc = await serve({});
  const all = stack.move();
  return {
    authorities,
    amc,
    serve,
    directory,
    trust,
    signer: (name) => credentials.get(name)!,
    folder: (name) => join(directory, name),
    async issue(name, order) {
      await issue(name, order);
      return join(directory, name);
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}
