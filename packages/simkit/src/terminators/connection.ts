import type { Socket } from 'node:net';
import { TlsConnection } from '@banc-gap/tls12';
import type { Introduction } from './messages.ts';
import { Tunnel } from './tunnel.ts';

/** A TLS connection that a terminator has: what an application and http.Server ask of a `TlsConnection`. */
export class TerminatedConnection extends Tunnel {
  readonly encrypted = true;
  #introduction: Introduction | undefined;

  constructor(socket: Socket, onSecure: (connection: TerminatedConnection) => void) {
    super(socket, { allowHalfOpen: false });
    this.on('truncated', () => this.destroy());
    // As with a TlsConnection, a client that fails ends no process.
    this.on('error', () => undefined);
    this.on('introduction', (introduction: Introduction) => {
      const first = this.#introduction === undefined;
      this.#introduction = introduction; // Another one after each renegotiation.
      if (first) onSecure(this);
    });
  }

  get info(): Introduction['info'] | undefined {
    return this.#introduction?.info;
  }

  get peerChain(): readonly Uint8Array[] {
    return this.info?.peerChain ?? [];
  }

  get remoteAddress(): string | undefined {
    return this.#introduction?.remoteAddress;
  }

  get remotePort(): number | undefined {
    return this.#introduction?.remotePort;
  }

  get remoteFamily(): string | undefined {
    return this.#introduction?.remoteFamily;
  }

  get localAddress(): string | undefined {
    return this.#introduction?.localAddress;
  }

  get localPort(): number | undefined {
    return this.#introduction?.localPort;
  }
}

/** The certificates that the client of a connection has shown, DER, leaf first; empty where it is not one of TLS. */
export function peerChainOf(socket: object): readonly Uint8Array[] {
  return socket instanceof TlsConnection || socket instanceof TerminatedConnection ? socket.peerChain : [];
}
