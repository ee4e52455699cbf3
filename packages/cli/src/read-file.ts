import { readFileSync } from 'node:fs';
import { cliErrors } from './errors.ts';

/** Reads a file that the person named; a failure names it. */
export function readNamedFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a directory' : message;
    throw cliErrors.error('CLI_FILE_UNREADABLE', { file, reason }, { cause: error });
  }
}
