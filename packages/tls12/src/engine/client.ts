import { Engine } from './engine.ts';
import type { ClientEngineOptions } from './options.ts';

export class ClientEngine extends Engine {
  readonly options: ClientEngineOptions;

  constructor(options: ClientEngineOptions) {
    super();
    this.options = options;
  }

  /** Sends ClientHello. */
  start(): void {}
}
