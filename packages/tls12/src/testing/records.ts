import { CONTENT_TYPES, TLS_1_2 } from '../constants.ts';
import { extension } from '../messages/extensions.ts';
import { encodeHandshakeMessage } from '../messages/handshake.ts';
import { encodeClientHello } from '../messages/hello.ts';

/** A record in the clear; `length` is what its header says. */
export function record(
  contentType: number,
  content: Uint8Array,
  version = 0x0301,
  length = content.length,
): Buffer {
  return Buffer.concat([
    Buffer.of(contentType, version >> 8, version & 0xff, length >> 8, length & 0xff),
    content,
  ]);
}

export function handshakeRecord(type: number, body: Uint8Array): Buffer {
  return record(CONTENT_TYPES.handshake, encodeHandshakeMessage(type, body));
}

export type HelloContent = Parameters<typeof encodeClientHello>[0];

/** A ClientHello that the server would answer, but for what is given. */
export function clientHello(content: Partial<HelloContent> = {}): Buffer {
  const extensions = [extension.supportedGroups([23]), extension.signatureAlgorithms([0x0401])];
  return handshakeRecord(
    1,
    encodeClientHello({
      version: TLS_1_2,
      random: Buffer.alloc(32, 7),
      sessionId: Buffer.alloc(0),
      cipherSuites: [0xc028],
      extensions,
      ...content,
    }),
  );
}
