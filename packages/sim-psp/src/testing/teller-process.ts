/** A provider that does the operations on its standard input, a line each, and answers on a line; made to be killed. */
import { createInterface } from 'node:readline';
import { openPsp } from '../psp.ts';
import { type Operation, perform } from './operations.ts';

const [file = '', ...tokens] = process.argv.slice(2);
using psp = openPsp({ file });
for await (const line of createInterface(process.stdin)) {
  process.stdout.write(`${perform(psp, tokens, JSON.parse(line) as Operation)}\n`);
}
