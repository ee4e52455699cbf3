import type { FastifyInstance } from 'fastify';
import type { CardReader } from '../access/reader.ts';
import type { Sessions } from '../access/sessions.ts';
import type { Pfcng } from '../pfcng.ts';

export interface PortalContext {
  readonly pfcng: Pfcng;
  readonly reader: CardReader;
  readonly sessions: Sessions;
}

/** The pages below /pfcng-ihm/. */
export function registerPortal(_app: FastifyInstance, _context: PortalContext): void {}
