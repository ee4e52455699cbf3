import { Journal, type RunningTlsService, startTlsService, systemClock } from '@banc-gap/simkit';
import { connect, type Identity, type TlsConnection } from '@banc-gap/tls12';
import fastify from 'fastify';
import { forward } from '../gateway/forward.ts';
import { type GatewayOptions, startGateway } from '../gateway/gateway.ts';
import type { GatewayPerson } from '../gateway/people.ts';
import { USER_HEADER } from '../http/app.ts';
import type { Bench } from './bench.ts';
import { type Answer, type Sent, send } from './client.ts';
import { ORGANISATION, PEOPLE, PEOPLE_CA, type PersonName, SERVER_NAME } from './pki.ts';

const GATEWAY_NAME = 'passerelle.ch-test.fr';

/** Asks whatever stands between software and DP, as a person with a password. */
interface Asking extends AsyncDisposable {
  ask(who: PersonName, method: string, path: string, sent?: Sent): Promise<Answer>;
}

export interface GatewayBench extends Asking {
  readonly running: RunningTlsService;
  readonly serverName: string;
  readonly identities: Readonly<Partial<Record<PersonName, Identity>>>;
  optionsFor(people: readonly GatewayPerson[]): GatewayOptions;
}

export const connectTo = (port: number, serverName: string): Promise<TlsConnection> =>
  connect({ host: '127.0.0.1', port, serverName, verifyPeer: () => ({ accepted: true }) });

const passwordOf = (who: PersonName): string => `password of ${who}`;

function askingAt(running: RunningTlsService): Asking {
  return {
    async ask(who, method, path, { headers, ...sent } = {}) {
      const connection = await connectTo(running.port, GATEWAY_NAME);
      const login = Buffer.from(`${nationalIdOf(who)}:${passwordOf(who)}`).toString('base64');
      try {
        return await send(connection, method, `/dp/v1/${path}`, {
          ...sent,
          headers: { authorization: `Basic ${login}`, ...headers },
        });
      } finally {
        connection.destroy();
      }
    },
    [Symbol.asyncDispose]: () => running.stop(),
  };
}

/** The gateway of the bench, for these people. */
export async function gatewayBench(here: Bench, names: readonly PersonName[]): Promise<GatewayBench> {
  const identities = Object.fromEntries(names.map((name) => [name, here.pki.person(name)]));
  const people = names.map((name) => ({ password: passwordOf(name), identity: identities[name]! }));
  const optionsFor = (of: readonly GatewayPerson[]): GatewayOptions => ({
    people: of,
    dp: addressOf(here),
    identity: serverIdentity(here),
    journal: new Journal(systemClock),
    port: 0,
    serverName: GATEWAY_NAME,
  });
  const running = await startGateway(optionsFor(people));
  return { ...askingAt(running), running, serverName: GATEWAY_NAME, identities, optionsFor };
}

/** What a gateway must not be: it takes every password, and asks for everybody with the key of one pharmacist. */
export async function oneKeyProxy(here: Bench, { names }: { readonly names: boolean }): Promise<Asking> {
  const theOneKey = here.pki.person('pharmacist');
  const app = fastify();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.all('/dp/*', async ({ method, url, headers, body }, reply) => {
    const [user] = Buffer.from(headers.authorization!.slice('Basic '.length), 'base64').toString().split(':');
    const message = {
      method,
      path: url,
      headers: {
        'content-type': headers['content-type'] ?? 'application/json',
        ...(names && { [USER_HEADER]: user! }),
      },
      ...(Buffer.isBuffer(body) && { body }),
      patience: 10_000,
    };
    const answer = await forward(message, theOneKey, addressOf(here));
    const known = ['content-type', USER_HEADER].map((name) => [name, answer.headers[name]]);
    return reply.code(answer.status).headers(Object.fromEntries(known)).send(answer.body);
  });
  const running = await startTlsService(app, {
    name: 'one-key proxy',
    identity: serverIdentity(here),
    journal: new Journal(systemClock),
    port: 0,
  });
  return askingAt(running);
}

const addressOf = ({ pki, running }: Bench) => ({
  address: '127.0.0.1',
  port: running.port,
  serverName: SERVER_NAME,
  trustAnchors: [pki.root(PEOPLE_CA)],
});

const serverIdentity = ({ pki }: Bench): Identity =>
  pki.identity('igc-sante-test/ssl-serveur', { structure: ORGANISATION.structure, fqdn: GATEWAY_NAME });

function nationalIdOf(who: PersonName): string {
  const person = PEOPLE[who];
  return 'professional' in person ? person.professional.nationalId : person.employee.nationalId;
}
