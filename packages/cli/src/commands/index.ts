import type { Command } from '../command.ts';
import { attestation } from './attestation.ts';
import { day } from './day.ts';
import { demo } from './demo.ts';
import { explain } from './explain.ts';
import { fleet } from './fleet.ts';
import { inspect } from './inspect.ts';
import { issue } from './issue.ts';
import { kit } from './kit.ts';
import { list } from './list.ts';
import { load } from './load.ts';
import { order } from './order.ts';
import { revoke } from './revoke.ts';
import { run } from './run.ts';
import { up } from './up.ts';

export const commands: readonly Command[] = [
  demo,
  day,
  up,
  kit,
  run,
  list,
  explain,
  issue,
  order,
  revoke,
  inspect,
  load,
  fleet,
  attestation,
];
