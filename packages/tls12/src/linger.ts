import type { Socket } from 'node:net';

const LINGER_MS = 1_000;

/**
 * Closes so that the last bytes reach the peer: to close with unread input makes the system send a reset, which can
 * overtake an alert. What the peer still sends is read and dropped, for a second at most.
 */
export function closeAfterDelivery(transport: Socket): void {
  if (transport.destroyed) return;
  const patience = setTimeout(() => transport.destroy(), LINGER_MS);
  transport.once('close', () => clearTimeout(patience));
  if (!transport.writableEnded) transport.end();
  transport.resume();
}
