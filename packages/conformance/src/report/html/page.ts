import { ALERTS, type AlertName } from '@banc-gap/pki';
import type { CaseResult } from '../../runner/result.ts';
import type { RunResult } from '../../runner/run.ts';
import { VERDICTS, type Verdict } from '../../runner/verdict.ts';
import { joinTexts, type Language, type Text } from '../../text.ts';
import type { CaseReport, Report } from '../schema.ts';
import { bySuite, storiesOf } from '../stories.ts';
import { FIELDS, STRICT, VERDICT_NAMES, VERDICT_SIGNS } from '../words.ts';
import { chains, sequence } from './exchange.ts';
import { html, Markup } from './markup.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';
import { CLIENT_REVOCATION, PAGE, RESULT, suiteTitle, topicTitle } from './words.ts';

/** The report as one file that needs nothing else, in the language of the report. */
export function reportHtml({ report, results }: RunResult): string {
  const { language } = report;
  const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
  const suites = bySuite(report.cases);
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${[PAGE.title[language], report.gap.product].filter(Boolean).join(' — ')}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
${heading(report)}
<main>
${counts(report)}
${toDo(report)}
<h2>${PAGE.overview[language]}</h2>
${[...suites].map(([suite, topics]) => overview(suite, topics, report))}
${[...suites].map(
  ([suite, topics]) => html`<h2>${suiteTitle(suite)[language]} <code class="soft">${suite}</code></h2>
${[...topics].map(
  ([
    topic,
    cases,
  ]) => html`<h3 class="topic">${topicTitle(topic)[language]} <code class="soft">${topic}</code></h3>
${cases.map((one) => caseDetails(one, results.get(one.id), report))}`,
)}`,
)}
<p class="soft">${PAGE.testOnly[language]}</p>
</main>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`.text;
}

function heading(report: Report): Markup {
  const { language, gap } = report;
  const name =
    [gap.product, gap.version, gap.editor && `(${gap.editor})`].filter(Boolean).join(' ') || gap.fqdn;
  const [verdict, text] = resultOf(report);
  const place = `${gap.fqdn}:${gap.port}${gap.address ? ` (${gap.address})` : ''}`;
  const date = `${report.startedAt.slice(0, 19).replace('T', ' ')} UTC, ${(report.durationMs / 1000).toFixed(1)} s`;
  return html`<header><div>
<h1>${PAGE.title[language]}</h1>
${facts(
  [
    [PAGE.gap, name],
    [PAGE.address, place],
    [PAGE.date, date],
    [PAGE.bench, `Banc GAP ${report.version}, ${PAGE.seed[language]} ${report.seed}`],
    ...report.notes.map((note) => [PAGE.cipher, note] as const),
  ],
  language,
)}
<p class="result ${verdict}">${text[language]}</p>
</div></header>`;
}

function resultOf({ cases, summary }: Report): [Verdict, Text] {
  if (summary.error > 0) return ['error', RESULT.error];
  const must = (verdict: Verdict) =>
    cases.filter((one) => one.level === 'MUST' && one.verdict === verdict).length;
  const [failed, untestable] = [must('fail'), must('untestable')];
  const sentences = [
    ...(failed > 0 ? [RESULT.fail(failed)] : []),
    ...(untestable > 0 ? [RESULT.untestable(untestable)] : []),
  ];
  if (sentences.length === 0) return ['pass', RESULT.pass];
  return [failed > 0 ? 'fail' : 'untestable', joinTexts(sentences, ' ')];
}

function counts({ summary, language }: Report): Markup {
  const shown = VERDICTS.filter((verdict) => summary[verdict] > 0);
  return html`<ul class="counts">${shown.map((verdict) => {
    const name = VERDICT_NAMES[verdict][summary[verdict] > 1 ? 'many' : 'one'][language];
    return html`<li class="${verdict}"><b>${summary[verdict]}</b>${name}</li>`;
  })}</ul>`;
}

/** What did not pass, in one place, with what to look at. */
function toDo({ cases, language }: Report): Markup | null {
  const stories = storiesOf(cases);
  if (stories.length === 0) return null;
  return html`<h2>${PAGE.toDo[language]}</h2>
<ul class="todo">${stories.map((told) => html`<li>${story(told, language)}</li>`)}</ul>`;
}

/** Beyond this many cases with one reason, their number says more than their names. */
const NAMED_CASES = 5;

function story(told: readonly [CaseReport, ...CaseReport[]], language: Language): Markup {
  const [{ verdict, lookAt, actual }] = told;
  const links = told.map(
    ({ id, title }, index) => html`${index > 0 ? ' · ' : ''}<a href="#${id}">${title}</a>`,
  );
  const names = told.length > NAMED_CASES ? `${told.length} ${VERDICT_NAMES[verdict].many[language]}` : links;
  return html`<b class="${verdict}">${VERDICT_SIGNS[verdict]}</b> ${names}<br>
<span class="soft">${lookAt ?? actual}</span>`;
}

function overview(
  suite: string,
  topics: ReadonlyMap<string, readonly CaseReport[]>,
  { language, clientRevocation }: Report,
): Markup {
  const setting = clientRevocation[suite as keyof typeof clientRevocation];
  return html`<table class="topics"><caption>${suiteTitle(suite)[language]}</caption>
${[...topics].map(([topic, cases]) => overviewRow(topic, cases, language))}</table>
${setting && html`<p class="soft"><code>clientRevocation: ${setting}</code> — ${CLIENT_REVOCATION[setting][language]}</p>`}`;
}

function overviewRow(topic: string, cases: readonly CaseReport[], language: Language): Markup {
  const links = cases.map(
    ({ id, verdict, title }) =>
      html`<a class="${verdict}" href="#${id}" title="${title}">${VERDICT_SIGNS[verdict]}</a>`,
  );
  return html`<tr><td>${topicTitle(topic)[language]}</td><td>${links}</td></tr>`;
}

function caseDetails(one: CaseReport, result: CaseResult | undefined, report: Report): Markup {
  const { language } = report;
  const trial = result?.trial;
  const open =
    one.verdict === 'fail' || one.verdict === 'warn' || one.verdict === 'error' ? new Markup(' open') : null;
  const name = VERDICT_NAMES[one.verdict].one[language];
  const strict = one.strict
    ? html` <span class="soft" title="${STRICT[language]}">(${STRICT[language]})</span>`
    : null;
  return html`<details class="case" id="${one.id}"${open}>
<summary><span class="badge ${one.verdict}">${VERDICT_SIGNS[one.verdict]} ${name}</span><span>${one.title}${strict}<code>${one.id}</code></span><span class="level">${one.level}</span></summary>
<div>
${facts(
  [
    [FIELDS.expected, one.expected],
    [FIELDS.actual, one.actual],
    [FIELDS.lookAt, one.lookAt],
    [FIELDS.alert, alertText(one.alert)],
    [FIELDS.negotiated, one.observed],
    [FIELDS.twin, twinText(one, language)],
    [
      FIELDS.source,
      [one.source.requirement, one.source.document, one.source.section].filter(Boolean).join(', '),
    ],
    [FIELDS.clause, one.rfc ? `RFC ${one.rfc}` : null],
  ],
  language,
)}
${trial && sequence(trial, language, one.verdict === 'pass' ? 'lengths' : 'octets')}
${trial && chains(trial, new Date(report.startedAt), language)}
${evidence(one, language)}
</div>
</details>
`;
}

function facts(entries: readonly (readonly [Text, string | null])[], language: Language): Markup {
  const rows = entries.map(([label, value]) =>
    value ? html`<dt>${label[language]}</dt><dd>${value}</dd>` : null,
  );
  return html`<dl class="facts">${rows}</dl>`;
}

function alertText(alert: AlertName | null): string | null {
  return alert && `${alert} (${ALERTS[alert]})`;
}

function twinText({ twin }: CaseReport, language: Language): string | null {
  if (!twin) return null;
  const verdict = twin.verdict === 'pass' ? PAGE.twinPassed[language] : PAGE.twinFailed[language];
  return `${verdict} — ${twin.detail}`;
}

function evidence(one: CaseReport, language: Language): Markup | null {
  if (one.evidence.length === 0) return null;
  const links = one.evidence.map((path) => html`<a href="${path}">${path.split('/').at(-1)}</a> `);
  return html`<h3>${FIELDS.evidence[language]}</h3><p>${links}</p>`;
}
