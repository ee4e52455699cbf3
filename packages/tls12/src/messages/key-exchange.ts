import { decodeError, illegalParameter } from '../failure.ts';
import { MessageReader } from './reader.ts';
import { uint8, uint16, vector8, vector16 } from './writer.ts';

const NAMED_CURVE = 3;

/** ServerKeyExchange of ECDHE (RFC 8422 §5.4). */
export interface ServerKeyExchange {
  readonly group: number;
  readonly point: Buffer;
  readonly scheme: number;
  readonly signature: Buffer;
  /** ServerECDHParams, as they were signed. */
  readonly parameters: Buffer;
}

export function encodeParameters(group: number, point: Uint8Array): Buffer {
  return Buffer.concat([uint8(NAMED_CURVE), uint16(group), vector8(point)]);
}

/** A signature with its algorithm: the end of ServerKeyExchange, and all of CertificateVerify (RFC 5246 §4.7, §7.4.8). */
export interface DigitallySigned {
  readonly scheme: number;
  readonly signature: Buffer;
}

export function encodeDigitallySigned({ scheme, signature }: DigitallySigned): Buffer {
  return Buffer.concat([uint16(scheme), vector16(signature)]);
}

function readDigitallySigned(reader: MessageReader): DigitallySigned {
  return { scheme: reader.uint16(), signature: reader.vector16() };
}

export function decodeServerKeyExchange(body: Buffer): ServerKeyExchange {
  const reader = new MessageReader(body, 'ServerKeyExchange');
  if (reader.uint8() !== NAMED_CURVE) throw illegalParameter('a curve without a name in ServerKeyExchange');
  const group = reader.uint16();
  const point = reader.vector8(1);
  const parameters = body.subarray(0, reader.offset);
  const signed = readDigitallySigned(reader);
  reader.end();
  return { group, point, parameters, ...signed };
}

/** ClientECDiffieHellmanPublic (RFC 8422 §5.7). */
export function encodeClientKeyExchange(point: Uint8Array): Buffer {
  return vector8(point);
}

export function decodeClientKeyExchange(body: Buffer): Buffer {
  const reader = new MessageReader(body, 'ClientKeyExchange');
  const point = reader.vector8(1);
  reader.end();
  return point;
}

export function decodeCertificateVerify(body: Buffer): DigitallySigned {
  const reader = new MessageReader(body, 'CertificateVerify');
  const signed = readDigitallySigned(reader);
  reader.end();
  return signed;
}

/** HelloRequest and ServerHelloDone have nothing in them. */
export function decodeEmpty(body: Buffer, message: string): void {
  if (body.length > 0) throw decodeError(`${message} is not empty`);
}
