import { CARDHOLDERS, type CardholderName, TEST_CARDS, type TestCardName } from '@banc-gap/sim-tpe';
import { type Command, type CommandArguments, exitCodes, jsonOption } from '../command.ts';
import { benchOfReadyFile, temporaryBench } from '../day/bench.ts';
import { liveDay } from '../day/day.ts';
import { ORDINARY_PATIENT, type Patient } from '../day/patient.ts';
import { dayText } from '../day/print.ts';
import { cliErrors } from '../errors.ts';
import { language, languageOption } from '../language.ts';

export const day: Command = {
  name: 'day',
  summary:
    'A Diapason day: consent at a terminal, debit after care, settlement, each message beside the certificate that vouches for it.',
  examples: [
    'banc day',
    'banc day --cardholder declines --cardholder agrees --amount 23.40',
    'banc day --amount 97.02                  the answer to the debit is lost on the way',
    'banc day --bench ready.json              on a bench that is up, with its reference GAP',
  ],
  options: {
    cardholder: {
      value: 'NAME',
      help: `what a patient does at the terminal, once for each patient (default: agrees): ${Object.keys(CARDHOLDERS).join(', ')}`,
      multiple: true,
    },
    card: {
      value: 'NAME',
      help: `the card of the patients (default: good): ${Object.keys(TEST_CARDS).join(', ')}`,
    },
    ceiling: { value: 'EUROS', help: 'what they are asked to agree to at most (default: 150)' },
    amount: {
      value: 'EUROS',
      help: 'what they have to pay after care (default: what annuaire, IDB, SIM and CLC leave)',
    },
    'tpe-binding': { value: 'socket|https', help: 'how terminals and GAP talk (default: socket)' },
    bench: {
      value: 'FILE',
      help: 'the ready file of `banc up --ref-gap`, whose bench is used (default: a temporary one, in this process)',
    },
    ...languageOption,
    ...jsonOption,
  },
  async run(args, context) {
    const patients = requestedPatients(args);
    const wanted = language(args, context.env);
    const file = args.text('bench');
    const binding = args.text('tpe-binding') ?? 'socket';
    await using opened = new AsyncDisposableStack();
    const bench =
      file === undefined
        ? opened.use(await temporaryBench(['--terminals=1', `--tpe-binding=${binding}`]))
        : benchOfReadyFile(file);
    const report = await liveDay(bench, patients, { fromTheStart: file === undefined });
    context.stdout.write(
      args.flag('json') ? `${JSON.stringify(report, null, 2)}\n` : dayText(report, wanted),
    );
    return report.right ? exitCodes.success : exitCodes.notConforming;
  },
};

function requestedPatients(args: CommandArguments): Patient[] {
  const behaviours = args.texts('cardholder');
  const card = oneOf(
    args.text('card') ?? ORDINARY_PATIENT.card,
    Object.keys(TEST_CARDS) as TestCardName[],
    'card',
  );
  return (behaviours.length > 0 ? behaviours : [ORDINARY_PATIENT.cardholder]).map((name) => ({
    ...ORDINARY_PATIENT,
    card,
    cardholder: oneOf(name, Object.keys(CARDHOLDERS) as CardholderName[], 'cardholder'),
    ...(args.text('ceiling') !== undefined && { ceiling: cents(args, 'ceiling') }),
    ...(args.text('amount') !== undefined && { remainder: cents(args, 'amount') }),
  }));
}

function oneOf<Name extends string>(name: string, names: readonly Name[], option: string): Name {
  const found = names.find((one) => one === name);
  if (found !== undefined) return found;
  throw invalid(`--${option} is one of ${names.join(', ')}; not ${name}.`);
}

function cents(args: CommandArguments, option: string): number {
  const text = args.text(option) ?? '';
  if (/^\d{1,5}([.,]\d{1,2})?$/.test(text)) return Math.round(Number(text.replace(',', '.')) * 100);
  throw invalid(`--${option} is an amount in euros such as 17 or 17.50, not ${text}.`);
}

const invalid = (reason: string) => cliErrors.error('CLI_OPTION_INVALID', { command: 'day', reason });
