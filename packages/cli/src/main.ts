#!/usr/bin/env -S node --conditions=source
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Half the time that a command takes to start goes by in compiling; static imports would come before the cache.
enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/node', import.meta.url)));
const { runCommandLine } = await import('./command-line.ts');

const stopRequested = new Promise<void>((resolve) => {
  process.once('SIGINT', resolve);
  process.once('SIGTERM', resolve);
});

process.exitCode = await runCommandLine(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  stopRequested,
});
