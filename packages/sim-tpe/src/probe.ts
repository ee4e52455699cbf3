import type { Exchange } from '@banc-gap/simkit';
import { HttpAnswerReader } from './http-answer.ts';
import { RawAnswerReader } from './raw-answer.ts';

/** What a terminal asks once it is connected, to see whether it is served. */
export type Probe = HttpProbe | RawProbe;

export interface HttpProbe {
  readonly mode: 'http';
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** For a framed socket without HTTP. */
export interface RawProbe {
  readonly mode: 'raw';
  readonly send: Buffer;
  /** An answer is complete when it is as long as this; default: any octet will do. */
  readonly expect?: Buffer;
}

/** Takes an answer as it arrives, in whatever pieces. */
export interface AnswerReader {
  push(bytes: Buffer): void;
  /** Nothing more will come. */
  end(): void;
  readonly complete: boolean;
  /** Why this is no answer at all. */
  readonly malformed: string | undefined;
  /** Undefined where nothing came. */
  readonly answer: Exchange['answer'];
}

/** Octets of an answer that are kept; the rest is read and dropped. */
export const ANSWER_LIMIT = 64 * 1024;

export function answerReader(probe: Probe): AnswerReader {
  return probe.mode === 'http'
    ? new HttpAnswerReader(probe.method)
    : new RawAnswerReader(probe.expect?.length ?? 1);
}

/** The octets of the request; `host` is the name typed into the terminal. */
export function requestOf(probe: Probe, host: string): Buffer {
  if (probe.mode === 'raw') return probe.send;
  const body = Buffer.from(probe.body ?? '');
  const headers: Readonly<Record<string, string>> = {
    host,
    'user-agent': 'banc-gap sim-tpe',
    accept: '*/*',
    connection: 'close',
    ...(body.length > 0 && { 'content-length': String(body.length) }),
    ...lowerCased(probe.headers ?? {}),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `${probe.method} ${probe.path} HTTP/1.1\r\n${lines.join('')}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
