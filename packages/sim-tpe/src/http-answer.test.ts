import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HttpAnswerReader } from './http-answer.ts';

/** Reads it all, in pieces of that size. */
function read(text: string, { method = 'GET', ended = false, piece = text.length } = {}) {
  const reader = new HttpAnswerReader(method);
  const octets = Buffer.from(text, 'latin1');
  for (let at = 0; at < octets.length; at += piece) reader.push(octets.subarray(at, at + piece));
  if (ended) reader.end();
  const { answer, malformed } = reader;
  return {
    status: answer?.status,
    body: answer?.bytes.toString('latin1'),
    complete: reader.complete,
    malformed,
  };
}

const answers: readonly [name: string, text: string, expected: object, options?: object][] = [
  [
    'content-length',
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
    { status: 200, body: 'ok', complete: true },
  ],
  ['cut off', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok', { status: 200, body: 'ok', complete: false }],
  [
    'nothing behind',
    'HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n',
    { status: 400, body: '', complete: true },
  ],
  ['no reason', 'HTTP/1.1 204 \r\n\r\n', { status: 204, body: '', complete: true }],
  [
    'until the end',
    'HTTP/1.0 200 OK\r\n\r\nok',
    { status: 200, body: 'ok', complete: true },
    { ended: true },
  ],
  ['without an end', 'HTTP/1.0 200 OK\r\n\r\nok', { status: 200, body: 'ok', complete: false }],
  [
    'chunked',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\nok\r\n3;x=y\r\nabc\r\n0\r\nt: v\r\n\r\n',
    { status: 200, body: 'okabc', complete: true },
  ],
  [
    'a chunk too long',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nokay\r\n0\r\n\r\n',
    { status: 200, complete: false, malformed: 'a chunk longer than its size' },
  ],
  ['after 1xx', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 403 No\r\n\r\n', { status: 403, complete: false }],
  [
    'to HEAD',
    'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n',
    { status: 200, complete: true },
    { method: 'HEAD' },
  ],
  [
    'line feeds only',
    'HTTP/1.1 200 OK\nContent-Length: 2\n\nok',
    { status: 200, body: 'ok', complete: true },
  ],
  ['half a status line', 'HTTP/1.1 20', { status: undefined, body: 'HTTP/1.1 20', complete: false }],
  [
    'another protocol',
    'SSH-2.0-OpenSSH',
    { status: undefined, body: 'SSH-2.0-OpenSSH', malformed: 'no status line' },
  ],
  ['a wrong header', 'HTTP/1.1 200 OK\r\nno colon\r\n\r\n', { malformed: 'a header that is none' }],
  ['an endless head', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(20_000)}`, { malformed: 'a head without end' }],
];

describe('an HTTP answer', () => {
  test.each(answers)('%s', (_name, text, expected, options) => {
    expect(read(text, options)).toMatchObject(expected);
  });

  test('keeps 64 KiB of a longer body and still knows where it ends', () => {
    const answer = read(`HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n${'x'.repeat(100_000)}`, {
      piece: 1000,
    });
    expect(answer).toMatchObject({ complete: true, body: 'x'.repeat(64 * 1024) });
  });

  test('reads the same in pieces of any size', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...answers),
        fc.integer({ min: 1, max: 40 }),
        ([, text, , options], piece) => {
          expect(read(text, { ...options, piece })).toEqual(read(text, options));
        },
      ),
    );
  });

  test('never throws, whatever comes', () => {
    const start = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: start.length }),
        fc.uint8Array({ maxLength: 200 }),
        (kept, garbage) => {
          const reader = new HttpAnswerReader('GET');
          reader.push(Buffer.concat([Buffer.from(start.slice(0, kept)), garbage]));
          reader.end();
          expect(reader.complete && reader.malformed !== undefined).toBe(false);
        },
      ),
    );
  });
});
