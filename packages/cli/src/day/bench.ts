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

/** The control ports by which a day is lived: of the terminals, of those whom the GAP calls, and the office of the GAP. */
export interface DayBench {
  readonly tpe: string;
  readonly psp: string;
  readonly annuaire: string;
  readonly amc: string;
  readonly dp: string;
  readonly gap: string;
}

const controlled = z.object({ controlUrl: z.url() });
const ready = z.object({
  ...{ tpe: controlled, psp: controlled, annuaire: controlled, amc: controlled, dp: controlled },
  'ref-gap': controlled,
});

const readyText = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  })
  .pipe(ready);

/** The bench that wrote this file when it was ready. @throws BancError CLI_BENCH_INCOMPLETE, CLI_FILE_UNREADABLE */
export function benchOfReadyFile(file: string): DayBench {
  const found = readyText.safeParse(readNamedFile(file).toString('utf8'));
  if (!found.success) throw cliErrors.error('CLI_BENCH_INCOMPLETE', { file });
  return controlPorts(found.data);
}

/** What a day needs of the bench. */
const NEEDED = ['igc-sante', 'psp', 'annuaire', 'amc', 'dp', 'ref-gap', 'tpe'];

const PORTS = ['psp', 'annuaire', 'amc', 'dp', 'tpe'].map((name) => `--${name}-port=0`).concat('--ref-gap=0');

/** A bench of its own, in this process, on a state that is thrown away. */
export async function temporaryBench(options: readonly string[]): Promise<AsyncDisposable & DayBench> {
  await using opened = new AsyncDisposableStack();
  const directory = mkdtempSync(join(tmpdir(), 'banc-day-'));
  opened.defer(() => rmSync(directory, { recursive: true, force: true }));
  const clock = new RunningClock();
  const authorities = opened.use(
    await openAuthorities(join(directory, 'state'), { create: { port: 0, ldapPort: 0 }, clock }),
  );
  const args = parseCommandArguments(up, [...PORTS, ...options]);
  const needed = SERVICES.filter(({ name }) => NEEDED.includes(name));
  const services = opened.use(await startServices(needed, { authorities, clock, host: '127.0.0.1' }, args));
  const kept = opened.move();
  return {
    ...controlPorts(ready.parse(services.endpoints)),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

const controlPorts = ({ 'ref-gap': gap, ...others }: z.output<typeof ready>): DayBench => ({
  tpe: others.tpe.controlUrl,
  psp: others.psp.controlUrl,
  annuaire: others.annuaire.controlUrl,
  amc: others.amc.controlUrl,
  dp: others.dp.controlUrl,
  gap: gap.controlUrl,
});
