import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Credential, Crl } from '@banc-gap/pki';
import { ManualClock } from '@banc-gap/simkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { openAuthorities } from '../authorities.ts';
import { run } from '../testing/openssl.ts';
import { CA, type PublishedState, publishedState } from '../testing/published-state.ts';
import { runAside } from '../testing/run-aside.ts';
import { temporaryAuthorities } from '../testing/temporary-authorities.ts';

let state: PublishedState;
beforeAll(async () => {
  state = await publishedState();
});
afterAll(() => state[Symbol.asyncDispose]());

const serialOf = ({ certificate }: Credential) => `0x${certificate.serialNumber}`;

describe.skipIf(!foreignTool('openssl'))('openssl ocsp', () => {
  test.each([[['-nonce']], [['-no_nonce']], [['-sha256']]])(
    'with %j is told good, revoked and unknown',
    async (options) => {
      const { status, output } = await state.opensslOcsp(
        ...options,
        ...['-cert', state.file('good.pem'), '-cert', state.file('revoked.pem'), '-serial', '0x0BAD'],
      );
      expect(output).toContain('Response verify OK');
      expect(output).toMatch(/good\.pem: good\n/);
      expect(output).toMatch(/revoked\.pem: revoked\n/);
      expect(output).toMatch(/0x0BAD: unknown\n/);
      expect(output).not.toMatch(/WARNING: (?!no nonce)|Reason/);
      expect(status).toBe(0);
    },
  );

  test('is told of the CA by the responder of the root', async () => {
    const parameters = ['-CAfile', state.file('root.pem'), '-issuer', state.file('root.pem')];
    const { output } = await runAside(
      'openssl',
      ...['ocsp', ...parameters, '-url', state.publication.ocspUrl, '-cert', state.file('ca.pem')],
    );
    expect(output).toMatch(/Response verify OK\n.*ca\.pem: good\n/);
  });

  test('asks by GET as well, the base64 percent-encoded or not', async () => {
    const question = state.file('question.der');
    run(
      'openssl',
      'ocsp',
      '-issuer',
      state.file('ca.pem'),
      '-cert',
      state.file('good.pem'),
      '-reqout',
      question,
    );
    const base64 = run('openssl', 'base64', '-A', '-in', question).output.trim();
    for (const path of [base64, encodeURIComponent(base64)]) {
      const answer = state.file('answer.der');
      const { output: type } = await runAside(
        'curl',
        ...['-s', '-o', answer, '-w', '%{content_type}', `${state.publication.ocspUrl}/${path}`],
      );
      expect(type).toBe('application/ocsp-response');
      const parameters = ['-respin', answer, '-no_nonce', '-CAfile', state.file('cas.pem')];
      const { output } = run(
        'openssl',
        ...['ocsp', ...parameters, '-issuer', state.file('ca.pem'), '-cert', state.file('good.pem')],
      );
      expect(output).toMatch(/good\.pem: good\n(.*\n)*Response verify OK\n/);
    }
  });

  test('hears at once of a revocation by another process, whatever was answered before', async () => {
    const client = await state.client('soon-revoked');
    const ask = async () => {
      const { output } = await state.opensslOcsp('-no_nonce', '-serial', serialOf(client));
      return / (good|revoked|unknown)\n/.exec(output.replaceAll(':', ''))?.[1];
    };
    expect([await ask(), await ask()]).toEqual(['good', 'good']);
    using other = await openAuthorities(state.authorities.directory);
    await other.revoke(client.certificate.serialNumber, CA);
    expect(await ask()).toBe('revoked');
  });

  test.each([
    ['what is no request', ['--data-binary', 'nonsense']],
    ['what is no request and has no type', ['--data-binary', 'nonsense', '-H', 'Content-Type:']],
    ['nothing at all', ['-X', 'POST']],
    ['a GET without a request', []],
  ])('reads an error after %s', async (_, parameters) => {
    const answer = state.file('error.der');
    await runAside('curl', '-s', '-o', answer, ...parameters, state.publication.ocspUrl);
    const { output } = run('openssl', 'ocsp', '-respin', answer);
    expect(output).toContain('Responder Error: malformedrequest (1)');
  });

  test('asks the responder that the certificate of a terminal names', async () => {
    const { authorities, file } = state;
    const { certificate, chain } = await authorities.issue({
      orderId: 'terminal',
      profile: 'ingetrust/terminal-ocsp',
      subject: { serialNumber: 'BANC000000000001' },
    });
    const leaf = file('terminal.pem', certificate.pem);
    const trust = ['-CAfile', file('tpe.pem', chain.map(({ pem }) => pem).join(''))];
    const issuer = ['-issuer', file('issuing-ca.pem', chain[0]!.pem)];
    const named = await runAside('openssl', 'x509', '-in', leaf, '-noout', '-ocsp_uri');
    const ask = () =>
      runAside('openssl', 'ocsp', ...trust, ...issuer, '-cert', leaf, '-url', named.output.trim());
    const before = await ask();
    expect(before.output).toContain('Response verify OK');
    expect(before.output).toMatch(/terminal\.pem: good/);
    await authorities.revoke(certificate.serialNumber, 'ingetrust/issuing-ca');
    expect((await ask()).output).toMatch(/terminal\.pem: revoked/);
  });

  test('gets no answer about the certificates of a PKI that has no responder', async () => {
    const issuer = state.file('geotrust.pem', state.authorities.certificate('geotrust/issuing-ca').pem);
    const { output } = await runAside(
      'openssl',
      ...['ocsp', '-issuer', issuer, '-serial', '0x01', '-url', state.publication.ocspUrl],
    );
    expect(output).toContain('Responder Error: unauthorized (6)');
  });
});

describe.skipIf(!foreignTool('openssl'))('an OCSP answer', () => {
  test.each([
    ['without a nonce is kept for ten minutes', '-no_nonce', true],
    ['with a nonce is made for each question', '-nonce', false],
  ])('%s', async (_, nonce, isKept) => {
    const clock = new ManualClock(new Date());
    await using timed = await temporaryAuthorities({ clock });
    const { authorities } = timed;
    await using publication = await authorities.publish();
    const root = state.file('timed-root.pem', authorities.certificate('igc-sante-test/root-el').pem);
    const ca = state.file('timed-ca.pem', authorities.certificate(CA).pem);
    const question = state.file('timed.der');
    run('openssl', 'ocsp', nonce, '-issuer', root, '-cert', ca, '-reqout', question);
    const ask = async () => {
      const answer = await fetch(publication.ocspUrl, { method: 'POST', body: readFileSync(question) });
      return Buffer.from(await answer.arrayBuffer()).toString('hex');
    };
    const first = await ask();
    clock.advance(599_000);
    expect((await ask()) === first).toBe(isKept);
    clock.advance(1000);
    expect(await ask()).not.toBe(first);
  });
});

test.skipIf(!foreignTool('ocsptool'))('GnuTLS verifies the OCSP answer', async () => {
  const ask = (name: string) =>
    runAside(
      'ocsptool',
      ...[
        `--ask=${state.publication.ocspUrl}`,
        '--load-cert',
        state.file(name),
        '--load-issuer',
        state.file('ca.pem'),
      ],
      ...['--load-trust', state.file('cas.pem')],
    );
  const good = (await ask('good.pem')).output;
  expect(good).toContain('Certificate Status: good');
  expect(good).toContain('Verifying OCSP Response: Success');
  expect((await ask('revoked.pem')).output).toContain('Certificate Status: revoked');
});

describe.skipIf(!foreignTool('java'))('Java, with revocation on, over the URLs in the certificates', () => {
  const validate = async (mode: 'crl' | 'ocsp') => {
    const paths = [state.good, state.revoked].map(({ certificate, chain: [ca] }, index) =>
      state.file(`path-${index}.pem`, `${certificate.pem}${ca!.pem}`),
    );
    const program = fileURLToPath(new URL('../testing/ValidateOnline.java', import.meta.url));
    const { output } = await runAside('java', program, mode, state.file('root.pem'), ...paths);
    return output.trim().split('\n');
  };

  test('accepts a good leaf and refuses a revoked one by OCSP', async () => {
    expect(await validate('ocsp')).toEqual(['OK', 'REVOKED']);
  });

  test('does so by CRL over HTTP', async () => {
    const before = state.authorities.journal.entries().length;
    expect(await validate('crl')).toEqual(['OK', 'REVOKED']);
    const fetched = state.authorities.journal.entries().slice(before);
    expect(fetched.map(({ details }) => details['path'])).toContain('/CRL/ACI-EL-ORG-TEST.crl');
  });

  test('does so by CRL from the directory where HTTP fails', async () => {
    state.authorities.faults.set({ crl: 'not-found' });
    expect(await validate('crl')).toEqual(['OK', 'REVOKED']);
    const events = state.authorities.journal.entries().map(({ event }) => event);
    expect(events).toContain('directory-searched');
    state.authorities.faults.set({});
  });

  test('refuses both where no source answers', async () => {
    state.authorities.faults.set({ crl: 'absent', ldap: 'absent', ocsp: 'absent' });
    const undetermined = ['UNDETERMINED_REVOCATION_STATUS', 'UNDETERMINED_REVOCATION_STATUS'];
    expect(await validate('crl')).toEqual(undetermined);
    expect(await validate('ocsp')).toEqual(undetermined);
    state.authorities.faults.set({});
  });
});

describe.skipIf(!foreignTool('ldapsearch'))('every URL in a certificate leads to what it names:', () => {
  /** All that a certificate says of itself that starts with a scheme, as openssl prints it. */
  const urlsOf = (name: string) =>
    [
      ...run('openssl', 'x509', '-in', state.file(name), '-noout', '-text').output.matchAll(
        /(?:URI|CPS): ?(\S.*)/g,
      ),
    ].map(([, url]) => url!);

  async function fetched(url: string): Promise<Buffer | string> {
    const { protocol } = new URL(url);
    if (protocol !== 'ldap:') {
      const answer = await fetch(url);
      expect(answer.status, url).toBe(200);
      return Buffer.from(await answer.arrayBuffer());
    }
    const [server, name, attribute, scope, filter] = url.split(/(?<!\/)\/(?!\/)|\?/) as [string, ...string[]];
    const { output } = await runAside(
      'ldapsearch',
      ...['-x', '-LLL', '-o', 'ldif-wrap=no', '-H', server, '-b', decodeURIComponent(name!), '-s', scope!],
      ...[`(${filter})`, attribute!],
    );
    const [, base64] = /;binary:: (.*)/.exec(output) ?? [];
    expect(base64, output).toBeDefined();
    return Buffer.from(base64!, 'base64');
  }

  test('CRLs and delta CRLs by HTTP and LDAP, CA file, practice statement, OCSP', async () => {
    const urls = [...new Set([...urlsOf('good.pem'), ...urlsOf('ca.pem'), ...urlsOf('root.pem')])];
    const paths = urls.map((url) => decodeURIComponent(new URL(url).pathname).split(',')[0]);
    expect(paths.toSorted()).toEqual([
      '/AC TEST/ACI-EL-ORG-TEST.cer',
      '/CN=TEST AC RACINE IGC-SANTE ELEMENTAIRE',
      '/CRL/ACI-EL-ORG-TEST.crl',
      '/CRL/ACR-EL-TEST.crl',
      '/PC TEST',
      '/cn=TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS',
      '/cn=TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS',
      '/ocsp',
    ]);
    for (const url of urls) {
      const content = await fetched(url);
      if (/revocationlist|\.crl/.test(url)) {
        const crl = Crl.parse(content);
        expect(crl.isDelta, url).toBe(url.includes('deltarevocationlist'));
        const ca = state.authorities.certificate(
          /ORGANISATIONS|ACI-/.test(url) ? CA : 'igc-sante-test/root-el',
        );
        expect(crl.verify(ca), url).toBe(true);
      }
    }
  });

  test('openssl reads the list from the directory', async () => {
    const url = urlsOf('good.pem').find((candidate) => candidate.includes('certificaterevocationlist'))!;
    const list = state.file('from-ldap.crl', await fetched(url));
    const { output } = run(
      'openssl',
      'crl',
      '-inform',
      'DER',
      '-in',
      list,
      '-CAfile',
      state.file('ca.pem'),
      '-noout',
      '-text',
    );
    expect(output).toContain('verify OK');
    expect(output).toContain(state.revoked.certificate.serialNumber.replace(/^00/, ''));
  });
});

test('a certificate of each PKI names a CRL that is there', async () => {
  const { authorities } = state;
  const credentials = [
    await authorities.issue({
      orderId: 'psp',
      profile: 'geotrust/server',
      subject: { fqdn: 'psp.banc.test' },
    }),
    await authorities.issue({
      orderId: 'amc',
      profile: 'igc-osi/server',
      subject: { fqdn: 'amc.banc.test' },
    }),
  ];
  const urls = credentials.flatMap(({ certificate, chain }) =>
    [certificate, ...chain].flatMap(({ crlDistributionPoints }) => crlDistributionPoints),
  );
  expect(urls).toHaveLength(4);
  for (const url of urls) expect((await fetch(url)).status).toBe(200);
});

test.skipIf(!foreignTool('openssl'))('under the real host names, OCSP has a host of its own', async () => {
  await using faithful = await temporaryAuthorities({ create: { publication: 'faithful', port: 0 } });
  const { authorities } = faithful;
  await using publication = await authorities.publish();
  const ca = state.file('faithful-ca.pem', authorities.certificate(CA).pem);
  const asked = (host: string) =>
    runAside(
      'openssl',
      ...[
        'ocsp',
        '-issuer',
        ca,
        '-serial',
        '0x01',
        '-noverify',
        '-url',
        publication.url,
        '-header',
        `Host=${host}`,
      ],
    );
  expect((await asked('ocsp.esante.gouv.fr')).output).toContain('0x01: unknown');
  expect((await asked('igc-sante.esante.gouv.fr')).output).toContain('404');
});
