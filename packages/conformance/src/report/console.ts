import { styleText } from 'node:util';
import type { ConformanceCase } from '../cases/case.ts';
import type { RunObserver } from '../runner/session.ts';
import { VERDICTS, type Verdict } from '../runner/verdict.ts';
import type { Language } from '../text.ts';
import type { CaseReport, Report } from './schema.ts';
import { byTopic, type Skips, skipsOf, slugOf, storiesOf } from './stories.ts';
import { FIELDS, VERDICT_NAMES, VERDICT_SIGNS } from './words.ts';

export interface ConsoleOptions {
  readonly stream: { write(text: string): unknown };
  readonly language: Language;
  /** Whether a person watches: a live line and colours. */
  readonly terminal: boolean;
  /** Of the terminal; default 80. */
  readonly columns?: number;
}

type Paint = Parameters<typeof styleText>[0];

const COLOURS: Readonly<Record<Verdict, Paint>> = {
  pass: 'green',
  fail: 'red',
  warn: 'yellow',
  skip: 'gray',
  untestable: 'magenta',
  error: 'red',
};

const CLEAR_LINE = '\r\u001b[2K';

/** Tells a run on the console: a line a case, then what did not pass in full, then a summary that fits a screen. */
export function consoleReporter({ stream, language, terminal, columns = 80 }: ConsoleOptions): RunObserver {
  const paint = (colour: Paint, text: string): string =>
    terminal ? styleText(colour, text, { validateStream: false }) : text;
  const verdictName = (verdict: Verdict): string =>
    paint(COLOURS[verdict], `${VERDICT_SIGNS[verdict]} ${VERDICT_NAMES[verdict].one[language]}`);
  const running = new Set<ConformanceCase>();
  let planned = 0;
  let done = 0;

  const live = (): void => {
    const [testCase] = running;
    if (!terminal || !testCase) return;
    stream.write(`${CLEAR_LINE}${`  ${done + 1}/${planned} ${testCase.id} …`.slice(0, columns - 1)}`);
  };
  const line = (text: string): void => {
    stream.write(`${terminal ? CLEAR_LINE : ''}${text}\n`);
    live();
  };

  return {
    started({ cases, seed }) {
      planned = cases;
      const text = { fr: `graine ${seed}`, en: `seed ${seed}` };
      line(`${numberOfCases(cases, language)}, ${text[language]}`);
    },
    caseStarted(testCase) {
      running.add(testCase);
      live();
    },
    caseFinished({ testCase, verdict, durationMs }) {
      running.delete(testCase);
      done += 1;
      // A suite that the configuration says nothing about would drown what was judged; the summary says why.
      if (verdict === 'skip') return live();
      line(
        `${verdictName(verdict)}  ${testCase.id}${durationMs >= 1000 ? ` (${seconds(durationMs, language)})` : ''}`,
      );
    },
    finished(report) {
      for (const told of storiesOf(report.cases)) {
        stream.write(`\n${story(told, language, verdictName)}`);
      }
      stream.write(`\n${summary(report, language, paint)}`);
    },
  };
}

function story(
  told: readonly [CaseReport, ...CaseReport[]],
  language: Language,
  verdictName: (verdict: Verdict) => string,
): string {
  const [first] = told;
  if (told.length > 1) {
    const ids = [...byTopic(told)]
      .map(([topic, cases]) => `  ${topic}/ ${cases.map(slugOf).join(', ')}\n`)
      .join('');
    return `${verdictName(first.verdict)}  ${numberOfCases(told.length, language)}\n${fields([[FIELDS.actual[language], first.actual]])}${ids}`;
  }
  const origin = [first.level, first.source.requirement, first.rfc && `RFC ${first.rfc}`]
    .filter(Boolean)
    .join(', ');
  return `${verdictName(first.verdict)}  ${first.id} (${origin})\n  ${first.title}\n${fields([
    [FIELDS.expected[language], first.expected],
    [FIELDS.actual[language], first.actual],
    [FIELDS.lookAt[language], first.lookAt],
    [FIELDS.evidence[language], first.evidence.length > 0 ? `evidence/${first.id}/` : null],
  ])}`;
}

function fields(entries: readonly [string, string | null][]): string {
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries
    .map(([name, value]) => (value ? `  ${name.padEnd(width)}  ${printable(value)}\n` : ''))
    .join('');
}

/** A GAP chooses the names in its certificate: they must not drive the terminal of who reads them. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '\ufffd');
}

function summary(report: Report, language: Language, paint: (colour: Paint, text: string) => string): string {
  const topics = byTopic(report.cases);
  const width = Math.max(...[...topics.keys()].map((topic) => topic.length));
  const rows = [...topics].map(([topic, cases]) => {
    const signs = cases.map(({ verdict }) => paint(COLOURS[verdict], VERDICT_SIGNS[verdict])).join('');
    return `${topic.padEnd(width)}  ${signs}\n`;
  });
  const counts = VERDICTS.filter((verdict) => report.summary[verdict] > 0).map((verdict) => {
    const count = report.summary[verdict];
    return paint(
      COLOURS[verdict],
      `${count} ${VERDICT_NAMES[verdict][count > 1 ? 'many' : 'one'][language]}`,
    );
  });
  const skips = skipsOf(report.cases).map(
    (skipped) => `${paint(COLOURS.skip, skipLine(skipped, language))}\n`,
  );
  const total = numberOfCases(report.cases.length, language);
  const time = seconds(report.durationMs, language);
  return `${rows.join('')}${skips.join('')}${total}${language === 'fr' ? ' :' : ':'} ${counts.join(', ')} (${time})\n`;
}

function skipLine({ suite, count, reason, others }: Skips, language: Language): string {
  const name = VERDICT_NAMES.skip[count > 1 ? 'many' : 'one'][language];
  const more = {
    fr: others > 0 ? ` ${others} pour d’autres raisons, que donne le rapport.` : '',
    en: others > 0 ? ` ${others} for other reasons, which the report gives.` : '',
  };
  return `${VERDICT_SIGNS.skip} ${suite}${language === 'fr' ? ' :' : ':'} ${count} ${name}. ${printable(reason)}${more[language]}`;
}

function numberOfCases(count: number, language: Language): string {
  return language === 'fr' ? `${count} cas` : `${count} ${count === 1 ? 'case' : 'cases'}`;
}

function seconds(milliseconds: number, language: Language): string {
  const value = (milliseconds / 1000).toFixed(1);
  return language === 'fr' ? `${value.replace('.', ',')} s` : `${value} s`;
}
