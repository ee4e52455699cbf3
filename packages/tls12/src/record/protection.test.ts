import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type CbcSuite, CIPHER_SUITES } from '../cipher-suites.ts';
import { CONTENT_TYPES, TLS_1_2 } from '../constants.ts';
import type { DirectionKeys } from '../prf.ts';
import { createOpener, createSealer } from './protection.ts';

const CBC_SUITES = CIPHER_SUITES.filter((suite) => suite.mode === 'cbc');
const TYPE = CONTENT_TYPES.applicationData;

function keysOf(suite: (typeof CIPHER_SUITES)[number]): DirectionKeys {
  return {
    macKey: randomBytes(suite.mode === 'cbc' ? suite.macLength : 0),
    encryptionKey: randomBytes(suite.keyLength),
    iv: randomBytes(suite.mode === 'gcm' ? 4 : 0),
  };
}

function pseudoHeader(sequenceNumber: number, length: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(sequenceNumber, 4);
  header[8] = TYPE;
  header.writeUInt16BE(TLS_1_2, 9);
  header.writeUInt16BE(length, 11);
  return header;
}

/** A record as the text of RFC 5246 §6.2.3.2 and RFC 7366 §3 has it: one cipher a record, createHmac. */
function textbookRecord(
  suite: CbcSuite,
  keys: DirectionKeys,
  encryptThenMac: boolean,
  sequenceNumber: number,
  plaintext: Buffer,
  damage: { mac?: true; padding?: true } = {},
): Buffer {
  const hmac = (...parts: Buffer[]) => {
    const mac = createHmac(suite.macHash, keys.macKey).update(Buffer.concat(parts)).digest();
    if (damage.mac) mac[3]! ^= 0x40;
    return mac;
  };
  const mac = encryptThenMac
    ? Buffer.alloc(0)
    : hmac(pseudoHeader(sequenceNumber, plaintext.length), plaintext);
  const content = Buffer.concat([plaintext, mac]);
  const paddingLength = 31 - (content.length % 16);
  const padding = Buffer.alloc(paddingLength + 1, paddingLength);
  if (damage.padding) padding[paddingLength - 1]! ^= 1;
  const iv = randomBytes(16);
  const cipher = createCipheriv(`aes-${suite.keyLength * 8}-cbc`, keys.encryptionKey, iv).setAutoPadding(
    false,
  );
  const ciphertext = Buffer.concat([iv, cipher.update(Buffer.concat([content, padding])), cipher.final()]);
  if (!encryptThenMac) return ciphertext;
  return Buffer.concat([ciphertext, hmac(pseudoHeader(sequenceNumber, ciphertext.length), ciphertext)]);
}

describe.each(CBC_SUITES)('$name', (suite) => {
  describe.each([false, true])('encrypt-then-MAC %s', (encryptThenMac) => {
    it('opens records made by the book, one after the other', () => {
      const keys = keysOf(suite);
      const opener = createOpener(suite, keys, encryptThenMac, {});
      for (const [sequenceNumber, length] of [0, 1, 15, 16, 17, 4000, 16384].entries()) {
        const plaintext = randomBytes(length);
        const record = textbookRecord(suite, keys, encryptThenMac, sequenceNumber, plaintext);
        expect(opener.open(TYPE, TLS_1_2, record)?.equals(plaintext)).toBe(true);
      }
    });

    it('makes records that open by the book', () => {
      const keys = keysOf(suite);
      const sealer = createSealer(suite, keys, encryptThenMac, randomBytes);
      for (let sequenceNumber = 0; sequenceNumber < 3; sequenceNumber++) {
        const plaintext = randomBytes(100 + sequenceNumber);
        const record = sealer.seal(TYPE, TLS_1_2, plaintext);
        const ciphertext = encryptThenMac ? record.subarray(0, -suite.macLength) : record;
        const iv = ciphertext.subarray(0, 16);
        const decipher = createDecipheriv(
          `aes-${suite.keyLength * 8}-cbc`,
          keys.encryptionKey,
          iv,
        ).setAutoPadding(false);
        const content = Buffer.concat([decipher.update(ciphertext.subarray(16)), decipher.final()]);
        expect(content.subarray(0, plaintext.length).equals(plaintext)).toBe(true);
        const authenticated = encryptThenMac ? ciphertext : plaintext;
        const mac = createHmac(suite.macHash, keys.macKey)
          .update(pseudoHeader(sequenceNumber, authenticated.length))
          .update(authenticated)
          .digest();
        const at = encryptThenMac ? record.length - suite.macLength : plaintext.length;
        const sent = (encryptThenMac ? record : content).subarray(at, at + suite.macLength);
        expect(sent.equals(mac)).toBe(true);
      }
    });

    it('refuses a wrong MAC and wrong padding, and lets through the one that is tolerated', () => {
      const keys = keysOf(suite);
      const plaintext = randomBytes(64);
      for (const [damage, tolerance] of [
        [{ mac: true }, { wrongRecordMac: true }],
        [{ padding: true }, { wrongPadding: true }],
      ] as const) {
        const record = textbookRecord(suite, keys, encryptThenMac, 0, plaintext, damage);
        expect(createOpener(suite, keys, encryptThenMac, {}).open(TYPE, TLS_1_2, record)).toBeUndefined();
        const tolerant = createOpener(suite, keys, encryptThenMac, tolerance);
        expect(tolerant.open(TYPE, TLS_1_2, record)?.equals(plaintext)).toBe(true);
      }
    });

    it('refuses a record of another type, version or place in the sequence', () => {
      const keys = keysOf(suite);
      const record = textbookRecord(suite, keys, encryptThenMac, 0, randomBytes(10));
      const open = (type: number, version: number) =>
        createOpener(suite, keys, encryptThenMac, {}).open(type, version, record);
      expect(open(TYPE, TLS_1_2)).toHaveLength(10);
      expect(open(CONTENT_TYPES.handshake, TLS_1_2)).toBeUndefined();
      expect(open(TYPE, 0x0302)).toBeUndefined();
      const second = textbookRecord(suite, keys, encryptThenMac, 1, randomBytes(10));
      expect(createOpener(suite, keys, encryptThenMac, {}).open(TYPE, TLS_1_2, second)).toBeUndefined();
    });
  });
});

describe.each(CIPHER_SUITES)('$name', (suite) => {
  it('refuses every record that is cut or has no room for what it must hold', () => {
    const keys = keysOf(suite);
    for (const encryptThenMac of [false, true]) {
      const record = createSealer(suite, keys, encryptThenMac, randomBytes).seal(
        TYPE,
        TLS_1_2,
        randomBytes(40),
      );
      for (let length = 0; length < record.length; length++) {
        const opener = createOpener(suite, keys, encryptThenMac, {});
        expect(opener.open(TYPE, TLS_1_2, record.subarray(0, length))).toBeUndefined();
      }
    }
  });
});

describe.each(CIPHER_SUITES.filter((suite) => suite.mode === 'gcm'))('$name', (suite) => {
  it('makes records that open by the book of RFC 5288, with another nonce each time', () => {
    const keys = keysOf(suite);
    const sealer = createSealer(suite, keys, false, randomBytes);
    const nonces = new Set<string>();
    for (let sequenceNumber = 0; sequenceNumber < 3; sequenceNumber++) {
      const plaintext = randomBytes(50);
      const record = sealer.seal(TYPE, TLS_1_2, plaintext);
      const explicit = record.subarray(0, 8);
      nonces.add(explicit.toString('hex'));
      const decipher = createDecipheriv(
        suite.keyLength === 16 ? 'aes-128-gcm' : 'aes-256-gcm',
        keys.encryptionKey,
        Buffer.concat([keys.iv, explicit]),
      );
      decipher.setAAD(pseudoHeader(sequenceNumber, plaintext.length)).setAuthTag(record.subarray(-16));
      const opened = Buffer.concat([decipher.update(record.subarray(8, -16)), decipher.final()]);
      expect(opened.equals(plaintext)).toBe(true);
    }
    expect(nonces.size).toBe(3);
  });

  it('refuses a changed tag, which a tolerance lets through', () => {
    const keys = keysOf(suite);
    const plaintext = randomBytes(64);
    const record = createSealer(suite, keys, false, randomBytes).seal(TYPE, TLS_1_2, plaintext);
    record[record.length - 1]! ^= 1;
    expect(createOpener(suite, keys, false, {}).open(TYPE, TLS_1_2, record)).toBeUndefined();
    const tolerant = createOpener(suite, keys, false, { wrongRecordMac: true });
    expect(tolerant.open(TYPE, TLS_1_2, record)?.equals(plaintext)).toBe(true);
  });
});
