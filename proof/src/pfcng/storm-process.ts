// Run as a process of its own by storm.test.ts: orders, withdraws and revokes until it is killed.
import { closeSync, openSync, writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { administrator, newOrder, openPlatform } from './platform.ts';

const [, , directory = '', name = ''] = process.argv;
const CODE = 'code-4321';
const TASKS = 3;

/** What was acknowledged, one line each: a line that is written outlives the process. */
const log = openSync(join(directory, 'acknowledged.log'), 'a');
const acknowledge = (...words: string[]) => writeSync(log, `${words.join(' ')}\n`);

process.once('message', async () => {
  const { pfcng } = await openPlatform(directory);
  const actor = administrator(pfcng);
  process.send?.('open');
  pfcng.journal.subscribe(({ event }) => process.send?.(event));

  async function storm(task: number): Promise<never> {
    for (let index = 0; ; index += 1) {
      const { id } = await pfcng.orders.request(actor, newOrder(`${name}-${task}-${index}`));
      acknowledge('requested', id);
      const { order } = await pfcng.orders.withdraw(actor, {
        order: id,
        revocationCode: CODE,
        revocationCodeAgain: CODE,
        acceptTerms: true,
        keyPassword: 'mot-de-passe',
      });
      acknowledge('withdrawn', id, order.serialNumber!);
      if (index % 2 === 0) continue;
      await pfcng.orders.revoke(actor, { order: id, ground: 'perte', revocationCode: CODE });
      acknowledge('revoked', id, order.serialNumber!);
    }
  }
  await Promise.all(Array.from({ length: TASKS }, (_, task) => storm(task)));
});
process.once('exit', () => closeSync(log));
// A process that is killed would not leave what it compiled to the next.
flushCompileCache();
process.send?.('warm');
