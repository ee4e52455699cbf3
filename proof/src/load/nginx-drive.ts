import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Nginx } from '../stacks/nginx.ts';

/** The drive of a GAP behind nginx, as far as trust.refresh goes: writes the CRLs where nginx has them, and reloads it. */
export async function startNginxDrive(nginx: Nginx, crlFile: string) {
  const server = createServer(async (request, response) => {
    if (request.url !== '/actions/trust.refresh') return void response.writeHead(501).end();
    const { params } = (await json(request)) as { params: { crls: string } };
    writeFileSync(crlFile, params.crls);
    await nginx.reload();
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ outcome: 'accepted' }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
