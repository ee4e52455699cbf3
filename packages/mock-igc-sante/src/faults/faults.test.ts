import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { joinPem, opensslVerify, run } from '../testing/openssl.ts';
import { CA, type PublishedState, publishedState } from '../testing/published-state.ts';
import { runAside } from '../testing/run-aside.ts';
import { FAULTS, type FaultSource } from './catalogue.ts';

const ROOT = 'igc-sante-test/root-el';
const SLOW_MS = 400;

let state: PublishedState;
beforeAll(async () => {
  state = await publishedState({ slowMs: SLOW_MS });
});
afterAll(() => state[Symbol.asyncDispose]());
afterEach(() => state.authorities.faults.set({}));

const set = (source: FaultSource, fault: string, authority = CA) =>
  state.authorities.faults.set({ [`${source}:${authority}`]: fault });

/** `curl` to a file: exit code, then status, type and octets. */
async function curl(url: string, ...parameters: string[]) {
  const file = state.file('downloaded');
  const { status: exitCode, output } = await runAside(
    'curl',
    ...['-s', '-o', file, '-w', '%{http_code} %{content_type} %{size_download}', ...parameters, url],
  );
  return { exitCode, output, file };
}

/** What `openssl verify` makes of the good leaf, with this list of its CA or this certificate of it. */
function verdict({ crl, ca, root }: { crl?: string; ca?: string; root?: string }): string {
  const { good, authorities } = state;
  const pem = (kind: 'crl' | 'x509', file: string) =>
    run('openssl', kind, '-inform', 'DER', '-in', file).output;
  const crls = crl && joinPem([authorities.crl(ROOT)]) + pem('crl', crl);
  const issuer = ca === undefined ? good.chain[0]!.pem : pem('x509', ca);
  const { output } = opensslVerify({
    leaf: good.certificate.der,
    untrusted: issuer.includes('BEGIN')
      ? [Buffer.from(issuer.replace(/-----.*-----|\s/g, ''), 'base64')]
      : [],
    trust: root === undefined ? joinPem(authorities.trust.igcSante) : pem('x509', root),
    ...(crls && { crls }),
  });
  return /error \d+ at \d+ depth lookup: (.*)/.exec(output)?.[1] ?? output;
}

const covered = new Map<FaultSource, Set<string>>();
/** So that a fault without a test is missed. */
const cases = <Expectation>(source: FaultSource, expectations: Readonly<Record<string, Expectation>>) => {
  const names = covered.get(source) ?? new Set();
  for (const name of Object.keys(expectations)) names.add(name);
  covered.set(source, names);
  return Object.entries(expectations);
};

const hasOpenssl = foreignTool('openssl') && foreignTool('curl');

const CRL_VERDICTS: Readonly<Record<string, string>> = {
  stale: 'CRL has expired',
  future: 'CRL is not yet valid',
  'wrong-signer': 'CRL signature failure',
  'wrong-issuer': 'unable to get certificate CRL',
};

describe.skipIf(!hasOpenssl)('over HTTP, curl gets', () => {
  const urls = { crl: '/CRL/ACI-EL-ORG-TEST.crl', certificate: '/AC%20TEST/ACI-EL-ORG-TEST.cer' };
  const sources = ['crl', 'certificate'] as const;
  const transport = {
    absent: { exitCode: 52, output: /^000/ },
    'not-found': { exitCode: 0, output: /^404 text\/plain/ },
    html: { exitCode: 0, output: /^200 text\/html/ },
    huge: { exitCode: 0, output: /^200 application\/pkix-\w+ \d{8}$/ },
  };
  for (const source of sources) {
    test.each(cases(source, transport))(
      `of a ${source} that is %s: %j`,
      async (fault, { exitCode, output }) => {
        set(source, fault);
        const got = await curl(`${state.publication.url}${urls[source]}`);
        expect(got).toMatchObject({ exitCode, output: expect.stringMatching(output) });
      },
    );

    test.each(cases(source, { slow: 28 }))(
      `of a ${source} that is %s nothing in time, then the right one`,
      async (fault, timeout) => {
        set(source, fault);
        const url = `${state.publication.url}${urls[source]}`;
        expect((await curl(url, '--max-time', String(SLOW_MS / 2000))).exitCode).toBe(timeout);
        const { file } = await curl(url);
        const right = source === 'crl' ? state.authorities.crl(CA) : state.authorities.certificate(CA);
        expect(readFileSync(file).equals(right.der)).toBe(true);
      },
    );
  }

  test.each(cases('crl', CRL_VERDICTS))(
    'a CRL that is %s, of which openssl says: %s',
    async (fault, words) => {
      set('crl', fault);
      const { file } = await curl(`${state.publication.url}${urls.crl}`);
      expect(verdict({ crl: file })).toBe(words);
    },
  );

  test.each(cases('crl', { truncated: 'Unable to load CRL' }))(
    'a CRL that is %s, of which openssl says: %s',
    async (fault, words) => {
      set('crl', fault);
      const { file } = await curl(`${state.publication.url}${urls.crl}`);
      expect(run('openssl', 'crl', '-inform', 'DER', '-in', file, '-noout').output).toContain(words);
    },
  );

  test.each(
    cases('certificate', {
      stale: 'certificate has expired',
      future: 'certificate is not yet valid',
      'wrong-signer': 'certificate signature failure',
      'wrong-issuer': 'unable to get local issuer certificate',
      truncated: 'unable to get local issuer certificate',
    }),
  )('the certificate of a CA that is %s, of which openssl says: %s', async (fault, words) => {
    set('certificate', fault);
    const { file } = await curl(`${state.publication.url}${urls.certificate}`);
    expect(verdict({ ca: file })).toBe(words);
  });

  test('the certificate of a root that another key has signed', async () => {
    set('certificate', 'wrong-signer', ROOT);
    const { file } = await curl(`${state.publication.url}/AC%20TEST/ACR-EL-TEST.cer`);
    const pem = state.file('wrong-root.pem', run('openssl', 'x509', '-inform', 'DER', '-in', file).output);
    const { output } = run('openssl', 'verify', '-no-CApath', '-check_ss_sig', '-CAfile', pem, pem);
    expect(output).toContain('certificate signature failure');
  });

  test('a huge CRL that openssl verifies, revoked certificates included', async () => {
    set('crl', 'huge');
    const { file } = await curl(`${state.publication.url}${urls.crl}`);
    const { output } = run(
      'openssl',
      ...['crl', '-inform', 'DER', '-in', file, '-noout', '-CAfile', state.file('ca.pem')],
    );
    expect(output).toContain('verify OK');
  });
});

describe.skipIf(!hasOpenssl || !foreignTool('ldapsearch'))('from the directory, ldapsearch gets', () => {
  const ask = (attribute: string, ...parameters: string[]) =>
    runAside(
      'ldapsearch',
      ...['-x', '-LLL', '-o', 'ldif-wrap=no', '-H', state.publication.ldapUrl, ...parameters],
      ...[
        '-b',
        'cn=TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS,ou=TEST AC RACINE IGC-SANTE ELEMENTAIRE,ou=IGC-SANTE TEST,ou=0002 187512751,o=ASIP-SANTE,c=FR',
      ],
      ...['-s', 'base', '(objectClass=pkiCA)', attribute],
    );
  const list = async (attribute: string): Promise<string> => {
    const [, base64 = ''] = /;binary:: (.*)/.exec((await ask(attribute)).output) ?? [];
    return state.file('from-directory.crl', Buffer.from(base64, 'base64'));
  };

  test.each(
    cases('ldap', {
      absent: "Can't contact LDAP server",
      'not-found': 'No such object',
    }),
  )('of an entry that is %s: %s', async (fault, words) => {
    set('ldap', fault);
    expect((await ask('certificateRevocationList;binary')).output).toContain(words);
  });

  test.each(cases('ldap', { slow: 124 }))(
    'of an entry that is %s nothing in time, then the right one',
    async (fault, timeout) => {
      set('ldap', fault);
      const search = ['ldapsearch', '-x', '-H', state.publication.ldapUrl, '-b', '', '(objectClass=pkiCA)'];
      expect((await runAside('timeout', String(SLOW_MS / 2000), ...search)).status).toBe(timeout);
      const bytes = readFileSync(await list('certificateRevocationList'));
      expect(bytes.equals(state.authorities.crl(CA).der)).toBe(true);
    },
  );

  test.each(cases('ldap', CRL_VERDICTS))(
    'a CRL that is %s, of which openssl says: %s',
    async (fault, words) => {
      set('ldap', fault);
      expect(verdict({ crl: await list('certificateRevocationList;binary') })).toBe(words);
    },
  );

  test.each(
    cases('ldap', {
      html: /Veuillez vous identifier/,
      truncated: /^0\x82/,
      huge: /^0\x83/,
    }),
  )('a list that is %s', async (fault, pattern) => {
    set('ldap', fault);
    const bytes = readFileSync(await list('certificateRevocationList;binary'));
    expect(bytes.toString('latin1').slice(0, 200)).toMatch(pattern);
  });

  test('a delta that has expired as well', async () => {
    set('ldap', 'stale');
    const file = await list('deltaRevocationList;binary');
    const { output } = run('openssl', 'crl', '-inform', 'DER', '-in', file, '-noout', '-nextupdate');
    expect(new Date(output.replace('nextUpdate=', '')).getTime()).toBeLessThan(Date.now());
  });
});

describe.skipIf(!hasOpenssl)('of an OCSP responder, openssl says', () => {
  test.each(
    cases('ocsp', {
      absent: /Error querying OCSP responder/,
      'not-found': /code=404|Code=404/i,
      html: /Error querying OCSP responder/,
      truncated: /Error querying OCSP responder/,
      huge: /Error querying OCSP responder/,
      stale: /status expired/,
      future: /status not yet valid/,
      'wrong-signer': /Response Verify Failure(.*\n)*.*signature failure/,
      'wrong-issuer': /ERROR: No Status found/,
      'try-later': /Responder Error: trylater \(3\)/,
      'internal-error': /Responder Error: internalerror \(2\)/,
      'malformed-request': /Responder Error: malformedrequest \(1\)/,
      unauthorized: /Responder Error: unauthorized \(6\)/,
      'wrong-nonce': /Nonce Verify error/,
      'no-nonce': /WARNING: no nonce in response/,
      unsigned: /Response Verify Failure/,
      'wrong-responder': /Response Verify Failure(.*\n)*.*root ca not trusted/,
      'undelegated-responder': /Response Verify Failure(.*\n)*.*missing ocspsigning usage/,
      'expired-responder': /Response Verify Failure(.*\n)*.*certificate has expired/,
    }),
  )('when it is %s: %s', async (fault, words) => {
    set('ocsp', fault);
    expect((await state.opensslOcsp('-nonce', '-cert', state.file('good.pem'))).output).toMatch(words);
  });

  test.each(cases('ocsp', { slow: 28 }))(
    'when it is %s nothing in time, then the right thing',
    async (fault, timeout) => {
      set('ocsp', fault);
      const question = state.file('slow.der');
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
      const post = ['--data-binary', `@${question}`, '--max-time', String(SLOW_MS / 2000)];
      expect((await curl(state.publication.ocspUrl, ...post)).exitCode).toBe(timeout);
      expect((await state.opensslOcsp('-cert', state.file('good.pem'))).output).toMatch(/good\.pem: good/);
    },
  );
});

test.skipIf(!hasOpenssl || !foreignTool('ldapsearch'))('no fault is without a test', () => {
  for (const [source, faults] of Object.entries(FAULTS)) {
    expect([...covered.get(source as FaultSource)!].toSorted()).toEqual(Object.keys(faults).toSorted());
  }
});

test('publication stops at once, however slow its answers are', async () => {
  await using slow = await publishedState();
  const { journal, faults } = slow.authorities;
  faults.set({ crl: 'slow', ldap: 'slow' });
  const met = (event: string) =>
    new Promise((resolve) => journal.subscribe((entry) => entry.event === event && resolve(entry)));
  const [overHttp, inDirectory] = [met('published'), met('directory-searched')];
  const waiting = [
    runAside('curl', '-s', `${slow.publication.url}/CRL/ACI-EL-ORG-TEST.crl`),
    runAside('curl', '-s', `${slow.publication.ldapUrl}/c=FR??sub?objectClass=pkiCA`),
  ];
  await Promise.all([overHttp, inDirectory]);
  await slow.publication.stop();
  for (const { status } of await Promise.all(waiting)) expect(status).not.toBe(0);
});
