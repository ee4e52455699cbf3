import type { Authorities } from '@banc-gap/mock-igc-sante';
import type { RunningClock, RunningService } from '@banc-gap/simkit';
import type { CommandArguments, OptionHelp } from '../command.ts';

/** What the services of a running bench share. */
export interface Bench {
  readonly authorities: Authorities;
  readonly clock: RunningClock;
  /** Where services listen that have no place of their own; control ports stay on the loopback address. */
  readonly host: string;
  /** Of each peer that a GAP calls, that do TLS, a core each; default: this one alone. */
  readonly processes?: number | undefined;
  /** The services that were started before, by their names in the ready file. */
  readonly running: Readonly<Record<string, Endpoint>>;
}

/** One part of the bench, as `banc up` starts it. */
export interface BenchService {
  /** As `banc up NAME` and the ready file have it. */
  readonly name: string;
  /** Its own options of `banc up`. */
  readonly options: Readonly<Record<string, OptionHelp>>;
  /** Whether it is started where nobody names services; absent: always. */
  readonly asked?: (args: CommandArguments) => boolean;
  start(bench: Bench, args: CommandArguments): Promise<StartedService>;
}

export interface StartedService extends AsyncDisposable {
  /** By their names in the ready file. */
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  /** Does what a time that was set has made due. */
  readonly runDue?: () => unknown;
  /** What a person has to know to use it. */
  readonly notice?: string;
}

export type Endpoint = Pick<RunningService, 'url' | 'controlUrl'>;

export function endpointOf({ url, controlUrl }: Endpoint): Endpoint {
  return { url, ...(controlUrl && { controlUrl }) };
}
