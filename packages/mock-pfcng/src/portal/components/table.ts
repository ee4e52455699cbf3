import { type Html, html, type Part } from '../html.ts';
import { say } from '../words.ts';

interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Part;
}

/** A table that becomes a list of labelled values where the window is narrow; the first column heads the row. */
export function table<Row>(
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  empty: string,
): Html {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`;
  return html`<table>
<caption>${caption}</caption>
<thead><tr>${columns.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${columns.map((column, index) => cell(column, index, row))}</tr>`)}</tbody>
</table>`;
}

function cell<Row>({ title, cell: content }: Column<Row>, index: number, row: Row): Html {
  return index === 0
    ? html`<th scope="row">${content(row)}</th>`
    : html`<td data-title="${title}"><div>${content(row)}</div></td>`;
}

/** Names with values. */
export function facts(entries: readonly (readonly [string, Part])[]): Html {
  return html`<dl class="facts">${entries.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

const TONES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    withdrawn: 'good',
    active: 'good',
    validated: 'good',
    done: 'good',
    requested: 'due',
    withdrawing: 'due',
    revoking: 'due',
    received: 'due',
    missing: 'due',
    opposed: 'bad',
    revoked: 'bad',
    refused: 'bad',
    expired: 'bad',
  }),
);

/** A state as a small label; its word says it, the colour only helps. */
export const state = (word: string): Html =>
  html`<span class="state ${TONES.get(word) ?? 'plain'}">${say(word)}</span>`;

/** Test or production, which nobody should mix up. */
export const environment = (name: string): Html =>
  html`<span class="environment ${name}">${say(name)}</span>`;
