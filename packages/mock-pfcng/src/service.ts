import type { Issuer } from '@banc-gap/pki';
import { type Random, type RunningService, runningService, systemRandom } from '@banc-gap/simkit';
import { type CardTrust, cardActor, verifyCardCertificate } from './access/card-certificate.ts';
import { listenTls, NAMES, portOf, serverIdentity } from './access/listeners.ts';
import { loginRoute } from './access/login.ts';
import { CardReader } from './access/reader.ts';
import { Sessions } from './access/sessions.ts';
import { pfcngApp } from './api/app.ts';
import { startPfcngControl } from './control.ts';
import type { Pfcng } from './pfcng.ts';
import { registerPortal } from './portal/register.ts';

export interface PfcngServiceOptions {
  readonly pfcng: Pfcng;
  /** Of the certificates of the two servers. */
  readonly issuer: Issuer;
  /** What cards are judged by; asked for at each handshake. */
  readonly trust: () => CardTrust;
  /** Host names: default `local`. */
  readonly names?: keyof typeof NAMES;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Of the portal; default 14450, and 0 lets the system choose. */
  readonly port?: number;
  /** Of the listener that wants a card, with the API; default 14451. */
  readonly authPort?: number;
  /** Default 14452; on 127.0.0.1 unless there is a token. */
  readonly controlPort?: number;
  /** With it, the control port listens where the others do. */
  readonly controlToken?: string;
  readonly random?: Random;
}

export interface RunningPfcng extends RunningService {
  /** Where the API wants a card. */
  readonly authUrl: string;
  readonly controlUrl: string;
  readonly reader: CardReader;
}

const DUE_MS = 60_000;

/** Serves the platform: the portal, the API behind mutual TLS, and the control port. Closing the platform is left to whoever opened it. */
export async function startPfcng(options: PfcngServiceOptions): Promise<RunningPfcng> {
  const { pfcng, issuer, trust, host = '127.0.0.1', random = systemRandom } = options;
  const names = NAMES[options.names ?? 'local'];
  const { clock } = pfcng;
  const actorOf = (request: Parameters<typeof cardActor>[1]) => cardActor(pfcng, request);
  const sessions = new Sessions(clock, random);
  let authUrl = '';
  const reader = new CardReader({
    pfcng,
    authUrl: () => authUrl,
    address: host,
    trust: () => trust().trustAnchors,
  });

  const app = await pfcngApp({ pfcng, actorOf });
  loginRoute(app, { sessions, actorOf });
  // Whoever guards the service client's port by a token does not want the portal to act for it.
  await registerPortal(app, { pfcng, reader, sessions, random, bench: options.controlToken === undefined });
  await app.ready();

  await using started = new AsyncDisposableStack();
  started.defer(() => app.close());
  const portal = started.use(
    await listenTls(app, {
      name: 'pfcng',
      host,
      port: options.port ?? 14_450,
      identity: await serverIdentity(issuer, names.portal, clock),
    }),
  );
  const auth = started.use(
    await listenTls(app, {
      name: 'pfcng-auth',
      host,
      port: options.authPort ?? 14_451,
      identity: await serverIdentity(issuer, names.auth, clock),
      verifyPeer: verifyCardCertificate(trust, clock),
    }),
  );
  const { controlPort = 14_452, controlToken: token } = options;
  const control = started.use(
    await startPfcngControl(pfcng, { port: controlPort, ...(token !== undefined && { host, token }) }),
  );
  const timer = setInterval(() => runDue(pfcng), DUE_MS);
  started.defer(() => clearInterval(timer));
  authUrl = `https://${names.auth}:${portOf(auth)}`;
  const url = `https://${names.portal}:${portOf(portal)}/pfcng-ihm/authentication.xhtml`;
  const running = started.move();
  return {
    ...runningService({ name: 'pfcng', url, controlUrl: control.url }, () => running.disposeAsync()),
    authUrl,
    controlUrl: control.url,
    reader,
  };
}

function runDue(pfcng: Pfcng): void {
  pfcng.runDue().catch((error: Error) => pfcng.journal.record('due-failed', { reason: error.message }));
}
