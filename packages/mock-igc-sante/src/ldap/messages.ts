import { integer, octetString, sequence, TAG, tlv } from '@banc-gap/pki';
import { BerError, BerReader } from './ber.ts';
import { type Filter, readFilter } from './filter.ts';

/** RFC 4511 §4.1.9. */
export const RESULT = {
  success: 0,
  protocolError: 2,
  sizeLimitExceeded: 4,
  authMethodNotSupported: 7,
  unavailableCriticalExtension: 12,
  noSuchObject: 32,
  invalidDNSyntax: 34,
  invalidCredentials: 49,
  unwillingToPerform: 53,
  other: 80,
} as const;
export type ResultCode = (typeof RESULT)[keyof typeof RESULT];

export interface LdapResult {
  readonly code: ResultCode;
  readonly diagnostic?: string;
}

export interface SearchRequest {
  readonly base: string;
  readonly scope: 'base' | 'one' | 'sub';
  /** 0: no limit. */
  readonly sizeLimit: number;
  readonly typesOnly: boolean;
  readonly filter: Filter;
  readonly attributes: readonly string[];
}

export type Request =
  | { readonly kind: 'bind'; readonly version: number; readonly simple: boolean; readonly anonymous: boolean }
  | ({ readonly kind: 'search' } & SearchRequest)
  | { readonly kind: 'unbind' | 'abandon' }
  /** Known to LDAP, not done here; `responseTag` is what its answer has. */
  | { readonly kind: 'other'; readonly responseTag: number; readonly extended: boolean };

export interface Message {
  readonly id: number;
  readonly request: Request;
  readonly hasUnknownCriticalControl: boolean;
}

const OPERATION = { bind: 0x60, unbind: 0x42, search: 0x63, abandon: 0x50, extended: 0x77 } as const;
export const RESPONSE = { bind: 0x61, entry: 0x64, searchDone: 0x65, extended: 0x78 } as const;
/** Modify, add, delete, modify DN, compare, extended: the tag of each one's answer. */
const OTHERS: Readonly<Record<number, number>> = {
  102: 0x67,
  104: 0x69,
  74: 0x6b,
  108: 0x6d,
  110: 0x6f,
  [OPERATION.extended]: RESPONSE.extended,
};
const SCOPES = ['base', 'one', 'sub'] as const;

/** An LDAPMessage from the content of its SEQUENCE. */
export function readMessage(content: Buffer): Message {
  const reader = new BerReader(content);
  const id = reader.number();
  const { tag, content: operation } = reader.element();
  const request = readRequest(tag, operation);
  return { id, request, hasUnknownCriticalControl: !reader.atEnd && hasCritical(reader.enter(0xa0)) };
}

function readRequest(tag: number, content: Buffer): Request {
  const reader = new BerReader(content);
  switch (tag) {
    case OPERATION.bind:
      return readBind(reader);
    case OPERATION.search:
      return readSearch(reader);
    case OPERATION.unbind:
      return { kind: 'unbind' };
    case OPERATION.abandon:
      return { kind: 'abandon' };
    default: {
      const responseTag = OTHERS[tag];
      if (responseTag === undefined) throw new BerError('no such operation');
      return { kind: 'other', responseTag, extended: tag === OPERATION.extended };
    }
  }
}

function readBind(reader: BerReader): Request {
  const version = reader.number();
  reader.text();
  const { tag, content } = reader.element();
  // Without a password it is anonymous, whatever name it bears (RFC 4513 §5.1.2).
  return { kind: 'bind', version, simple: tag === 0x80, anonymous: content.length === 0 };
}

function readSearch(reader: BerReader): Request {
  const base = reader.text();
  const scope = SCOPES[reader.number(TAG.enumerated)];
  if (scope === undefined) throw new BerError('no such scope');
  reader.number(TAG.enumerated);
  const sizeLimit = reader.number();
  reader.number();
  const typesOnly = reader.boolean();
  const filter = readFilter(reader);
  const list = reader.enter(TAG.sequence);
  const attributes: string[] = [];
  while (!list.atEnd) attributes.push(list.text());
  return { kind: 'search', base, scope, sizeLimit, typesOnly, filter, attributes };
}

function hasCritical(controls: BerReader): boolean {
  let critical = false;
  while (!controls.atEnd) {
    const control = controls.enter(TAG.sequence);
    control.text();
    if (control.nextTag === TAG.boolean) critical = control.boolean() || critical;
  }
  return critical;
}

export function encodeResult(id: number, tag: number, { code, diagnostic = '' }: LdapResult): Buffer {
  return sequence(integer(id), tlv(tag, ...resultFields(code, diagnostic)));
}

export interface SearchEntry {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, values: readonly Uint8Array[]])[];
}

export function encodeEntry(id: number, { name, attributes }: SearchEntry): Buffer {
  const list = attributes.map(([type, values]) =>
    sequence(octetString(Buffer.from(type)), tlv(TAG.set, ...values.map(octetString))),
  );
  return sequence(integer(id), tlv(RESPONSE.entry, octetString(Buffer.from(name)), sequence(...list)));
}

/** Why the server hangs up without being asked (RFC 4511 §4.4.1). */
export function encodeNoticeOfDisconnection(diagnostic: string): Buffer {
  const name = tlv(0x8a, Buffer.from('1.3.6.1.4.1.1466.20036'));
  const fields = resultFields(RESULT.protocolError, diagnostic);
  return sequence(integer(0), tlv(RESPONSE.extended, ...fields, name));
}

function resultFields(code: ResultCode, diagnostic: string): Buffer[] {
  return [
    tlv(TAG.enumerated, Buffer.of(code)),
    octetString(Buffer.alloc(0)),
    octetString(Buffer.from(diagnostic)),
  ];
}
