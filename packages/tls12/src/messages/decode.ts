import { type AlertName, alertName } from '@banc-gap/pki';
import { CONTENT_TYPES, type HandshakeMessageName } from '../constants.ts';
import { Failure } from '../failure.ts';
import { type CertificateRequest, decodeCertificate, decodeCertificateRequest } from './certificate.ts';
import { handshakeMessageName } from './handshake.ts';
import { type ClientHello, decodeClientHello, decodeServerHello, type ServerHello } from './hello.ts';
import {
  type DigitallySigned,
  decodeCertificateVerify,
  decodeClientKeyExchange,
  decodeServerKeyExchange,
  type ServerKeyExchange,
} from './key-exchange.ts';
import { decodeNewSessionTicket, type NewSessionTicket } from './session-ticket.ts';

/** What a message says, for people: the content of a transcript. */
export type DecodedMessage =
  | ({ readonly type: 'clientHello' } & ClientHello)
  | ({ readonly type: 'serverHello' } & ServerHello)
  | { readonly type: 'certificate'; readonly chain: readonly Buffer[] }
  | ({ readonly type: 'serverKeyExchange' } & ServerKeyExchange)
  | ({ readonly type: 'certificateRequest' } & CertificateRequest)
  | { readonly type: 'clientKeyExchange'; readonly point: Buffer }
  | ({ readonly type: 'certificateVerify' } & DigitallySigned)
  | ({ readonly type: 'newSessionTicket' } & NewSessionTicket)
  | { readonly type: 'finished'; readonly verifyData: Buffer }
  | { readonly type: 'helloRequest' | 'serverHelloDone' | 'changeCipherSpec' }
  | {
      readonly type: 'alert';
      readonly level: 'warning' | 'fatal' | 'unknown';
      readonly name?: AlertName;
      readonly code: number;
    }
  | { readonly type: 'applicationData'; readonly length: number }
  /** What cannot be decoded; `of` is the name of the handshake message it claims to be. */
  | { readonly type: 'malformed'; readonly of?: HandshakeMessageName; readonly reason: string };

/** Decodes one message: a handshake message with its header, or the content of a record of another type. */
export function decodeMessage(contentType: number, bytes: Buffer): DecodedMessage {
  switch (contentType) {
    case CONTENT_TYPES.handshake:
      return decodeHandshakeMessage(bytes);
    case CONTENT_TYPES.alert:
      return decodeAlert(bytes);
    case CONTENT_TYPES.changeCipherSpec:
      if (bytes.length === 1 && bytes[0] === 1) return { type: 'changeCipherSpec' };
      return { type: 'malformed', reason: 'a ChangeCipherSpec that is not one octet of value 1' };
    case CONTENT_TYPES.applicationData:
      return { type: 'applicationData', length: bytes.length };
    default:
      return { type: 'malformed', reason: `a record of the unknown type ${contentType}` };
  }
}

const LEVELS = { 1: 'warning', 2: 'fatal' } as const;

function decodeAlert(bytes: Buffer): DecodedMessage {
  if (bytes.length !== 2) return { type: 'malformed', reason: `an alert of ${bytes.length} octets` };
  const [level, code] = bytes as unknown as [number, number];
  const name = alertName(code);
  return { type: 'alert', level: LEVELS[level as 1 | 2] ?? 'unknown', code, ...(name && { name }) };
}

function decodeHandshakeMessage(bytes: Buffer): DecodedMessage {
  const name = handshakeMessageName(bytes[0]!);
  if (name === undefined)
    return { type: 'malformed', reason: `a handshake message of the unknown type ${bytes[0]}` };
  try {
    return decodeBody(name, bytes.subarray(4));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { type: 'malformed', of: name, reason: String(error.parameters.detail) };
  }
}

function decodeBody(type: HandshakeMessageName, body: Buffer): DecodedMessage {
  switch (type) {
    case 'clientHello':
      return { type, ...decodeClientHello(body) };
    case 'serverHello':
      return { type, ...decodeServerHello(body) };
    case 'certificate':
      return { type, chain: decodeCertificate(body) };
    case 'serverKeyExchange':
      return { type, ...decodeServerKeyExchange(body) };
    case 'certificateRequest':
      return { type, ...decodeCertificateRequest(body) };
    case 'clientKeyExchange':
      return { type, point: decodeClientKeyExchange(body) };
    case 'certificateVerify':
      return { type, ...decodeCertificateVerify(body) };
    case 'newSessionTicket':
      return { type, ...decodeNewSessionTicket(body) };
    case 'finished':
      return { type, verifyData: body };
    case 'helloRequest':
    case 'serverHelloDone':
      return { type };
  }
}
