import type { Server } from 'node:net';
import type { ServedCertificate } from './material.ts';

/** A GAP that does not listen yet. What it is given anew counts for connections that begin from then on. */
export interface GapServer {
  readonly server: Server;
  /** These CRLs, in PEM, in place of those before. */
  readonly useCrls: (crls: readonly string[]) => void;
  /** This certificate in place of the one before. */
  readonly useCertificate: (served: ServedCertificate) => void;
}
