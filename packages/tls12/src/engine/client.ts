import type { HandshakeMessageName } from '../constants.ts';
import { unexpectedMessage } from '../failure.ts';
import type { HandshakeMessage } from '../messages/handshake.ts';
import { decodeEmpty } from '../messages/key-exchange.ts';
import { ClientHandshake } from './client-handshake.ts';
import { Connection } from './connection.ts';
import { Engine } from './engine.ts';
import type { ClientEngineOptions } from './options.ts';

/** The client end of a connection. */
export class ClientEngine extends Engine {
  readonly #options: ClientEngineOptions;

  constructor(options: ClientEngineOptions) {
    const connection = new Connection(options);
    super(connection);
    this.#options = options;
    connection.onUnsolicited = (name, message) => this.#receiveUnsolicited(name, message);
  }

  /** Sends ClientHello. */
  start(): void {
    if (this.state !== 'idle') return;
    this.#handshake();
  }

  /**
   * Sends another ClientHello, which the server may refuse with no_renegotiation; the handshake that follows is made with
   * this identity. Without effect unless connected.
   */
  renegotiate(identity = this.#options.identity): void {
    if (this.state !== 'connected' || this.connection.handshaking) return;
    this.#handshake(identity);
  }

  #handshake(identity = this.#options.identity): void {
    const handshake = new ClientHandshake(this.connection, {
      ...this.#options,
      ...(identity && { identity }),
    });
    this.connection.begin(handshake);
    handshake.start();
  }

  #receiveUnsolicited(name: HandshakeMessageName, { body }: HandshakeMessage): void {
    if (name !== 'helloRequest') throw unexpectedMessage(`${name} without a handshake`);
    decodeEmpty(body, 'HelloRequest');
    this.connection.floodGuard.warning('HelloRequest');
    // Within a handshake it is ignored (RFC 5246 §7.4.1.1).
    if (this.connection.handshaking) return;
    if (this.connection.established?.secureRenegotiation) this.#handshake();
    else this.connection.sendAlert('warning', 'no_renegotiation');
  }
}
