import { readFileSync } from 'node:fs';

const PAGE = new URL('../../../docs/certificate-matrix.md', import.meta.url);

/** What a page says: the text of each cell, by row and column. */
export type Table = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The table below that heading of docs/certificate-matrix.md. */
export function documentedTable(heading: string): Table {
  const [, section] = readFileSync(PAGE, 'utf8').split(`\n## ${heading}\n`);
  const rows = (section ?? '')
    .split('\n## ')[0]!
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.replaceAll('**', '').trim()),
    );
  const [[, ...columns] = [], , ...body] = rows;
  return Object.fromEntries(
    body.map(([row, ...cells]) => [
      row,
      Object.fromEntries(columns.map((column, index) => [column, cells[index]])),
    ]),
  ) as Table;
}

/** What was found, to be compared with it. */
export function tableOf(
  found: readonly { readonly row: string; readonly column: string; readonly cell: string }[],
): Table {
  const table: Record<string, Record<string, string>> = {};
  for (const { row, column, cell } of found) table[row] = { ...table[row], [column]: cell };
  return table;
}
