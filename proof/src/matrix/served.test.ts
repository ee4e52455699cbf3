import type { CertificateDefect } from '@banc-gap/pki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { type MatrixBench, startBench } from './bench.ts';
import { FLAWS, type Flaw, TYPE_NAMES, TYPES } from './certificates.ts';
import { COUNTERPART_NAMES, COUNTERPARTS, type CounterpartName, identityOf } from './counterparts.ts';
import { type Exchange, STACKS } from './stacks.ts';
import { documentedTable, tableOf } from './table.ts';

const expected = documentedTable('What a server presents');

const named = (fqdn: string): CertificateDefect => ({
  extensions: { subjectAltName: { value: [{ type: 'dNSName', value: fqdn }] } },
});

/** A server with one certificate, and how a GAP connects to it. */
interface Served extends Flaw {
  readonly type: keyof typeof TYPES;
  readonly fqdn: string;
  /** The GAP uses the CRLs of the kit. */
  readonly crls?: true;
  readonly withoutIntermediate?: true;
}

/** What the rows of the table are, for a counterpart. */
function servedBy(name: CounterpartName): Readonly<Record<string, Served>> {
  const { server: type, fqdn } = COUNTERPARTS[name];
  const right = { type, fqdn };
  return {
    ...Object.fromEntries(TYPE_NAMES.map((other) => [other, { type: other, fqdn, defect: named(fqdn) }])),
    ...Object.fromEntries(Object.entries(FLAWS).map(([row, flaw]) => [row, { ...right, ...flaw }])),
    'of another name': { ...right, fqdn: 'other.banc.test' },
    'its name only in the common name': { ...right, defect: { extensions: { subjectAltName: null } } },
    'without its issuing CA': { ...right, withoutIntermediate: true },
    'revoked, with the CRLs of the kit': { ...right, revoked: true, crls: true },
    'right, with the CRLs of the kit': { ...right, crls: true },
  };
}

let bench: MatrixBench;
const exchanges: { row: string; column: CounterpartName; exchange: Exchange }[] = [];
const stack = new AsyncDisposableStack();
beforeAll(async () => {
  bench = stack.use(await startBench());
  for (const column of COUNTERPART_NAMES) {
    const counterpart = COUNTERPARTS[column];
    const { fqdn, trust, crl, request, client } = counterpart;
    const { folder } = await bench.certificates.folder(
      `client-of-${column}`,
      TYPES[client]('gap.ch-test.fr'),
    );
    for (const [row, { crls, withoutIntermediate, ...served }] of Object.entries(servedBy(column))) {
      const credential = await bench.certificates.issue(
        `${column}/${row}`,
        TYPES[served.type](served.fqdn),
        served,
      );
      const { chain, privateKey } = identityOf(credential);
      const identity = { privateKey, chain: withoutIntermediate ? chain.slice(0, 1) : chain };
      const { authorities, service } = bench;
      const running = stack.use(await counterpart.start({ authorities, identity, service }));
      const exchange = { name: fqdn, port: running.port, trust, ...(crls && { crl }), folder, request };
      exchanges.push({ row, column, exchange });
    }
  }
  await bench.refreshCrls();
});
afterAll(() => stack.disposeAsync());

describe.each(STACKS)('a GAP on $name', ({ tools, outcomes }) => {
  test.skipIf(!tools.every(foreignTool))(
    'refuses and accepts the servers that docs/certificate-matrix.md says',
    async () => {
      const found = await outcomes(
        bench.kit,
        exchanges.map(({ exchange }) => exchange),
      );
      expect(tableOf(exchanges.map((one, index) => ({ ...one, cell: found[index]! })))).toEqual(expected);
    },
    120_000,
  );
});
