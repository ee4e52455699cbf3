import { Engine } from './engine.ts';
import type { ServerEngineOptions } from './options.ts';

export class ServerEngine extends Engine {
  readonly options: ServerEngineOptions;

  constructor(options: ServerEngineOptions) {
    super();
    this.options = options;
  }

  /** Asks the client for a new handshake (HelloRequest), in which it must present a certificate if `clientCertificate` says so. */
  requestRenegotiation(_clientCertificate: ServerEngineOptions['clientCertificate']): void {}
}
