import { illegalParameter } from '../failure.ts';
import { decodeExtensions, type Extensions, encodeExtensions, type RawExtension } from './extensions.ts';
import { MessageReader } from './reader.ts';
import { codes16, uint8, uint16, vector8 } from './writer.ts';

/** ClientHello and ServerHello (RFC 5246 §7.4.1). */

export const RANDOM_LENGTH = 32;
const LONGEST_SESSION_ID = 32;
const NULL_COMPRESSION = 0;

interface Hello {
  readonly version: number;
  readonly random: Buffer;
  readonly sessionId: Buffer;
}

export interface ClientHello extends Hello {
  readonly cipherSuites: readonly number[];
  readonly extensions: Extensions;
}

export interface ServerHello extends Hello {
  readonly cipherSuite: number;
  readonly extensions: Extensions;
}

export function encodeClientHello(
  hello: Hello & { readonly cipherSuites: readonly number[]; readonly extensions: readonly RawExtension[] },
): Buffer {
  return Buffer.concat([
    uint16(hello.version),
    hello.random,
    vector8(hello.sessionId),
    codes16(hello.cipherSuites),
    vector8(uint8(NULL_COMPRESSION)),
    encodeExtensions(hello.extensions),
  ]);
}

export function decodeClientHello(body: Buffer): ClientHello {
  const reader = new MessageReader(body, 'ClientHello');
  const hello = decodeHello(reader);
  const cipherSuites = reader.codes16();
  if (!reader.vector8(1).includes(NULL_COMPRESSION))
    throw illegalParameter('no null compression in ClientHello');
  const extensions = decodeExtensions(reader, 'ClientHello');
  reader.end();
  return { ...hello, cipherSuites, extensions };
}

export function encodeServerHello(
  hello: Hello & { readonly cipherSuite: number; readonly extensions: readonly RawExtension[] },
): Buffer {
  return Buffer.concat([
    uint16(hello.version),
    hello.random,
    vector8(hello.sessionId),
    uint16(hello.cipherSuite),
    uint8(NULL_COMPRESSION),
    encodeExtensions(hello.extensions),
  ]);
}

export function decodeServerHello(body: Buffer): ServerHello {
  const reader = new MessageReader(body, 'ServerHello');
  const hello = decodeHello(reader);
  const cipherSuite = reader.uint16();
  if (reader.uint8() !== NULL_COMPRESSION) throw illegalParameter('a compression method in ServerHello');
  const extensions = decodeExtensions(reader, 'ServerHello');
  reader.end();
  return { ...hello, cipherSuite, extensions };
}

function decodeHello(reader: MessageReader): Hello {
  return {
    version: reader.uint16(),
    random: reader.octets(RANDOM_LENGTH),
    sessionId: reader.vector8(0, LONGEST_SESSION_ID),
  };
}
