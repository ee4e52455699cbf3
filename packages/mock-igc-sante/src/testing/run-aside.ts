import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ToolResult } from './openssl.ts';

/** Runs a tool that calls a service of this very process, which therefore must not stand still meanwhile. */
export async function runAside(command: string, ...parameters: string[]): Promise<ToolResult> {
  const child = spawn(command, parameters);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, output };
}
