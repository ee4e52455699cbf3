import { Journal, systemClock } from '@banc-gap/simkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { type MatrixBench, startBench } from './bench.ts';
import { FLAWS, type Flaw, TYPE_NAMES, TYPES } from './certificates.ts';
import { COUNTERPARTS, type Counterpart, identityOf, type Setting } from './counterparts.ts';
import { type Exchange, STACKS } from './stacks.ts';
import { documentedTable, tableOf } from './table.ts';

const expected = documentedTable('What a GAP presents');

const { provider, annuaire, AMC, DP } = COUNTERPARTS;
const COLUMNS: Readonly<Record<string, readonly [Counterpart, Pick<Setting, 'revocation' | 'clientAuth'>]>> =
  {
    provider: [provider, {}],
    'provider, `ocsp`': [provider, { revocation: 'ocsp' }],
    annuaire: [annuaire, {}],
    DP: [DP, {}],
    'AMC, `require`': [AMC, { clientAuth: 'require' }],
    'AMC, `request`': [AMC, { clientAuth: 'request' }],
    'AMC, `none`': [AMC, { clientAuth: 'none' }],
  };
const OF_RIGHT_TYPE: Readonly<Record<string, Flaw>> = { ...FLAWS, 'of production': { production: true } };

let bench: MatrixBench;
const journals = new Map<number, Journal>();
const exchanges: { row: string; column: string; fingerprint: string | undefined; exchange: Exchange }[] = [];
const stack = new AsyncDisposableStack();
beforeAll(async () => {
  bench = stack.use(await startBench());
  const { authorities, certificates, service } = bench;
  const holder = 'gap.ch-test.fr';
  const presented = new Map<string, { readonly folder: string; readonly fingerprint: string }>();
  for (const type of TYPE_NAMES) presented.set(type, await certificates.folder(type, TYPES[type](holder)));
  for (const client of ['ORG AUTH_CLI', 'PRO AUTH'] as const) {
    for (const [row, flaw] of Object.entries(OF_RIGHT_TYPE)) {
      const name = `${client}, ${row}`;
      presented.set(name, await certificates.folder(name, TYPES[client](holder), flaw));
    }
  }
  for (const [column, [counterpart, mode]] of Object.entries(COLUMNS)) {
    const { fqdn: name, trust, request, client, server } = counterpart;
    const journal = new Journal(systemClock);
    const identity = identityOf(await certificates.issue(`server/${column}`, TYPES[server](name)));
    const running = stack.use(await counterpart.start({ authorities, identity, service, journal, ...mode }));
    const { port } = running;
    journals.set(port, journal);
    const add = (row: string, key?: string) => {
      const { folder = null, fingerprint } = (key !== undefined && presented.get(key)) || {};
      exchanges.push({ row, column, fingerprint, exchange: { name, port, trust, folder, request } });
    };
    add('nothing');
    for (const type of TYPE_NAMES) add(type, type);
    for (const row of Object.keys(OF_RIGHT_TYPE)) add(row, `${client}, ${row}`);
  }
});
afterAll(() => stack.disposeAsync());

/** What an insurer has in its journal of the certificate that a request came with; the others are not given one. */
function reportedBy(port: number, fingerprint: string | undefined, since: number): string {
  const clients = journals
    .get(port)!
    .entries(since)
    .filter(({ event }) => event === 'answered')
    .map(
      ({ details }) => details['client'] as { readonly fingerprint: string; readonly unfit?: string } | null,
    );
  const found = clients.find((client) => client?.fingerprint === fingerprint);
  if (!found) return '';
  return found.unfit === undefined ? ', reported' : ', reported as unfit';
}

describe.each(STACKS)('a GAP on $name', ({ tools, outcomes }) => {
  test.skipIf(!tools.every(foreignTool))(
    'is let in, or gets the alert, as docs/certificate-matrix.md says',
    async () => {
      const since = new Map([...journals].map(([port, journal]) => [port, journal.entries().length]));
      const found = await outcomes(
        bench.kit,
        exchanges.map(({ exchange }) => exchange),
      );
      const cells = exchanges.map(({ exchange, fingerprint, ...place }, index) => ({
        ...place,
        cell: `${found[index]}${reportedBy(exchange.port, fingerprint, since.get(exchange.port)!)}`,
      }));
      expect(tableOf(cells)).toEqual(expected);
    },
    120_000,
  );
});
