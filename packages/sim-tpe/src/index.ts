export { tpeErrors } from './errors.ts';
export { Fleet, type FleetExchange } from './fleet.ts';
export type { HttpProbe, Probe, RawProbe } from './probe.ts';
export { type GapLocation, type Resolution, resolve as resolveGap } from './resolve.ts';
export type { AlternativeName } from './server-check.ts';
export {
  type Attempt,
  type ServerChecks,
  Terminal,
  type TerminalOptions,
  type Timeouts,
} from './terminal.ts';
