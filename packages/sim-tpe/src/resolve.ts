import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { BancError } from '@banc-gap/pki';
import { tpeErrors } from './errors.ts';

/** Where the terminal was told to find the GAP. */
export interface GapLocation {
  /** The name typed into the terminal, which the certificate of the GAP must carry as its CN. */
  readonly fqdn: string;
  /** Where to connect, apart from the name: an IP address, or a name that the system knows. Default: the FQDN, resolved. */
  readonly address?: string;
  readonly port: number;
  /** An IP address, with a port if it is not 53; default: what the system resolves with. */
  readonly dnsServer?: string;
}

export type Resolution =
  | { readonly found: true; readonly addresses: readonly string[] }
  | { readonly found: false; readonly error: BancError };

/** Each that is tried and does not answer costs the time of a connection. */
const MOST_ADDRESSES = 4;

/** Answers that mean that the name does not exist, or has no address; all else is a server that does not answer. */
const NOT_FOUND = new Set(['ENOTFOUND', 'ENODATA']);

/** The addresses of the GAP, within that many milliseconds. */
export async function resolve(location: GapLocation, timeout: number): Promise<Resolution> {
  const { address, fqdn, dnsServer } = location;
  const question =
    address === undefined ? { name: fqdn, dnsServer } : { name: address, dnsServer: undefined };
  if (isIP(question.name) !== 0) return { found: true, addresses: [question.name] };
  const patience = Promise.withResolvers<never>();
  const timer = setTimeout(() => patience.reject(new Error(`no answer within ${timeout} ms`)), timeout);
  try {
    const addresses = await Promise.race([ask(question, timeout), patience.promise]);
    return { found: true, addresses: addresses.slice(0, MOST_ADDRESSES) };
  } catch (cause) {
    return { found: false, error: resolutionError(question, cause) };
  } finally {
    clearTimeout(timer);
  }
}

interface Question {
  readonly name: string;
  readonly dnsServer: string | undefined;
}

async function ask({ name, dnsServer }: Question, timeout: number): Promise<readonly string[]> {
  if (dnsServer === undefined) {
    const found = await lookup(name, { all: true });
    return found.map(({ address }) => address);
  }
  const resolver = new Resolver({ timeout, tries: 1 });
  resolver.setServers([dnsServer]);
  try {
    return await resolver.resolve4(name);
  } catch (error) {
    if (codeOf(error) !== 'ENODATA') throw error;
    return await resolver.resolve6(name);
  }
}

function resolutionError({ name, dnsServer }: Question, cause: unknown): BancError {
  const code = NOT_FOUND.has(codeOf(cause) ?? '') ? 'TPE_NAME_NOT_FOUND' : 'TPE_DNS_UNAVAILABLE';
  const server = dnsServer === undefined ? 'this system' : `DNS server ${dnsServer}`;
  const detail = codeOf(cause) ?? (cause as Error).message;
  return tpeErrors.error(code, { name, server, detail }, { cause });
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
