import { budgetsSection } from './document/budgets.ts';
import { crlSection } from './document/crl.ts';
import { fixed } from './document/format.ts';
import { generatorsSection } from './document/generators.ts';
import { growthSection } from './document/growth.ts';
import { handshakesSection, processesSection, profileSection } from './document/handshakes.ts';
import { issuanceSection } from './document/issuance.ts';
import { LIMITS, TRIED } from './document/prose.ts';
import { samlSection } from './document/saml.ts';
import { terminalsSection } from './document/terminals.ts';
import type { BenchmarkResults } from './results.ts';

/** docs/benchmarks.md, from what was measured. */
export function benchmarksDocument(results: BenchmarkResults): string {
  return [
    '<!-- Generated from docs/benchmarks.json, which `npm run bench` writes. -->',
    '# Benchmarks',
    machine(results),
    ...budgetsSection(results),
    ...results.handshakes.flatMap((series) => handshakesSection(series, results)),
    ...growthSection(results),
    ...processesSection(results),
    ...profileSection(results),
    TRIED,
    ...crlSection(results),
    ...issuanceSection(results),
    ...samlSection(results),
    ...generatorsSection(results),
    ...terminalsSection(results),
    LIMITS,
    '',
  ].join('\n\n');
}

function machine({ measuredAt, machine, versions }: BenchmarkResults): string {
  return (
    `Measured on ${measuredAt.slice(0, 10)} on ${machine.cores} cores of "${machine.processor}", load average ${fixed(machine.loadAverage, 1)} before the run; ` +
    `Node ${versions.node} with OpenSSL ${versions.nodeOpenssl}, OpenSSL ${versions.openssl}, nginx ${versions.nginx}. ` +
    'Ratios are what carries over to other machines; `npm run bench` measures them again, `node --conditions=source bench/src/main.ts terminals` a part of them (tls, processes, issuance, saml, generators, terminals).'
  );
}
