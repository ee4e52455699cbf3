import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { Agent, request } from 'node:https';
import fastify from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { attachHttp, createTls12Server, type Tls12Server } from './server.ts';
import { TlsConnection } from './socket.ts';
import { acceptAny, listenOn } from './testing/endpoints.ts';
import { ForeignProcess } from './testing/foreign-process.ts';
import { MEGABYTE, payload, sha256 } from './testing/payload.ts';
import { SERVER_NAME, type TestIdentity, TestPki } from './testing/test-pki.ts';

describe('HTTP over a TLS 1.2 server', () => {
  const data = payload();
  const cleanUp: (() => unknown)[] = [];
  let pki: TestPki;
  let identity: TestIdentity;
  let terminal: TestIdentity;

  beforeAll(async () => {
    pki = await TestPki.create();
    [identity, terminal] = await Promise.all([pki.server(), pki.terminal()]);
  });
  afterEach(async () => {
    for (const step of cleanUp.splice(0).reverse()) await step();
  });
  afterAll(() => pki[Symbol.asyncDispose]());

  function tlsServer(): Tls12Server {
    const server = createTls12Server({ identity, clientCertificate: 'require', verifyPeer: acceptAny });
    cleanUp.push(() => server[Symbol.asyncDispose]());
    return server;
  }

  /** An HTTPS client that keeps one connection. */
  function keepAliveClient(port: number): (path: string, body?: Buffer) => Promise<Answer> {
    const agent = new Agent({
      ...{ host: '127.0.0.1', port, servername: SERVER_NAME, ca: pki.serverRoot.certificate.pem },
      ...{ cert: terminal.pem, key: terminal.privateKey.export({ format: 'pem', type: 'pkcs8' }) },
      ...{ keepAlive: true, maxSockets: 1, maxVersion: 'TLSv1.2' as const },
    });
    cleanUp.push(() => agent.destroy());
    return (path, body) =>
      new Promise((resolve, reject) => {
        const headers = { 'content-type': 'application/octet-stream' };
        request({ agent, path, method: body ? 'POST' : 'GET', headers: body ? headers : {} }, (response) => {
          readAnswer(response).then(resolve, reject);
        })
          .on('error', reject)
          .end(body);
      });
  }

  const echo: RequestListener = (incoming, outgoing) => {
    outgoing.setHeader('x-encrypted', String((incoming.socket as object) instanceof TlsConnection));
    incoming.pipe(outgoing);
  };

  it('serves node:http: kept-alive connections and bodies of a megabyte', async () => {
    const server = tlsServer();
    attachHttp(server, createServer(echo));
    const send = keepAliveClient(await listenOn(server));
    const answers = [await send('/', data), await send('/', data), await send('/', Buffer.from('short'))];
    expect(answers.map(({ body }) => sha256(body))).toEqual(
      [data, data, 'short'].map((body) => sha256(Buffer.from(body))),
    );
    expect(answers[0]?.headers['x-encrypted']).toBe('true');
    expect(new Set(answers.map(({ localPort }) => localPort)).size).toBe(1);
  });

  it('serves Fastify, which sees https, the address of the client and its certificate', async () => {
    const app = fastify({ bodyLimit: 2 * MEGABYTE });
    cleanUp.push(() => app.close());
    app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, body);
    });
    app.get('/', ({ protocol, ip, raw }) => {
      const connection = raw.socket as unknown as TlsConnection;
      return { protocol, ip, certificates: connection.peerChain.length, resumed: connection.info?.resumed };
    });
    app.post('/', ({ body }) => body);
    await app.ready();
    const server = tlsServer();
    attachHttp(server, app.server);
    const send = keepAliveClient(await listenOn(server));
    const seen = await send('/');
    expect(JSON.parse(seen.body.toString())).toEqual({
      protocol: 'https',
      ip: '127.0.0.1',
      certificates: 2,
      resumed: false,
    });
    const posted = await send('/', data);
    expect(posted.status).toBe(200);
    expect(sha256(posted.body)).toBe(sha256(data));
    expect(posted.localPort).toBe(seen.localPort);
  });

  it('closes with kept-alive connections open', async () => {
    const server = tlsServer();
    attachHttp(server, createServer(echo));
    const send = keepAliveClient(await listenOn(server));
    await send('/', Buffer.from('once'));
    const closed = new Promise((resolve) => server.close(resolve));
    expect(await closed).toBeUndefined();
    await expect(send('/', Buffer.from('twice'))).rejects.toThrow();
  });

  it.skipIf(!foreignTool('curl'))('answers curl, twice on one connection', async () => {
    const server = tlsServer();
    attachHttp(server, createServer(echo));
    const port = await listenOn(server);
    const body = await pki.file(data, 'bin');
    const url = `https://${SERVER_NAME}:${port}/`;
    await using curl = new ForeignProcess('curl', [
      ...['--silent', '--show-error', '--tls-max', '1.2', '--resolve', `${SERVER_NAME}:${port}:127.0.0.1`],
      ...['--cacert', await pki.file(pki.serverRoot.certificate.pem)],
      ...['--cert', terminal.files.chain, '--key', terminal.files.key],
      ...['--write-out', '%{stderr}%{http_code} %{num_connects}\n', '--data-binary', `@${body}`, url, url],
    ]);
    const { code, stdout, stderr } = await curl.ended;
    expect(code, stderr).toBe(0);
    expect(stderr.trim().split('\n')).toEqual(['200 1', '200 0']);
    expect(sha256(stdout)).toBe(sha256(Buffer.concat([data, data])));
  });

  it.skipIf(!foreignTool('openssl'))('answers openssl s_client, and ends with close_notify', async () => {
    const server = tlsServer();
    attachHttp(server, createServer(echo));
    const port = await listenOn(server);
    const { leaf, issuer, key } = terminal.files;
    await using client = new ForeignProcess('openssl', [
      ...['s_client', '-connect', `127.0.0.1:${port}`, '-tls1_2', '-quiet', '-no_ign_eof'],
      ...['-cert', leaf, '-cert_chain', issuer, '-key', key],
      ...['-CAfile', await pki.file(pki.serverRoot.certificate.pem), '-verify_return_error'],
    ]);
    client.write('POST / HTTP/1.1\r\nhost: gap\r\nconnection: close\r\ncontent-length: 5\r\n\r\nhello');
    const { code, stdout } = await client.ended;
    expect(code).toBe(0);
    expect(stdout.toString()).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*hello/);
  });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** Tells one connection from the next. */
  readonly localPort: number | undefined;
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const { statusCode: status, headers } = response;
  const { localPort } = response.socket;
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status, headers, body: Buffer.concat(chunks), localPort };
}
