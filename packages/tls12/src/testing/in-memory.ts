import { ClientEngine } from '../engine/client.ts';
import type { Engine } from '../engine/engine.ts';
import type { EngineEvent } from '../engine/events.ts';
import type { ClientEngineOptions, PeerVerdict, ServerEngineOptions } from '../engine/options.ts';
import { ServerEngine } from '../engine/server.ts';

/** What lies between two engines: the pieces in which the bytes of one side reach the other. */
export type Wire = (bytes: Buffer, from: 'client' | 'server') => readonly Uint8Array[];

const direct: Wire = (bytes) => [bytes];

/** One end of a conversation in memory, with everything that it told. */
export interface End<E extends Engine = Engine> {
  readonly engine: E;
  readonly events: EngineEvent[];
  /** The application data that came. */
  readonly data: () => Buffer;
}

/** More steps than this in one conversation are a hang. */
const STEPS = 100_000;

/** A client and a server without a network; each accepts the certificate of the other unless told otherwise. */
export class InMemoryPair {
  readonly client: End<ClientEngine>;
  readonly server: End<ServerEngine>;
  readonly #wire: Wire;
  readonly #verdict: PeerVerdict;
  #steps = 0;

  constructor(
    client: ClientEngineOptions,
    server: ServerEngineOptions,
    wire: Wire = direct,
    verdict: PeerVerdict = { accepted: true },
  ) {
    this.client = end(new ClientEngine(client));
    this.server = end(new ServerEngine(server));
    this.#wire = wire;
    this.#verdict = verdict;
  }

  /** Starts the handshake and goes on until neither side has anything to say. */
  run(): this {
    this.client.engine.start();
    return this.settle();
  }

  /** Carries bytes to and fro until neither side has anything to say. */
  settle(): this {
    do {
      this.#answer(this.client);
      this.#answer(this.server);
    } while (this.#carry('client') || this.#carry('server'));
    return this;
  }

  /** Tells both ends that the transport is over. */
  cut(): this {
    for (const side of [this.client, this.server]) {
      side.engine.transportEnded();
      this.#answer(side);
    }
    return this;
  }

  #carry(from: 'client' | 'server'): boolean {
    const to = from === 'client' ? this.server : this.client;
    let carried = false;
    for (let output = this[from].engine.takeOutput(); output; output = this[from].engine.takeOutput()) {
      carried = true;
      for (const piece of this.#wire(output, from)) {
        if (++this.#steps > STEPS) throw new Error(`the conversation goes on after ${STEPS} steps`);
        to.engine.receive(piece);
        this.#answer(to);
      }
    }
    return carried;
  }

  #answer({ engine, events }: End): void {
    for (let news = engine.takeEvents(); news.length > 0; news = engine.takeEvents()) {
      events.push(...news);
      if (news.some(({ type }) => type === 'peerCertificate')) engine.peerVerdict(this.#verdict);
    }
  }
}

function end<E extends Engine>(engine: E): End<E> {
  const events: EngineEvent[] = [];
  return {
    engine,
    events,
    data: () => Buffer.concat(events.flatMap((event) => (event.type === 'data' ? [event.bytes] : []))),
  };
}

/** The pieces of bytes, of the given sizes, over and over. */
export function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  for (let offset = 0, turn = 0; offset < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    pieces.push(bytes.subarray(offset, offset + size));
    offset += size;
  }
  return pieces;
}
