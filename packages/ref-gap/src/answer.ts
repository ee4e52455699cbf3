import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a terminal that got in is told: `GET /` is the probe, whose only business is to be answered. */
export function answerTerminal(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  if (request.url !== '/') send(response, 404, { error: 'not found' });
  else if (request.method !== 'GET') send(response, 405, { error: 'method not allowed' }, { allow: 'GET' });
  else send(response, 200, { service: 'reference GAP', status: 'ready' });
}

function send(
  response: ServerResponse,
  status: number,
  body: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}
