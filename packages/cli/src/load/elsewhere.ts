import { TEST_STRUCTURE } from '@banc-gap/mock-igc-sante';
import { accountOf } from '../acquirer.ts';
import { askControl } from '../control-client.ts';
import { cliErrors } from '../errors.ts';
import type { LoadScript } from './scripts.ts';

/** Where `banc up` has it, unless told otherwise. */
const INSURER_CONTROL = 'http://127.0.0.1:14455';

/** What runs elsewhere beside a GAP that does. */
export interface Elsewhere {
  readonly drive: string | undefined;
  /** Control ports of whom the GAP calls. */
  readonly amcControl: string | undefined;
  readonly pspControl: string | undefined;
}

/**
 * What a script is told of a bench that runs elsewhere.
 *
 * @throws BancError CLI_LOAD_DRIVE_MISSING, CLI_LOAD_CONTROL_UNREACHABLE
 */
export async function environmentElsewhere(
  { name, needs }: LoadScript,
  { drive, amcControl = INSURER_CONTROL, pspControl }: Elsewhere,
): Promise<Readonly<Record<string, string>>> {
  const insured = needs.includes('amc');
  if (drive === undefined && (insured || needs.includes('long-crls')))
    throw cliErrors.error('CLI_LOAD_DRIVE_MISSING', { script: name });
  if (insured) {
    const insurer = { peer: 'insurer', service: 'amc', option: '--amc-control' };
    await answering(insurer, amcControl, () => askControl(amcControl, 'GET', '/tokens'));
  }
  const provider = { peer: 'payment provider', service: 'psp', option: '--psp-control' };
  return {
    ...(drive !== undefined && { DRIVE: drive }),
    ...(insured && { AMC_CONTROL: amcControl }),
    ...(pspControl !== undefined && {
      PSP_CONTROL: pspControl,
      ACCOUNT: await answering(provider, pspControl, () => accountOf(pspControl, TEST_STRUCTURE)),
    }),
  };
}

async function answering<T>(
  whose: { readonly peer: string; readonly service: string; readonly option: string },
  url: string,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const { message, cause } = error as Error;
    const reason = cause instanceof Error ? cause.message || String(cause) : message;
    throw cliErrors.error('CLI_LOAD_CONTROL_UNREACHABLE', { ...whose, url, reason });
  }
}
