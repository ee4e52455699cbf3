import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { GroupName } from './key-exchange.ts';
import { GROUPS, groupByCode } from './key-exchange.ts';
import { MessageReader } from './messages/reader.ts';
import { uint16, vector8, vector16, vector24 } from './messages/writer.ts';
import type { Session } from './session.ts';

const KEY_LENGTH = 32;
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;
const DEFAULT_LIFETIME_SECONDS = 300;
const FORGOTTEN_LIMIT = 10_000;

/** The key under which a server seals its sessions in tickets (RFC 5077 §4): AES-256-GCM, known to this process only. */
export class TicketKeys {
  readonly lifetimeSeconds: number;
  readonly #random: (size: number) => Buffer;
  #key: Buffer;
  /** Ids of sessions that must not be resumed; the oldest go first. */
  readonly #forgotten = new Set<string>();

  constructor(options: { random?: (size: number) => Buffer; lifetimeSeconds?: number } = {}) {
    this.lifetimeSeconds = options.lifetimeSeconds ?? DEFAULT_LIFETIME_SECONDS;
    this.#random = options.random ?? randomBytes;
    this.#key = this.#random(KEY_LENGTH);
  }

  seal(session: Session): Buffer {
    const nonce = this.#random(NONCE_LENGTH);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    const ciphertext = Buffer.concat([cipher.update(encodeSession(session)), cipher.final()]);
    return Buffer.concat([nonce, ciphertext, cipher.getAuthTag()]);
  }

  /** The session of a ticket of this key that is neither too old nor forgotten. */
  open(ticket: Buffer, at: Date): Session | undefined {
    if (ticket.length < NONCE_LENGTH + TAG_LENGTH) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', this.#key, ticket.subarray(0, NONCE_LENGTH));
    decipher.setAuthTag(ticket.subarray(-TAG_LENGTH));
    const plaintext = decipher.update(ticket.subarray(NONCE_LENGTH, -TAG_LENGTH));
    try {
      decipher.final();
    } catch {
      return undefined; // RFC 5077 §3.1: a ticket that is not ours leads to a full handshake.
    }
    const session = decodeSession(plaintext);
    const age = at.getTime() - session.createdAt.getTime();
    const forgotten = this.#forgotten.has(session.id.toString('hex'));
    return forgotten || age >= this.lifetimeSeconds * 1000 ? undefined : session;
  }

  /** Never resumes this session again (RFC 5246 §7.2.2). */
  forget(session: Session): void {
    if (this.#forgotten.size >= FORGOTTEN_LIMIT) {
      const [oldest] = this.#forgotten;
      this.#forgotten.delete(oldest!);
    }
    this.#forgotten.add(session.id.toString('hex'));
  }

  /** Takes a new key: no ticket issued so far is worth anything from here on. */
  renew(): void {
    this.#key = this.#random(KEY_LENGTH);
    this.#forgotten.clear();
  }
}

function encodeSession(session: Session): Buffer {
  const createdAt = Buffer.alloc(8);
  createdAt.writeBigUInt64BE(BigInt(session.createdAt.getTime()));
  return Buffer.concat([
    createdAt,
    vector8(session.id),
    uint16(session.cipherSuite),
    uint16(GROUPS[session.group]),
    vector8(session.masterSecret),
    Buffer.of(session.extendedMasterSecret ? 1 : 0, session.serverName === undefined ? 0 : 1),
    vector16(Buffer.from(session.serverName ?? '')),
    vector24(...session.peerChain.map((certificate) => vector24(certificate))),
  ]);
}

function decodeSession(bytes: Buffer): Session {
  const reader = new MessageReader(bytes, 'ticket');
  const createdAt = new Date(Number(reader.octets(8).readBigUInt64BE()));
  const id = reader.vector8();
  const cipherSuite = reader.uint16();
  const group = groupByCode(reader.uint16()) as GroupName;
  const masterSecret = reader.vector8();
  const extendedMasterSecret = reader.uint8() === 1;
  const hasServerName = reader.uint8() === 1;
  const serverName = reader.vector16().toString();
  const chain = new MessageReader(reader.vector24(), 'ticket');
  const peerChain: Buffer[] = [];
  while (chain.remaining > 0) peerChain.push(chain.vector24());
  return {
    id,
    cipherSuite,
    group,
    masterSecret,
    extendedMasterSecret,
    ...(hasServerName && { serverName }),
    peerChain,
    createdAt,
    resumable: true,
  };
}
