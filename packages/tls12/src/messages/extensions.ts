import { EXTENSION_TYPES } from '../constants.ts';
import { decodeError, illegalParameter } from '../failure.ts';
import { MessageReader } from './reader.ts';
import { codes16, vector8, vector16 } from './writer.ts';

export interface RawExtension {
  readonly type: number;
  readonly data: Buffer;
}

/** The extensions of a hello that mean something here; `types` has all there were, in order. */
export interface Extensions {
  readonly types: readonly number[];
  readonly serverName?: string;
  readonly supportedGroups?: readonly number[];
  readonly ecPointFormats?: readonly number[];
  readonly signatureAlgorithms?: readonly number[];
  readonly encryptThenMac: boolean;
  readonly extendedMasterSecret: boolean;
  readonly sessionTicket?: Buffer;
  /** renegotiated_connection of RFC 5746 §3.2. */
  readonly renegotiationInfo?: Buffer;
}

const EMPTY = Buffer.alloc(0);
const LIST_LENGTH_OCTETS = 2;
/** Type and length of an extension. */
const HEADER_LENGTH = 4;

export function encodeExtensions(extensions: readonly RawExtension[]): Buffer {
  if (extensions.length === 0) return EMPTY;
  let length = 0;
  for (const { data } of extensions) length += HEADER_LENGTH + data.length;
  const octets = Buffer.allocUnsafe(LIST_LENGTH_OCTETS + length);
  let offset = octets.writeUInt16BE(length);
  for (const { type, data } of extensions) {
    offset = octets.writeUInt16BE(type, offset);
    offset = octets.writeUInt16BE(data.length, offset);
    octets.set(data, offset);
    offset += data.length;
  }
  return octets;
}

const HOST_NAME = 0;
const UNCOMPRESSED = 0;

export const extension = {
  serverName: (name: string): RawExtension => ({
    type: EXTENSION_TYPES.serverName,
    data: vector16(Buffer.of(HOST_NAME), vector16(Buffer.from(name, 'ascii'))),
  }),
  serverNameAcknowledged: (): RawExtension => ({ type: EXTENSION_TYPES.serverName, data: EMPTY }),
  supportedGroups: (groups: readonly number[]): RawExtension => ({
    type: EXTENSION_TYPES.supportedGroups,
    data: codes16(groups),
  }),
  ecPointFormats: (): RawExtension => ({
    type: EXTENSION_TYPES.ecPointFormats,
    data: vector8(Buffer.of(UNCOMPRESSED)),
  }),
  signatureAlgorithms: (schemes: readonly number[]): RawExtension => ({
    type: EXTENSION_TYPES.signatureAlgorithms,
    data: codes16(schemes),
  }),
  encryptThenMac: (): RawExtension => ({ type: EXTENSION_TYPES.encryptThenMac, data: EMPTY }),
  extendedMasterSecret: (): RawExtension => ({ type: EXTENSION_TYPES.extendedMasterSecret, data: EMPTY }),
  sessionTicket: (ticket: Buffer = EMPTY): RawExtension => ({
    type: EXTENSION_TYPES.sessionTicket,
    data: ticket,
  }),
  renegotiationInfo: (verifyData: Buffer): RawExtension => ({
    type: EXTENSION_TYPES.renegotiationInfo,
    data: vector8(verifyData),
  }),
};

/** The extensions at the end of a hello; a hello without any is well-formed (RFC 5246 §7.4.1.2). */
export function decodeExtensions(reader: MessageReader, hello: 'ClientHello' | 'ServerHello'): Extensions {
  const data = new Map<number, Buffer>();
  if (reader.remaining > 0) {
    const list = new MessageReader(reader.vector16(), `${hello}.extensions`);
    while (list.remaining > 0) {
      const type = list.uint16();
      if (data.has(type)) throw illegalParameter(`extension ${type} twice`);
      data.set(type, list.vector16());
    }
  }
  const field = <Value>(type: number, decode: (reader: MessageReader) => Value): Value | undefined => {
    const bytes = data.get(type);
    if (bytes === undefined) return undefined;
    const content = new MessageReader(bytes, `${hello} extension ${type}`);
    const value = decode(content);
    content.end();
    return value;
  };
  const flag = (type: number) => field(type, () => true) === true;
  const serverName = field(
    EXTENSION_TYPES.serverName,
    hello === 'ClientHello' ? decodeServerName : () => undefined,
  );
  const supportedGroups = field(EXTENSION_TYPES.supportedGroups, (content) => content.codes16());
  const ecPointFormats = field(EXTENSION_TYPES.ecPointFormats, (content) => [...content.vector8(1)]);
  const signatureAlgorithms = field(EXTENSION_TYPES.signatureAlgorithms, (content) => content.codes16());
  const sessionTicket = field(EXTENSION_TYPES.sessionTicket, (content) => content.octets(content.remaining));
  const renegotiationInfo = field(EXTENSION_TYPES.renegotiationInfo, (content) => content.vector8());
  return {
    types: [...data.keys()],
    encryptThenMac: flag(EXTENSION_TYPES.encryptThenMac),
    extendedMasterSecret: flag(EXTENSION_TYPES.extendedMasterSecret),
    ...(serverName !== undefined && { serverName }),
    ...(supportedGroups && { supportedGroups }),
    ...(ecPointFormats && { ecPointFormats }),
    ...(signatureAlgorithms && { signatureAlgorithms }),
    ...(sessionTicket && { sessionTicket }),
    ...(renegotiationInfo && { renegotiationInfo }),
  };
}

/** The host name of a ServerNameList; names of other types, which do not exist, are passed over. */
function decodeServerName(reader: MessageReader): string | undefined {
  const list = new MessageReader(reader.vector16(1), 'server_name');
  let hostName: string | undefined;
  while (list.remaining > 0) {
    const type = list.uint8();
    const name = list.vector16(1);
    if (type !== HOST_NAME) continue;
    if (hostName !== undefined) throw illegalParameter('two host names in server_name');
    if (name.includes(0)) throw decodeError('server_name has a NUL octet');
    hostName = name.toString('ascii');
  }
  return hostName;
}
