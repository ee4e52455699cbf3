import { MessageReader } from './reader.ts';
import { uint32, vector16 } from './writer.ts';

/** NewSessionTicket (RFC 5077 §3.3). */
export interface NewSessionTicket {
  /** Seconds; 0 leaves it to the client. */
  readonly lifetime: number;
  readonly ticket: Buffer;
}

export function encodeNewSessionTicket({ lifetime, ticket }: NewSessionTicket): Buffer {
  return Buffer.concat([uint32(lifetime), vector16(ticket)]);
}

export function decodeNewSessionTicket(body: Buffer): NewSessionTicket {
  const reader = new MessageReader(body, 'NewSessionTicket');
  const lifetime = reader.uint32();
  const ticket = reader.vector16();
  reader.end();
  return { lifetime, ticket };
}
