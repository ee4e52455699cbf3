import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Authorities, DEFAULT_FQDN, openAuthorities } from '@banc-gap/mock-igc-sante';
import type { Stack } from '@banc-gap/ref-gap';
import {
  type Command,
  type CommandArguments,
  type CommandContext,
  exitCodes,
  stateOption,
} from '../command.ts';
import { cliErrors } from '../errors.ts';
import { startLoadBench } from '../load/bench.ts';
import { conclude } from '../load/conclude.ts';
import { findK6 } from '../load/k6.ts';
import { runK6 } from '../load/run.ts';
import { findScript, SCRIPT_NAMES } from '../load/scripts.ts';
import { harmlessTarget } from '../load/target.ts';
import { openState } from '../state.ts';
import { wholeNumber } from '../whole-number.ts';

const MOST = 1_000_000;

export const load: Command = {
  name: 'load',
  positionals: `${SCRIPT_NAMES.join('|')}|FILE`,
  summary: 'Puts load on a GAP with k6: handshakes with 0xC028, terminals by the thousand, signatures.',
  examples: [
    'banc load handshake                                    against the reference GAP',
    'banc load handshake --profile knee --rate 1000 --html knee.html',
    'banc load handshake --target gap.ch-ville.fr:8443 --rate 100 --duration 5m',
    'banc load handshake --revoked                          terminals that the GAP has to refuse',
  ],
  options: {
    target: {
      value: 'HOST:PORT',
      help: 'your GAP, with the kit of this state (default: the reference GAP, started here)',
    },
    fqdn: {
      value: 'NAME',
      help: `the name in its certificate (default: the host of --target, if it is a name; else ${DEFAULT_FQDN})`,
    },
    'allow-public': { help: 'let the target have a public address: nobody else may be there' },
    drive: { value: 'URL', help: 'of your GAP, for the scripts that make it act: signing, crl-scale' },
    'amc-control': {
      value: 'URL',
      help: 'of signing: the control port of the insurer that your GAP calls (default: that of `banc up`)',
    },
    'psp-control': {
      value: 'URL',
      help: 'of terminals and mixed: that of the payment provider, which then gives the tokens',
    },
    silent: {
      help: 'of terminals and mixed: terminals send no message, for a server of HTTP such as nginx',
    },
    identities: {
      value: 'FILE|DIR',
      help: 'a file of `banc fleet`, or a folder of `banc issue` (default: a new fleet)',
    },
    terminals: {
      value: 'N',
      help: 'terminals of the new fleet, each with a certificate of its own (default: 100)',
    },
    revoked: { help: 'come with a certificate that is on the CRL' },
    stack: { value: 'node|tls12', help: 'what the reference GAP speaks TLS with (default: tls12)' },
    profile: {
      value: 'constant|knee|soak|monday|each',
      help: 'of handshake: how the rate changes (default: constant)',
    },
    duration: { value: '30s', help: 'how long; each script has its default' },
    rate: { value: 'N', help: 'how many begin in a second, at the most' },
    vus: { value: 'N', help: 'virtual users of k6: how many go on at once, at the most' },
    'longest-crl': { value: 'N', help: 'of crl-scale: entries of the longest CRL (default: 1000000)' },
    json: { value: 'FILE', help: 'write the result there' },
    html: { value: 'FILE', help: 'write a page with curves there' },
    ...stateOption,
  },
  async run(args, context) {
    const [name, ...surplus] = args.positionals;
    if (name === undefined || surplus.length > 0)
      throw cliErrors.error('CLI_ARGUMENT_MISSING', { command: 'load', argument: 'one script' });
    const script = findScript(name);
    const number = (option: string) => wholeNumber(args, 'load', option, { most: MOST });
    const settings = {
      PROFILE: args.text('profile'),
      DURATION: args.text('duration'),
      RATE: number('rate')?.toString(),
      VUS: number('vus')?.toString(),
      SILENT: args.flag('silent') ? 'true' : undefined,
    };
    refuseWithoutTarget(args);
    const stack = requestedStack(args);
    const html = absolute(args.text('html'));
    const identities = absolute(args.text('identities'));
    const wanted = args.text('target');
    const target = wanted === undefined ? undefined : await harmlessTarget(wanted, args.flag('allow-public'));
    const k6 = await findK6(context);

    const folder = mkdtempSync(join(tmpdir(), 'banc-load-'));
    try {
      using authorities = await authoritiesFor(wanted ?? identities, args, context, folder);
      await using bench = await startLoadBench({
        ...{ authorities, folder, script, stack, identities },
        target: target?.address,
        fqdn: args.text('fqdn') ?? target?.name ?? DEFAULT_FQDN,
        terminals: number('terminals') ?? 100,
        revoked: args.flag('revoked'),
        longestCrl: number('longest-crl') ?? 1_000_000,
        elsewhere: {
          drive: args.text('drive'),
          amcControl: args.text('amc-control'),
          pspControl: args.text('psp-control'),
        },
      });
      const written = join(folder, 'result.json');
      const outcome = await runK6(
        { k6, script: script.file, bench, settings: { ...settings, HTML: html, JSON: written } },
        context,
      );
      if (outcome.code !== 0 && !outcome.thresholdCrossed) return exitCodes.benchFailed;
      const json = absolute(args.text('json'));
      const crossed = conclude({ outcome, simulates: bench.simulates, written, json, html }, context);
      return crossed ? exitCodes.thresholdCrossed : exitCodes.success;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** A GAP of one's own, or a fleet, goes with a state; else there is one for the time of the run. */
function authoritiesFor(
  given: string | undefined,
  args: CommandArguments,
  context: CommandContext,
  folder: string,
): Promise<Authorities> {
  if (given !== undefined || args.text('state') !== undefined) return openState(args, context, {});
  return openAuthorities(join(folder, 'state'), { create: { port: 0 } });
}

function refuseWithoutTarget(args: CommandArguments): void {
  const options = ['drive', 'amc-control', 'psp-control'];
  const surplus = options.find((option) => args.text(option) !== undefined);
  if (surplus === undefined || args.text('target') !== undefined) return;
  throw cliErrors.error('CLI_OPTION_INVALID', {
    command: 'load',
    reason: `--${surplus} is of a GAP that runs elsewhere, and wants --target.`,
  });
}

const absolute = (file: string | undefined) => file && resolve(file);

function requestedStack(args: CommandArguments): Stack {
  const stack = args.text('stack') ?? 'tls12';
  if (stack === 'node' || stack === 'tls12') return stack;
  throw cliErrors.error('CLI_OPTION_INVALID', {
    command: 'load',
    reason: `--stack is node or tls12, not ${stack}.`,
  });
}
