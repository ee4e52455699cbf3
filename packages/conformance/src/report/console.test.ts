import { expect, test } from 'vitest';
import { runCases } from '../runner/run.ts';
import { answer, config, exchange, type FakeGap, fakePorts, rightGap } from '../testing/fake-gap.ts';
import { type ConsoleOptions, consoleReporter } from './console.ts';

/** Three cases of one topic. */
const THREE = ['leaf-expired', 'leaf-not-yet-valid', 'issuing-ca-expired'].map(
  (slug) => `diapason-tpe/validity/${slug}`,
);

async function told(gap: FakeGap, options: Partial<ConsoleOptions> = {}, prefixes = THREE) {
  let text = '';
  const stream = {
    write: (part: string) => {
      text += part;
    },
  };
  const language = options.language ?? 'en';
  await runCases({
    config: config(),
    prefixes,
    seed: 42,
    version: '0',
    language,
    ports: fakePorts(gap),
    observer: consoleReporter({ stream, terminal: false, ...options, language }),
  });
  return text;
}

const servesExpired: FakeGap = (visit) => (visit.defect?.leaf?.notAfter ? answer(200) : rightGap(visit));

test('without a terminal: a plain line a case, the failure in full, the summary', async () => {
  expect(await told(servesExpired)).toBe(`3 cases, seed 42
✗ fail  diapason-tpe/validity/leaf-expired
✓ pass  diapason-tpe/validity/leaf-not-yet-valid
✓ pass  diapason-tpe/validity/issuing-ca-expired

✗ fail  diapason-tpe/validity/leaf-expired (MUST, S2-003, RFC 5280 §4.1.2.5)
  Terminal certificate expired
  Expected       The GAP refuses this terminal: it does not give it the answer that the good terminal gets. Best alert: certificate_expired (45).
  What happened  The GAP served this terminal like the good one. Handshake completed (TLS 1.2, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384 (0xC028)). Answer HTTP 200.
  Look at        A CERT_HAS_EXPIRED error that is caught, or a server clock that runs late.
  Evidence       evidence/diapason-tpe/validity/leaf-expired/

diapason-tpe/validity  ✗✓✓
3 cases: 2 passed, 1 fail (0.0 s)
`);
});

test('in French too', async () => {
  const text = await told(servesExpired, { language: 'fr' });
  expect(text).toContain('3 cas, graine 42');
  expect(text).toContain('À regarder');
  expect(text).toContain('3 cas : 2 conformes, 1 échec (0,0 s)');
});

test('what has one cause is told once', async () => {
  const { serverHello: _, ...nothing } = exchange({ handshake: 'not-started' });
  const text = await told(() => ({ ...nothing, reached: 'refused' }));
  expect(text.split('connection refused')).toHaveLength(2);
  expect(text).toContain('? untestable  3 cases');
  expect(text).toContain('  diapason-tpe/validity/ leaf-expired, leaf-not-yet-valid, issuing-ca-expired\n');
});

test('skipped cases are a line a suite, with the reason', async () => {
  const text = await told(rightGap, {}, [
    'diapason-tpe/revocation',
    'certificates/chain',
    'diapason-psp/offer',
  ]);
  const lines = text.split('\n').filter((line) => line.startsWith('- '));
  expect(lines).toEqual([
    expect.stringMatching(/^- certificates: 8 skipped\. The configuration names no file for this case/),
    expect.stringMatching(/^- diapason-tpe: 5 skipped\. This case needs the GAP to act.*drive\.mode/),
    expect.stringMatching(/^- diapason-psp: 9 skipped\. This case needs the GAP to act.*drive\.mode/),
  ]);
  expect(text).not.toContain('skip  ');
});

test('what comes from the GAP cannot drive the terminal', async () => {
  const text = await told(() => {
    throw new Error('\u001b[2J hidden');
  });
  expect(text).not.toContain('\u001b');
  expect(text).toContain('\ufffd[2J hidden');
});

test('on a terminal a live line is drawn over and fits the width', async () => {
  const text = await told(rightGap, { terminal: true, columns: 30 });
  const clear = '\r\u001b[2K';
  const live = text.split(clear).filter((part) => part.startsWith('  ') && !part.includes('\n'));
  expect(live.length).toBeGreaterThan(0);
  expect(live.every((part) => part.length < 30)).toBe(true);
  expect(text.split(clear).at(-1)).toContain('3 cases');
});
