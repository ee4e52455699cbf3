import { join } from 'node:path';
import { type Authorities, kitMaterial, TEST_STRUCTURE } from '@banc-gap/mock-igc-sante';
import type { Credential, IssueOrder } from '@banc-gap/pki';
import {
  type Dp,
  type DpOptions,
  type DpServiceOptions,
  type GatewayPerson,
  openDp,
  type RunningDp,
  startDp,
  startGateway,
} from '@banc-gap/sim-dp';
import type { Journal, RunningTlsService } from '@banc-gap/simkit';
import type { Identity } from '@banc-gap/tls12';
import { personTrust } from './dp-port.ts';

/** As the kit and banc.yaml have it, unless told otherwise. */
const SERVER_NAME = 'dp.banc.test';
const GATEWAY_NAME = 'passerelle.banc.test';

/** Those of the kit who use the DP. */
const USERS = ['dp-pharmacien-auth', 'dp-medecin-auth', 'dp-agent-admission-auth'] as const;

/** The DP on a state folder, where its store is. */
export const openDossiers = (authorities: Authorities, options: Omit<DpOptions, 'file'>): Dp =>
  openDp({ ...options, file: join(authorities.directory, 'dp.sqlite') });

/** Serves it with an SSL_SERVEUR certificate; whom it lets in is for the issuers of the state to say. */
export async function startDossiers(
  authorities: Authorities,
  dp: Dp,
  options: Pick<DpServiceOptions, 'host' | 'port' | 'control' | 'revocation' | 'clock' | 'processes'>,
): Promise<RunningDp> {
  // Of the people who connect and sign: its CRL has to be there before the first of them comes.
  await authorities.establish('igc-sante-test/aci-el-pp');
  return await startDp({
    ...options,
    dp,
    serverName: SERVER_NAME,
    identity: await serverIdentity(authorities, SERVER_NAME),
    trust: personTrust(authorities),
  });
}

/** A gateway to that DP, with the keys of the people of the kit. @param passwordOf by PS_IdNat */
export async function startDossierGateway(
  authorities: Authorities,
  dp: RunningDp,
  options: {
    readonly host: string;
    readonly port: number;
    readonly journal: Journal;
    readonly passwordOf: (nationalId: string) => string;
  },
): Promise<RunningTlsService> {
  const { passwordOf, ...place } = options;
  const credentials = Object.values(await kitMaterial(authorities, undefined, USERS));
  const people = credentials.map(
    (credential): GatewayPerson => ({
      password: passwordOf(credential.certificate.commonName!),
      identity: identityOf(credential),
    }),
  );
  return await startGateway({
    ...place,
    people,
    dp: {
      address: '127.0.0.1',
      port: dp.port,
      serverName: SERVER_NAME,
      trustAnchors: authorities.trust.igcSante,
    },
    identity: await serverIdentity(authorities, GATEWAY_NAME),
    serverName: GATEWAY_NAME,
  });
}

async function serverIdentity(authorities: Authorities, fqdn: string): Promise<Identity> {
  const order: IssueOrder = {
    orderId: `dp/${fqdn}`,
    profile: 'igc-sante-test/ssl-serveur',
    subject: { structure: TEST_STRUCTURE, fqdn },
  };
  return identityOf(await authorities.issue(order));
}

function identityOf({ certificate, chain, privateKey }: Credential): Identity {
  return {
    chain: [certificate, ...chain.slice(0, -1)].map(({ der }) => der),
    privateKey: privateKey!,
  };
}
