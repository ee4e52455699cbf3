import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Debit } from './psp-client.ts';
import type { ReferenceGap } from './reference-gap.ts';

type Parameters = Readonly<Record<string, unknown>>;
type Outcome = { readonly outcome: 'accepted' | 'refused' | 'error'; readonly detail?: string };

/** What the bench may ask of the GAP, by the drive contract. */
export interface RunningDrive extends AsyncDisposable {
  /** What banc.yaml names as drive.url. */
  readonly url: string;
}

/** Lets the bench make the GAP act: `POST /actions/{action}`. Without any check of who asks, so on loopback only. */
export async function startDrive(gap: ReferenceGap): Promise<RunningDrive> {
  const server = createServer((request, response) => void answer(gap, request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: () => close(server) };
}

async function answer(gap: ReferenceGap, request: IncomingMessage, response: ServerResponse): Promise<void> {
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
      const { authorised, detail } = await gap.debit(payment as unknown as Debit);
      return { outcome: authorised ? 'accepted' : 'refused', detail };
    } catch (error) {
      return { outcome: 'refused', detail: (error as Error).message };
    }
  },
  'trust.refresh': (gap, { crls }) => {
    try {
      gap.useCrls(String(crls));
      return { outcome: 'accepted' };
    } catch (error) {
      return { outcome: 'refused', detail: (error as Error).message };
    }
  },
};

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
