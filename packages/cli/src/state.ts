import { resolve } from 'node:path';
import {
  type Authorities,
  type AuthoritiesOptions,
  openAuthorities,
  type PublicationChoice,
} from '@banc-gap/mock-igc-sante';
import type { CommandArguments, CommandContext } from './command.ts';

/** The state folder that a command works on: `--state`, then `BANC_STATE`, then `./.banc`. */
export function stateDirectory(args: CommandArguments, context: CommandContext): string {
  return resolve(args.text('state') ?? context.env['BANC_STATE'] ?? '.banc');
}

/** Opens the state folder, which must exist unless `create` says how to make it. */
export async function openState(
  args: CommandArguments,
  context: CommandContext,
  create?: PublicationChoice,
  options: AuthoritiesOptions = {},
): Promise<Authorities> {
  return openAuthorities(stateDirectory(args, context), { ...options, ...(create && { create }) });
}
