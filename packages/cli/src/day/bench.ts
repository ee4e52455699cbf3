import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAuthorities } from '@banc-gap/mock-igc-sante';
import { RunningClock } from '@banc-gap/simkit';
import { z } from 'zod';
import { parseCommandArguments } from '../command.ts';
import { up } from '../commands/up.ts';
import { cliErrors } from '../errors.ts';
import { readNamedFile } from '../read-file.ts';
import { SERVICES } from '../services/index.ts';
import { startServices } from '../services/start.ts';

/** The control ports by which a day is lived: of the terminals, of the payment provider, and the office of the GAP. */
export interface DayBench {
  readonly tpe: string;
  readonly psp: string;
  readonly gap: string;
}

const controlled = z.object({ controlUrl: z.url() });
const ready = z.object({ tpe: controlled, psp: controlled, 'ref-gap': controlled });

/** The bench that wrote this file when it was ready. @throws BancError CLI_BENCH_INCOMPLETE, CLI_FILE_UNREADABLE */
export function benchOfReadyFile(file: string): DayBench {
  const found = ready.safeParse(JSON.parse(readNamedFile(file).toString('utf8')));
  if (!found.success) throw cliErrors.error('CLI_BENCH_INCOMPLETE', { file });
  return controlPorts(found.data);
}

/** What a day needs of the bench. */
const NEEDED = ['igc-sante', 'psp', 'ref-gap', 'tpe'];

/** A bench of its own, in this process, on a state that is thrown away. */
export async function temporaryBench(options: readonly string[]): Promise<AsyncDisposable & DayBench> {
  await using opened = new AsyncDisposableStack();
  const directory = mkdtempSync(join(tmpdir(), 'banc-day-'));
  opened.defer(() => rmSync(directory, { recursive: true, force: true }));
  const clock = new RunningClock();
  const authorities = opened.use(
    await openAuthorities(join(directory, 'state'), { create: { port: 0, ldapPort: 0 }, clock }),
  );
  const args = parseCommandArguments(up, ['--psp-port=0', '--ref-gap=0', '--tpe-port=0', ...options]);
  const needed = SERVICES.filter(({ name }) => NEEDED.includes(name));
  const services = opened.use(await startServices(needed, { authorities, clock, host: '127.0.0.1' }, args));
  const kept = opened.move();
  return {
    ...controlPorts(ready.parse(services.endpoints)),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

const controlPorts = ({ tpe, psp, 'ref-gap': gap }: z.output<typeof ready>): DayBench => ({
  tpe: tpe.controlUrl,
  psp: psp.controlUrl,
  gap: gap.controlUrl,
});
