import { COMPRESSION_METHODS } from '../constants.ts';
import { illegalParameter } from '../failure.ts';
import { decodeExtensions, type Extensions, encodeExtensions, type RawExtension } from './extensions.ts';
import { MessageReader } from './reader.ts';
import { codes16, uint8, uint16, vector8 } from './writer.ts';

/** ClientHello and ServerHello (RFC 5246 §7.4.1). */

export const RANDOM_LENGTH = 32;
const LONGEST_SESSION_ID = 32;

interface Hello {
  readonly version: number;
  readonly random: Buffer;
  readonly sessionId: Buffer;
}

export interface ClientHello extends Hello {
  readonly cipherSuites: readonly number[];
  readonly compressionMethods: readonly number[];
  readonly extensions: Extensions;
}

export interface ServerHello extends Hello {
  readonly cipherSuite: number;
  readonly compressionMethod: number;
  readonly extensions: Extensions;
}

export function encodeClientHello(
  hello: Hello & {
    readonly cipherSuites: readonly number[];
    /** Default: none. */
    readonly compressionMethods?: readonly number[];
    readonly extensions: readonly RawExtension[];
  },
): Buffer {
  const { compressionMethods = [COMPRESSION_METHODS.none] } = hello;
  return Buffer.concat([
    uint16(hello.version),
    hello.random,
    vector8(hello.sessionId),
    codes16(hello.cipherSuites),
    vector8(Buffer.from(compressionMethods)),
    encodeExtensions(hello.extensions),
  ]);
}

export function decodeClientHello(body: Buffer): ClientHello {
  const reader = new MessageReader(body, 'ClientHello');
  const hello = decodeHello(reader);
  const cipherSuites = reader.codes16();
  const compressionMethods = [...reader.vector8(1)];
  if (!compressionMethods.includes(COMPRESSION_METHODS.none)) {
    throw illegalParameter('no null compression in ClientHello');
  }
  const extensions = decodeExtensions(reader, 'ClientHello');
  reader.end();
  return { ...hello, cipherSuites, compressionMethods, extensions };
}

export function encodeServerHello(
  hello: Hello & {
    readonly cipherSuite: number;
    readonly compressionMethod: number;
    readonly extensions: readonly RawExtension[];
  },
): Buffer {
  return Buffer.concat([
    uint16(hello.version),
    hello.random,
    vector8(hello.sessionId),
    uint16(hello.cipherSuite),
    uint8(hello.compressionMethod),
    encodeExtensions(hello.extensions),
  ]);
}

export function decodeServerHello(body: Buffer): ServerHello {
  const reader = new MessageReader(body, 'ServerHello');
  const hello = decodeHello(reader);
  const cipherSuite = reader.uint16();
  const compressionMethod = reader.uint8();
  const extensions = decodeExtensions(reader, 'ServerHello');
  reader.end();
  return { ...hello, cipherSuite, compressionMethod, extensions };
}

function decodeHello(reader: MessageReader): Hello {
  return {
    version: reader.uint16(),
    random: reader.octets(RANDOM_LENGTH),
    sessionId: reader.vector8(0, LONGEST_SESSION_ID),
  };
}
