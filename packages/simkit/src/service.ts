import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { simkitErrors } from './errors.ts';

/** A service that answers until it is stopped; `await using` stops it. */
export interface RunningService extends AsyncDisposable {
  readonly name: string;
  readonly url: string;
  readonly controlUrl?: string;
  /** Resolves when every connection is closed; further calls change nothing. */
  stop(): Promise<void>;
}

export interface ListenOptions {
  readonly name: string;
  /** Default 127.0.0.1. */
  readonly host?: string | undefined;
  /** 0 lets the system choose. */
  readonly port: number;
}

/** Starts a Fastify application as a service, over plain HTTP. */
export async function startHttpService(
  app: FastifyInstance,
  options: ListenOptions,
): Promise<RunningService> {
  const host = options.host ?? '127.0.0.1';
  try {
    await app.listen({ host, port: options.port });
  } catch (cause) {
    await app.close();
    throw listenError(cause, { ...options, host });
  }
  const { port } = app.server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return runningService({ name: options.name, url }, () => app.close());
}

/** Completes a description with a `stop` that runs once, however often it is called. */
export function runningService(
  description: Pick<RunningService, 'name' | 'url' | 'controlUrl'>,
  close: () => PromiseLike<unknown>,
): RunningService {
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= Promise.resolve(close()).then(() => undefined);
    return stopping;
  };
  return { ...description, stop, [Symbol.asyncDispose]: stop };
}

/** Turns what `listen` failed with into an error that names the service and the port. */
export function listenError(cause: unknown, where: ListenOptions & { readonly host: string }): unknown {
  const parameters = { service: where.name, host: where.host, port: where.port };
  switch ((cause as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return simkitErrors.error('SIMKIT_PORT_TAKEN', parameters, { cause });
    case 'EACCES':
      return simkitErrors.error('SIMKIT_PORT_FORBIDDEN', parameters, { cause });
    case 'EADDRNOTAVAIL':
      return simkitErrors.error('SIMKIT_ADDRESS_UNAVAILABLE', parameters, { cause });
    case 'ENOTSUP':
      return simkitErrors.error('SIMKIT_PORT_NOT_SHARED', parameters, { cause });
    default:
      return cause;
  }
}
