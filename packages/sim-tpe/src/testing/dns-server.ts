import { createSocket } from 'node:dgram';
import { once } from 'node:events';

const HEADER_LENGTH = 12;
const TYPE_A = 1;
const NXDOMAIN = 3;

export interface DnsServer extends AsyncDisposable {
  /** host:port. */
  readonly address: string;
}

/** A DNS server on the loopback that knows these IPv4 addresses (RFC 1035 §4); `null` is a name that it never answers about. */
export async function startDnsServer(addresses: Readonly<Record<string, string | null>>): Promise<DnsServer> {
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    const { name, type, end } = readQuestion(query);
    const known = addresses[name.toLowerCase()];
    if (known === null) return;
    const answer = known !== undefined && type === TYPE_A ? [resourceRecord(known)] : [];
    const header = Buffer.from(query.subarray(0, HEADER_LENGTH));
    header.writeUInt16BE(0x8180 | (known === undefined ? NXDOMAIN : 0), 2);
    header.writeUInt16BE(answer.length, 6);
    header.writeUInt32BE(0, 8);
    socket.send(Buffer.concat([header, query.subarray(HEADER_LENGTH, end), ...answer]), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    [Symbol.asyncDispose]: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function readQuestion(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = HEADER_LENGTH;
  for (let length = query[at]!; length > 0; length = query[at]!) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** An A record of the name that is asked about, which starts at offset 12. */
function resourceRecord(address: string): Buffer {
  return Buffer.from([
    0xc0,
    HEADER_LENGTH,
    0,
    TYPE_A,
    0,
    1,
    0,
    0,
    0,
    60,
    0,
    4,
    ...address.split('.').map(Number),
  ]);
}
