import { once } from 'node:events';
import { connect } from 'node:net';
import type { RunningService } from '@banc-gap/simkit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { runAside } from '../testing/run-aside.ts';
import { type DirectoryEntry, search } from './directory.ts';
import { startLdapServer } from './server.ts';

const CA = 'cn=TEST AC ÉLÉMENTAIRE,ou=0002 187512751,o=ASIP-SANTE,c=FR';
const ENTRIES: readonly DirectoryEntry[] = [
  {
    name: CA,
    attributes: [
      { name: 'objectClass', values: () => ['top', 'pkiCA'] },
      { name: 'cn', values: () => ['TEST AC ÉLÉMENTAIRE'] },
      { name: 'certificateRevocationList;binary', values: () => [Buffer.from('a list')] },
      { name: 'cACertificate;binary', values: () => [Buffer.from('a certificate')] },
    ],
  },
];

let server: RunningService;
beforeAll(async () => {
  server = await startLdapServer({
    name: 'ldap',
    port: 0,
    search: async (request) => {
      if (request.base === 'cn=broken') throw new Error('the store is gone');
      return request.base === 'cn=silent' ? undefined : search(ENTRIES, request);
    },
  });
});
afterAll(() => server.stop());

/** An open connection; `received` is what came until the other end closed it. */
async function exchange(...chunks: readonly Uint8Array[]): Promise<Buffer> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  await once(socket, 'connect');
  for (const chunk of chunks) socket.write(chunk);
  const received: Buffer[] = [];
  for await (const chunk of socket) received.push(chunk as Buffer);
  return Buffer.concat(received);
}

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const UNBIND = hex('3005 020103 4200');

describe.skipIf(!foreignTool('ldapsearch'))('ldapsearch', () => {
  const ldapsearch = (...parameters: string[]) =>
    runAside('ldapsearch', '-x', '-LLL', '-o', 'ldif-wrap=no', '-H', server.url, ...parameters);
  const found = (output: string) => [...output.matchAll(/^dn:+ ?(.*)$/gm)].map(([, name]) => name);

  test('gets the attributes that it asks for, in whatever case', async () => {
    const { status, output } = await ldapsearch(
      ...['-b', 'CN=test ac  élémentaire, OU=0002 187512751, O=asip-sante, C=fr', '-s', 'base'],
      ...['(objectclass=pkiCa)', 'certificaterevocationlist;binary'],
    );
    expect(output).toBe(
      `dn:: ${Buffer.from(CA).toString('base64')}\ncertificateRevocationList;binary:: YSBsaXN0\n\n`,
    );
    expect(status).toBe(0);
  });

  test.each([
    ['base', CA, 1],
    ['base', 'o=ASIP-SANTE,c=FR', 1],
    ['one', 'o=ASIP-SANTE,c=FR', 1],
    ['sub', 'o=ASIP-SANTE,c=FR', 3],
    ['sub', '', 5],
    ['base', '', 1],
    ['sub', CA, 1],
  ])('finds in scope %s of "%s" %i entries', async (scope, base, count) => {
    const { output } = await ldapsearch('-b', base, '-s', scope, '(objectClass=*)', '1.1');
    expect(found(output)).toHaveLength(count);
  });

  test.each([
    ['(objectClass=pkiCA)', 1],
    ['(&(objectClass=top)(objectClass=pkiCA))', 1],
    ['(|(objectClass=country)(objectClass=pkica))', 2],
    ['(!(objectClass=pkiCA))', 4],
    ['(certificateRevocationList=*)', 1],
    ['(cn=TEST*)', 0],
    ['(!(cn=TEST*))', 0],
    ['(nosuch=1)', 0],
  ])('filters by %s and gets %i entries', async (filter, count) => {
    expect(found((await ldapsearch('-b', '', '-s', 'sub', filter, '1.1')).output)).toHaveLength(count);
  });

  test.each([
    ['a name that is not there', ['-b', 'cn=nobody,c=FR'], 'No such object (32)'],
    ['what is no name', ['-b', '=,'], 'Invalid DN syntax (34)'],
    ['more than it wants', ['-b', '', '-z', '1'], 'Size limit exceeded (4)'],
    ['a critical control', ['-b', '', '-E', '!pr=5/noprompt'], 'Critical extension is unavailable (12)'],
    ['what fails here', ['-b', 'cn=broken'], 'the store is gone'],
    ['what gets no answer', ['-b', 'cn=silent'], "Can't contact LDAP server (-1)"],
  ])('is told about %s', async (_, parameters, message) => {
    expect((await ldapsearch('-s', 'sub', ...parameters)).output).toContain(message);
  });

  test.each([
    ['with a password', ['-D', 'cn=admin', '-w', 'secret'], 'Invalid credentials (49)'],
    ['over TLS', ['-ZZ'], 'Protocol error (2)'],
    ['by version 2', ['-P', '2'], 'Protocol error (2)'],
  ])('may not connect %s', async (_, parameters, message) => {
    expect((await ldapsearch(...parameters, '-b', '', '-s', 'base')).output).toContain(message);
  });

  test('may not write', async () => {
    const { output } = await runAside('ldapdelete', '-x', '-H', server.url, CA);
    expect(output).toContain('Server is unwilling to perform (53)');
  });
});

test('lengths may take more octets than they need, and messages come in pieces', async () => {
  const bind = hex('3084 00000012 02840000000101 6009 020103 0400 80820000');
  const answer = await exchange(bind.subarray(0, 3), bind.subarray(3, 9), bind.subarray(9), UNBIND);
  expect(answer.toString('hex')).toBe('300c02010161070a010004000400');
});

describe('what is no LDAP is answered with a notice of disconnection', () => {
  const NOTICE = '312e332e362e312e342e312e313436362e3230303336';
  test.each([
    ['HTTP', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['a message that claims to be of 16 MB', hex('3084 01000000')],
    ['an indefinite length', hex('3080')],
    ['a message without an operation', hex('3003 020101')],
    ['an operation that is not there', hex('3005 020101 7f00')],
    [
      'a filter of 60 levels',
      (() => {
        let filter = hex('870161');
        for (let level = 0; level < 60; level += 1) {
          filter = Buffer.concat([Buffer.of(0xa2, 0x81, filter.length), filter]);
        }
        const fields = Buffer.concat([hex('0400 0a0100 0a0100 020100 020100 010100'), filter, hex('3000')]);
        const operation = Buffer.concat([Buffer.of(0x63, 0x82, 0, fields.length), fields]);
        return Buffer.concat([Buffer.of(0x30, 0x82, 0, operation.length + 3, 2, 1, 1), operation]);
      })(),
    ],
  ])('%s', async (_, bytes) => {
    expect((await exchange(bytes)).toString('hex')).toContain(NOTICE);
  });
});

test('whatever is sent, the server goes on', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => {
      await exchange(Buffer.of(0x30, bytes.length), bytes, UNBIND);
    }),
    { numRuns: 60 },
  );
  const bind = hex('300c 020101 6007 020103 0400 8000');
  expect((await exchange(bind, UNBIND)).length).toBeGreaterThan(0);
});
