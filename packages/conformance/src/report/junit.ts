import type { CaseReport, Report } from './schema.ts';
import { byTopic } from './stories.ts';

/**
 * JUnit XML, one test suite for each topic. A warning passes there, with its text in system-out; a MUST case that could not
 * be tested fails, as it does for the exit code.
 */
export function junitXml(report: Report): string {
  const topics = byTopic(report.cases);
  const suites = [...topics].map(([topic, cases]) => suite(topic, cases, report.startedAt));
  const all = attributes({ name: 'banc-gap', ...counts(report.cases), time: seconds(report.durationMs) });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${all}>\n${suites.join('')}</testsuites>\n`;
}

function suite(name: string, cases: readonly CaseReport[], timestamp: string): string {
  const time = seconds(cases.reduce((sum, { durationMs }) => sum + durationMs, 0));
  const head = attributes({ name, ...counts(cases), time, timestamp: timestamp.replace(/\.\d+Z$/, '') });
  return `  <testsuite${head}>\n${cases.map(testCase).join('')}  </testsuite>\n`;
}

function testCase(result: CaseReport): string {
  const [suiteName, topic, slug] = result.id.split('/');
  const head = attributes({
    classname: `${suiteName}.${topic}`,
    name: `${slug}: ${result.title}`,
    time: seconds(result.durationMs),
  });
  const inside = outcome(result);
  return inside ? `    <testcase${head}>\n      ${inside}\n    </testcase>\n` : `    <testcase${head}/>\n`;
}

type Kind = 'failure' | 'error' | 'skipped' | 'passed';

function kindOf({ verdict, level }: CaseReport): Kind {
  switch (verdict) {
    case 'fail':
      return 'failure';
    case 'error':
      return 'error';
    case 'skip':
      return 'skipped';
    case 'untestable':
      return level === 'MUST' ? 'failure' : 'skipped';
    default:
      return 'passed';
  }
}

function outcome(result: CaseReport): string | undefined {
  const kind = kindOf(result);
  const story = [result.expected, result.actual, result.lookAt].filter((text) => text !== null).join('\n');
  if (kind === 'passed')
    return result.verdict === 'warn' ? `<system-out>${escapeXml(story)}</system-out>` : undefined;
  if (kind === 'skipped') return `<skipped${attributes({ message: result.actual })}/>`;
  return `<${kind}${attributes({ type: result.verdict, message: result.actual })}>${escapeXml(story)}</${kind}>`;
}

function counts(cases: readonly CaseReport[]): Record<string, string | number> {
  const kinds = cases.map(kindOf);
  const count = (kind: Kind) => kinds.filter((one) => one === kind).length;
  return {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

function attributes(values: Record<string, string | number>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

function escapeXml(text: string): string {
  // XML 1.0 has no way to write the other control characters.
  return text
    .replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"\n]/g, (character) => ENTITIES[character] ?? character);
}
