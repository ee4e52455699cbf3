import { pageOf } from './page.ts';
import { type ResultOptions, resultOf, type SummaryData } from './result.ts';
import { text } from './settings.ts';
import { textOf } from './text.ts';

/** What handleSummary returns: the text, and the files that were asked for. */
export function report(data: SummaryData, options: ResultOptions): Record<string, string> {
  const result = resultOf(data, options);
  const [json, html] = [text('JSON', ''), text('HTML', '')];
  return {
    stdout: textOf(result),
    ...(json && { [json]: `${JSON.stringify(result, null, 2)}\n` }),
    ...(html && { [html]: pageOf(result) }),
  };
}
