import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { answerOffice } from './dossiers/http.ts';
import type { Declaration, DpReply, Feed, OfPatient } from './dp/client.ts';
import { listen } from './listen.ts';
import type { Debit } from './psp/client.ts';
import type { ReferenceGap } from './reference-gap.ts';
import type { CertificateRenewal } from './renewal.ts';
import type { AnnuaireSearch } from './roc/annuaire-request.ts';
import type { Asked, Service } from './roc/request.ts';

type Parameters = Readonly<Record<string, unknown>>;
type Outcome = { readonly outcome: 'accepted' | 'refused' | 'error'; readonly detail?: string };

/** What the bench may ask of the GAP, by the drive contract. */
export interface RunningDrive extends AsyncDisposable {
  /** What banc.yaml names as drive.url. */
  readonly url: string;
}

export interface DriveOptions {
  /** Default 0: the system chooses. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Done at `POST /certificates/{name}/renewals`. */
  readonly renewals?: Readonly<Record<string, CertificateRenewal>>;
}

/**
 * Lets the bench make the GAP act, `POST /actions/{action}`, and people work in its office. Without any check of who asks,
 * so on the loopback address unless told otherwise.
 *
 * @throws BancError REF_GAP_PORT_TAKEN
 */
export async function startDrive(gap: ReferenceGap, options: DriveOptions = {}): Promise<RunningDrive> {
  const { port = 0, host = '127.0.0.1', renewals = {} } = options;
  const server = createServer((request, response) => {
    answer(gap, renewals, request, response).catch((error: Error) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end(`${error.message}\n`);
    });
  });
  const listening = await listen(server, host, port);
  return {
    url: `http://${host}:${listening.port}`,
    [Symbol.asyncDispose]: () => listening.stop(),
  };
}

async function answer(
  gap: ReferenceGap,
  renewals: NonNullable<DriveOptions['renewals']>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { office, terminals } = gap;
  const [, name = ''] = /^\/certificates\/([\w-]+)\/renewals$/.exec(request.url ?? '') ?? [];
  const renewal = request.method === 'POST' && Object.hasOwn(renewals, name) && renewals[name];
  if (renewal) {
    const { serialNumber, validTo } = await renewal.renew();
    response.writeHead(201, { 'content-type': 'application/json' });
    return void response.end(JSON.stringify({ serialNumber, validTo }));
  }
  if (office && (await answerOffice({ office, terminals }, request, response))) return;
  const [status, body] = await answerTo(gap, request);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function answerTo(gap: ReferenceGap, request: IncomingMessage): Promise<[number, object]> {
  const action = ACTIONS[request.url?.replace('/actions/', '') ?? ''];
  if (request.method !== 'POST' || action === undefined) return [501, {}];
  try {
    const { params } = (await json(request)) as { params: Parameters };
    return [200, await action(gap, params)];
  } catch (error) {
    return [200, { outcome: 'error', detail: (error as Error).message } satisfies Outcome];
  }
}

const ACTIONS: Readonly<
  Record<string, (gap: ReferenceGap, params: Parameters) => Outcome | Promise<Outcome>>
> = {
  'diapason.debit': async (gap, payment) => {
    try {
      return { outcome: 'accepted', detail: await gap.debit(payment as unknown as Debit) };
    } catch (error) {
      return { outcome: 'refused', detail: (error as Error).message };
    }
  },
  'roc.annuaire': searchAnnuaire,
  'roc.idb': roc('idb'),
  'roc.sim': roc('sim'),
  'roc.clc': roc('clc'),
  'roc.del': roc('del'),
  'dp.consult': (gap, order) => atDp(gap.dp.consult(order as unknown as OfPatient)),
  'dp.feed': (gap, order) => atDp(gap.dp.feed(order as unknown as Feed)),
  'dp.directory': (gap, order) => atDp(gap.dp.declare(order as unknown as Declaration)),
  'trust.refresh': (gap, { crls }) => {
    try {
      gap.useCrls(String(crls));
      return { outcome: 'accepted' };
    } catch (error) {
      return { outcome: 'refused', detail: (error as Error).message };
    }
  },
};

async function searchAnnuaire(gap: ReferenceGap, params: Parameters): Promise<Outcome> {
  const { addressFailed, ...search } = params as unknown as AnnuaireSearch & {
    readonly addressFailed: boolean;
  };
  try {
    const { address, detail } = await gap.findInsurer(search, addressFailed);
    return { outcome: address ? 'accepted' : 'refused', detail };
  } catch (error) {
    return { outcome: 'refused', detail: (error as Error).message };
  }
}

function roc(service: Service) {
  return async (gap: ReferenceGap, asked: Parameters): Promise<Outcome> => {
    try {
      const { accepted, detail } = await gap.roc(service, asked as unknown as Asked);
      return { outcome: accepted ? 'accepted' : 'refused', detail };
    } catch (error) {
      return { outcome: 'refused', detail: (error as Error).message };
    }
  };
}

function atDp(reply: Promise<DpReply>): Promise<Outcome> {
  return reply.then(
    ({ done, detail }) => ({ outcome: done ? 'accepted' : 'refused', detail }),
    (error: Error) => ({ outcome: 'refused', detail: error.message }),
  );
}
