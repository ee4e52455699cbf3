import { parse as parseCsv } from 'csv-parse/sync';
import { parse } from '../parse.ts';
import { PfcngProblem } from '../problems/problem.ts';
import { type NewOrder, newOrder } from '../schemas/orders.ts';

/** One line of a bulk order; the header is line 1. */
export interface BatchLine {
  readonly line: number;
  readonly order: NewOrder | PfcngProblem;
}

const COLUMNS = [
  'offer',
  'usage',
  'serviceApplicatif',
  'fqdn',
  'alternativeNames',
  'beneficiary',
  'upn',
  'email',
  'notify',
  'csr',
];

/** Columns whose cells hold several values, apart by spaces. */
const LISTS = ['alternativeNames', 'notify'];

const MOST_LINES = 1000;

/**
 * Reads a CSV (RFC 4180, with commas or semicolons) whose header names columns of the order form; an empty cell is an
 * absent field.
 *
 * @throws PfcngProblem invalid-request if it is not a CSV with such a header, or has no lines, or too many
 */
export function readBatch(csv: string, common: Pick<NewOrder, 'structure' | 'environment'>): BatchLine[] {
  const records = csvRecords(csv);
  const unknown = Object.keys(records[0]?.record ?? {}).filter((column) => !COLUMNS.includes(column));
  if (unknown.length > 0) {
    throw invalidCsv(`colonne inconnue : ${unknown.join(', ')}`, `unknown column: ${unknown.join(', ')}`);
  }
  if (records.length === 0) throw invalidCsv('aucune ligne', 'no line');
  if (records.length > MOST_LINES)
    throw invalidCsv(`plus de ${MOST_LINES} lignes`, `more than ${MOST_LINES} lines`);
  const seen = new Map<string, number>();
  return records.map(({ line, record }) => {
    try {
      const order = parse(newOrder, { ...common, ...orderOf(record) });
      const product = JSON.stringify(order.product);
      const earlier = seen.get(product);
      seen.set(product, earlier ?? line);
      return {
        line,
        order: earlier === undefined ? order : new PfcngProblem('batch-line-repeated', { line: earlier }),
      };
    } catch (problem) {
      if (!(problem instanceof PfcngProblem)) throw problem;
      return { line, order: problem };
    }
  });
}

function orderOf(record: Readonly<Record<string, string>>) {
  const cells = Object.entries(record)
    .filter(([, cell]) => cell !== '')
    .map(([column, cell]) => [column, LISTS.includes(column) ? cell.split(/\s+/) : cell]);
  const { notify, csr, ...product } = Object.fromEntries(cells);
  return {
    product,
    key: csr === undefined ? { source: 'on-line' } : { source: 'csr', csr },
    ...(notify !== undefined && { notify }),
  };
}

function csvRecords(
  csv: string,
): { readonly line: number; readonly record: Readonly<Record<string, string>> }[] {
  const header = csv.slice(0, csv.search(/\r|\n|$/));
  try {
    const rows = parseCsv(csv, {
      bom: true,
      columns: true,
      delimiter: header.includes(';') ? ';' : ',',
      info: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { record: Record<string, string>; info: { lines: number } }[];
    return rows.map(({ record, info }) => ({ line: info.lines, record }));
  } catch (error) {
    throw invalidCsv((error as Error).message, (error as Error).message);
  }
}

function invalidCsv(fr: string, en: string): PfcngProblem {
  return new PfcngProblem(
    'invalid-request',
    { fields: 'csv' },
    { errors: [{ field: 'csv', message: { fr, en } }] },
  );
}
