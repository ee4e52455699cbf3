import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import type { DayReport } from '../day/day.ts';
import { invoke } from '../testing/invoke.ts';

/** The messages, with the common name of who vouches for each. */
function told({ messages }: DayReport): string[] {
  return messages.map(({ from, to, what, vouchedForBy }) => {
    const name = vouchedForBy === null ? 'nobody' : /CN=([^,+]+)/.exec(vouchedForBy.subject)?.[1];
    return `${from.slice(0, 3)} → ${to.slice(0, 3)} [${name}] ${what.en}`;
  });
}

const DAY = [
  'GAP → TPE [gap.ch-test.fr] Payment request: consent to a debit of at most 150.00 €',
  expect.stringMatching(/^TPE → PSP \[nobody\] authorisation of 1\.00 €/),
  'TPE → GAP [BANC000000000001] Payment response: the patient agrees, card ############0001',
  'GAP → PSP [Client_Diapason_PSP] POST /mandates: at most 150.00 €',
  'PSP → GAP [psp.banc.test] 201',
  'GAP → DP [899700000021] POST /dp/v1/consultations',
  'DP → GAP [dp.banc.test] 200',
  'GAP → ann [Client_ROC_Annuaire_AMC] search IDB, AMC 99900011',
  'ann → GAP [annuaire.banc.test] 00',
  'GAP → AMC [Client_ROC_WebServices_AMC] IDB',
  'AMC → GAP [amc.banc.test] 000',
  'GAP → AMC [Client_ROC_WebServices_AMC] SIM',
  'AMC → GAP [amc.banc.test] 000',
  'GAP → AMC [Client_ROC_WebServices_AMC] CLC',
  'AMC → GAP [amc.banc.test] 000',
  'GAP → PSP [Client_Diapason_PSP] POST /payments: 45.00 €',
  'PSP → GAP [psp.banc.test] 201',
  'GAP → PSP [Client_Diapason_PSP] GET /settlements',
  'PSP → GAP [psp.banc.test] 200',
];

describe('banc day', () => {
  it('goes from consent to settlement, each message beside the certificate that vouches for it', async () => {
    const { exitCode, stdout, stderr } = await invoke(['day', '--tpe-binding', 'https', '--json']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const report = JSON.parse(stdout) as DayReport;
    expect(report).toMatchObject({ consented: 45_00, settled: 45_00, ledgerBalances: true, right: true });
    expect(told(report)).toEqual([
      'TPE → GAP [BANC000000000001] Login request',
      'GAP → TPE [gap.ch-test.fr] Login response',
      ...DAY,
    ]);
    for (const { vouchedForBy } of report.messages.filter((message) => message.vouchedForBy !== null)) {
      expect(vouchedForBy).toMatchObject({
        issuer: expect.stringMatching(
          /^(CN=TEST AC|CN=IngeTrust TEST|CN=Geotrust TEST|OU=AC-SERVEUR-TEST)\b/,
        ),
        serialNumber: expect.stringMatching(/^[0-9A-F]{8,}$/),
      });
    }
  }, 60_000);

  it.each([
    [['--cardholder', 'dances'], '--cardholder is one of agrees'],
    [['--amount', 'much'], '--amount is an amount in euros'],
    [['--bench', '/nowhere.json'], 'CLI_FILE_UNREADABLE'],
    [['--bench', fileURLToPath(import.meta.url)], 'CLI_BENCH_INCOMPLETE'],
  ])('refuses %s', async (argv, said) => {
    expect(await invoke(['day', ...argv])).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining(said),
    });
  });
});

describe('on a bench that is up', () => {
  let directory: string;
  let readyFile: string;
  let running: ReturnType<typeof invoke>;
  const stop = Promise.withResolvers<void>();
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'banc-day-test-'));
    readyFile = join(directory, 'ready.json');
    running = invoke(
      [
        ...['up', 'igc-sante', 'psp', 'annuaire', 'amc', 'dp', 'ref-gap', 'tpe'],
        ...['--state', join(directory, 'state'), '--annuaire-port=0', '--amc-port=0', '--dp-port=0'],
        ...['--publication-port=0', '--ldap-port=0', '--control-port=0', '--psp-port=0', '--tpe-port=0'],
        ...['--ref-gap=0', '--ready-file', readyFile],
      ],
      { stopRequested: stop.promise },
    );
    const watcher = watch(directory);
    while (!existsSync(readyFile)) await once(watcher, 'change');
    watcher.close();
  }, 60_000);
  afterAll(async () => {
    stop.resolve();
    expect(await running).toMatchObject({ exitCode: 0, stderr: '' });
    rmSync(directory, { recursive: true });
  });

  it('a day is the same, and so is the next', async () => {
    for (const amount of ['17', '20.15']) {
      const { stdout } = await invoke(['day', '--bench', readyFile, '--amount', amount, '--json']);
      const report = JSON.parse(stdout) as DayReport;
      expect(report.right).toBe(true);
      expect(told(report).slice(0, 5)).toEqual(DAY.slice(0, 5));
      expect((report.settled / 100).toFixed(2)).toBe(Number(amount).toFixed(2));
    }
  });

  it.each([
    [['--cardholder', 'cancels-at-pin'], 'cancels at the PIN', 'CONSENT_REFUSED', 'cancelled', 0],
    [['--cardholder', 'forgot-the-pin'], 'three wrong PINs', 'CONSENT_REFUSED', 'wrong-pin', 0],
    [['--cardholder', 'contactless-only'], 'only taps', 'CONSENT_REFUSED', 'contact-required', 0],
    [['--card', 'insufficient-funds'], 'no money', 'CONSENT_REFUSED', 'issuer-refused', 0],
    [['--amount', '150.01'], 'a cent above the ceiling', 'OVER_CEILING', undefined, 0],
    [['--amount', '99.51'], 'the issuer refuses the debit', 'REFUSED', 'issuer-refused', 0],
    [['--amount', '97.02'], 'a reply that is lost', 'AUTHORISED', undefined, 97_02],
  ])('%s: %s, and the money is where it should be', async (argv, _, state, reason, settled) => {
    const { exitCode, stdout } = await invoke(['day', '--json', '--bench', readyFile, ...argv]);
    const report = JSON.parse(stdout) as DayReport;
    expect(report.dossiers).toEqual([expect.objectContaining({ state })]);
    expect(report.dossiers[0]!.refusal?.reason).toBe(reason);
    expect({ exitCode, settled: report.settled }).toEqual({ exitCode: 0, settled });
  });

  it('is read by people, in French too', async () => {
    const { stdout } = await invoke([
      ...['day', '--bench', readyFile, '--lang', 'fr', '--amount', '23.40'],
      ...['--cardholder', 'declines', '--cardholder', 'agrees'],
    ]);
    expect(stdout).toMatch(
      /pas de consentement \(declined\)\n.*débité, 23,40 €\n✓ le grand livre est équilibré/,
    );
    expect(stdout).toMatch(/n° de série [0-9A-F]+\n/);
  });

  it.skipIf(!foreignTool('curl') || !foreignTool('jq'))('the same by hand, with curl', async () => {
    const script = fileURLToPath(new URL('../../../../examples/diapason-day/day.sh', import.meta.url));
    const { stdout } = await promisify(execFile)('sh', [script, readyFile]);
    expect(stdout).toMatch(/TOKENISED\n[\s\S]*AUTHORISED\n[\s\S]*settled 1700, the ledger balances: true\n$/);
  });
});
