import { type RunningService, runningService, startHttpService } from '@banc-gap/simkit';
import { startLdapServer } from '../ldap/server.ts';
import { Directory } from './directory.ts';
import { httpPublication } from './http.ts';
import { OCSP_PATH } from './ocsp-over-http.ts';
import type { PublicationSources } from './sources.ts';

export interface PublicationOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default the port of the state, which local publication has in every certificate. */
  readonly port?: number;
  /** Likewise, of the directory. */
  readonly ldapPort?: number;
  /** How late the fault `slow` is; default a minute. */
  readonly slowMs?: number;
}

/** CA files, CRLs and OCSP over HTTP, which `url` is about, and the directory; they stop together. */
export interface RunningPublication extends RunningService {
  readonly ocspUrl: string;
  readonly ldapUrl: string;
}

/** Publishes at the paths and names that certificates have. */
export async function startPublication(
  sources: PublicationSources,
  options: PublicationOptions,
): Promise<RunningPublication> {
  const { port, ldapPort } = sources.state.publication;
  const { host = '127.0.0.1', slowMs = 60_000 } = options;
  await using starting = new AsyncDisposableStack();
  const directory = new Directory(sources, slowMs);
  const ldap = starting.use(
    await startLdapServer({
      name: 'ldap',
      host,
      port: options.ldapPort ?? ldapPort,
      search: (request, stopping) => directory.search(request, stopping),
    }),
  );
  const app = httpPublication(sources, { slowMs, ldapUrl: ldap.url });
  const http = starting.use(
    await startHttpService(app, { name: 'igc-sante', host, port: options.port ?? port }),
  );
  const running = starting.move();
  return {
    ...runningService({ name: http.name, url: http.url }, () => running.disposeAsync()),
    ocspUrl: `${http.url}${OCSP_PATH}`,
    ldapUrl: ldap.url,
  };
}
