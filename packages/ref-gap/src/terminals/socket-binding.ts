import type { Duplex } from 'node:stream';
import type { TerminalDesk } from './desk.ts';
import { FrameReader, frame } from './framing.ts';

/** Milliseconds in which a message that has begun must be complete. */
const MESSAGE_TIMEOUT = 10_000;

/** Messages with their length before them; either side sends when it has something to say. */
export function serveSocket(connection: Duplex, serialNumber: string, desk: TerminalDesk): void {
  const reader = new FrameReader();
  const hangUp = () => void connection.destroy();
  const conversation = desk.open(serialNumber, {
    send: (message) => connection.write(frame(message)),
    hangUp,
  });
  let late: NodeJS.Timeout | undefined;
  connection.on('data', (octets: Buffer) => {
    clearTimeout(late);
    try {
      for (const message of reader.push(octets)) conversation.hear(message);
    } catch {
      hangUp();
    }
    if (reader.within) late = setTimeout(hangUp, MESSAGE_TIMEOUT);
  });
  connection.on('error', () => undefined); // 'close' follows
  connection.once('close', () => {
    clearTimeout(late);
    conversation.ended();
  });
}
