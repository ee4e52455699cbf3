import type { AddressInfo } from 'node:net';
import type { Credential, Issuer } from '@banc-gap/pki';
import { type Clock, listenError } from '@banc-gap/simkit';
import {
  attachHttp,
  createTls12Server,
  type Identity,
  type Tls12Server,
  type VerifyPeer,
} from '@banc-gap/tls12';
import type { FastifyInstance } from 'fastify';

/** Who operates the platform, as its servers' certificates name him. */
const OPERATOR = { departement: 'Paris (75)', name: 'BANC D’ESSAI GAP', nationalId: '10B0999999' } as const;

/** Host names of the two listeners. */
export const NAMES = {
  /** Below `localhost`, which browsers and curl take for this machine (RFC 6761 §6.3). */
  local: { portal: 'pfc.localhost', auth: 'pfc-auth.localhost' },
  /** Those of the real platform, for networks where they resolve to the bench. */
  faithful: { portal: 'pfc.eservices.esante.gouv.fr', auth: 'pfc-auth.eservices.esante.gouv.fr' },
} as const;

/** The certificate of a server of the platform; another one each year. */
export async function serverIdentity(issuer: Issuer, fqdn: string, clock: Clock): Promise<Identity> {
  const credential = await issuer.issue({
    orderId: `pfcng-server-${fqdn}-${clock.now().getUTCFullYear()}`,
    profile: 'igc-sante-test/ssl-serveur',
    subject: { structure: OPERATOR, fqdn },
  });
  return identityOf(credential);
}

function identityOf({ certificate, chain, privateKey }: Credential): Identity {
  if (privateKey === undefined) throw new TypeError('the issuer makes the key of a server');
  return { chain: [certificate, ...chain.slice(0, -1)].map(({ der }) => der), privateKey };
}

export interface TlsListener {
  readonly name: string;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly identity: Identity;
  /** Judges the certificate of the client, which is wanted where this is given. */
  readonly verifyPeer?: VerifyPeer;
}

/** Serves the application, which is ready, over TLS 1.2; browsers find suites with GCM, too. */
export async function listenTls(app: FastifyInstance, listener: TlsListener): Promise<Tls12Server> {
  const { name, host, port, identity, verifyPeer } = listener;
  const server = createTls12Server(
    verifyPeer
      ? { identity, clientCertificate: 'require', verifyPeer }
      : { identity, clientCertificate: 'none' },
  );
  // A handshake that failed has told the client why, by its alert.
  server.on('tlsClientError', () => {});
  attachHttp(server, app.server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(listenError(cause, { name, host, port })));
    server.listen(port, host, resolve);
  });
  return server;
}

export const portOf = (server: Tls12Server): number => (server.address() as AddressInfo).port;
