import type { Server } from 'node:net';

/** A GAP that does not listen yet. */
export interface GapServer {
  readonly server: Server;
  /** From now on these CRLs, in PEM, in place of those before. */
  readonly useCrls: (crls: readonly string[]) => void;
}
