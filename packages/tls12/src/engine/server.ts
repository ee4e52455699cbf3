import { HANDSHAKE_TYPES, type HandshakeMessageName } from '../constants.ts';
import { unexpectedMessage } from '../failure.ts';
import { encodeHandshakeMessage, type HandshakeMessage } from '../messages/handshake.ts';
import { Connection } from './connection.ts';
import { Engine } from './engine.ts';
import type { ServerEngineOptions } from './options.ts';
import { ServerHandshake } from './server-handshake.ts';

/** The server end of a connection; waits for ClientHello. */
export class ServerEngine extends Engine {
  readonly #options: ServerEngineOptions;
  #requested: ServerEngineOptions['clientCertificate'] | undefined;

  constructor(options: ServerEngineOptions) {
    const connection = new Connection(options);
    super(connection);
    this.#options = options;
    connection.onUnsolicited = (name, message) => this.#receiveUnsolicited(name, message);
    connection.begin(new ServerHandshake(connection, options));
  }

  /**
   * Sends HelloRequest. In the handshake that may follow the client is asked for its certificate as `clientCertificate`
   * says. Without effect unless connected.
   */
  requestRenegotiation(clientCertificate: ServerEngineOptions['clientCertificate']): void {
    if (this.state !== 'connected' || this.connection.handshaking) return;
    this.#requested = clientCertificate;
    this.connection.outbox.handshakeMessage(
      encodeHandshakeMessage(HANDSHAKE_TYPES.helloRequest, Buffer.alloc(0)),
    );
  }

  #receiveUnsolicited(name: HandshakeMessageName, message: HandshakeMessage): void {
    if (name !== 'clientHello') throw unexpectedMessage(`${name} without a handshake`);
    if (this.#requested === undefined && !this.connection.tolerances.clientRenegotiation) {
      this.connection.floodGuard.warning('attempts to renegotiate');
      this.connection.sendAlert('warning', 'no_renegotiation');
      return;
    }
    const clientCertificate = this.#requested ?? this.#options.clientCertificate;
    this.#requested = undefined;
    const handshake = new ServerHandshake(this.connection, { ...this.#options, clientCertificate });
    this.connection.begin(handshake);
    handshake.receive(name, message);
  }
}
