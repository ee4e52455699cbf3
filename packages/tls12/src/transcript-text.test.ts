import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InMemoryPair } from './testing/in-memory.ts';
import { SERVER_NAME, TestPki } from './testing/test-pki.ts';
import { Transcript } from './transcript.ts';
import { transcriptText } from './transcript-text.ts';

describe('the text of a transcript', () => {
  let pki: TestPki;
  let transcript: Transcript;

  beforeAll(async () => {
    pki = await TestPki.create();
    const clock = { now: () => new Date('2026-11-21T22:00:00Z') };
    const pair = new InMemoryPair(
      {
        clock,
        identity: await pki.terminal(),
        serverName: SERVER_NAME,
        cipherSuites: ['TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384'],
        groups: ['P-256'],
      },
      { clock, identity: await pki.server(), clientCertificate: 'require' },
    ).run();
    pair.client.engine.write(Buffer.from('ping'));
    pair.settle().client.engine.close();
    pair.settle().server.engine.close();
    transcript = pair.settle().client.engine.transcript;
  });
  afterAll(() => pki[Symbol.asyncDispose]());

  it('has one line a message, with what it says', () => {
    const [start, ...lines] = transcriptText(transcript).trimEnd().split('\n');
    expect(start).toBe('2026-11-21T22:00:00.000Z');
    expect(lines.map((line) => line.replace(/, \d+ octets/, '').replace(/^ *\d+ ms /, ''))).toEqual([
      expect.stringMatching(
        /^>> ClientHello, clear: version TLS 1\.2; cipher suites TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384.*; server name gap\.banc\.test; groups P-256; signature algorithms rsa_pkcs1_sha256 .*; extensions .*serverName/,
      ),
      expect.stringMatching(
        /^<< ServerHello, clear: version TLS 1\.2; cipher suite TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384; .*extensions /,
      ),
      expect.stringMatching(
        /^<< Certificate, clear: CN=gap\.banc\.test serial [0-9A-F]+ \| CN=Geotrust TEST TLS/,
      ),
      '<< ServerKeyExchange, clear: group P-256; signature rsa_pkcs1_sha256',
      expect.stringMatching(
        /^<< CertificateRequest, clear: types rsaSign.*; signature algorithms rsa_pkcs1_sha256 .*; authorities 0$/,
      ),
      '<< ServerHelloDone, clear',
      expect.stringMatching(
        /^>> Certificate, clear: CN=0123456789ABCDEF serial [0-9A-F]+ \| CN=IngeTrust TEST Term/,
      ),
      '>> ClientKeyExchange, clear',
      '>> CertificateVerify, clear: signature rsa_pkcs1_sha256',
      '>> ChangeCipherSpec, clear',
      expect.stringMatching(/^>> Finished, protected: verify data [0-9a-f]{24}$/),
      '<< ChangeCipherSpec, clear',
      expect.stringMatching(/^<< Finished, protected: verify data [0-9a-f]{24}$/),
      '>> ApplicationData, protected',
      '>> Alert, protected: warning close_notify (0)',
      '<< Alert, protected: warning close_notify (0)',
    ]);
  });

  it('has the octets on demand', () => {
    const lines = transcriptText(transcript, { bytes: true }).split('\n');
    const data = lines.findIndex((line) => line.includes('ApplicationData'));
    expect(lines[data]).toContain('4 octets');
    expect(lines[data + 1]?.trim()).toBe('0000  70 69 6e 67');
  });

  it('says so when nothing was said', () => {
    expect(transcriptText(new Transcript())).toBe('nothing was sent and nothing was received\n');
  });
});
