import type { Server, Socket } from 'node:net';

/** As the documentation of node:tls shows it for a cluster; nothing there tells of connections that failed. */
export function keepSessions(server: Server): void {
  const sessions = new Map<string, Buffer>();
  server.on('newSession', (id: Buffer, session: Buffer, done: () => void) => {
    sessions.set(id.toString('hex'), session);
    done();
  });
  server.on('resumeSession', (id: Buffer, done: (error: null, session: Buffer | null) => void) => {
    done(null, sessions.get(id.toString('hex')) ?? null);
  });
}

/** Hands each connection on when the one before is over. */
export function takeTurns(server: Server): void {
  const handlers = server.listeners('connection') as ((socket: Socket) => void)[];
  server.removeAllListeners('connection');
  let turn: Promise<unknown> = Promise.resolve();
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => undefined); // it may break off while it waits
    turn = turn.then(() => {
      if (socket.destroyed) return undefined;
      const over = new Promise((resolve) => socket.once('close', resolve));
      for (const handle of handlers) handle.call(server, socket);
      return over;
    });
  });
}
