import { spawn } from 'node:child_process';
import type { Drive, DriveReply } from './actions.ts';

/** As BoringSSL's shim says it. */
const NOT_IMPLEMENTED = 89;
const OUTCOMES: Readonly<Record<number, DriveReply['outcome']>> = {
  0: 'accepted',
  1: 'refused',
  [NOT_IMPLEMENTED]: 'not-implemented',
};
/** Of what the command prints, the end is kept: the last line is the reason. */
const KEPT_CHARACTERS = 4000;

/** Runs a command of the shell with the order in BANC_ACTION, BANC_CASE and BANC_PARAMS; its exit code is the outcome. */
export function commandDrive(command: string, timeoutMs: number): Drive {
  return {
    perform: ({ action, caseId, params }) =>
      new Promise((resolve) => {
        const child = spawn(command, {
          shell: true,
          // A group of its own, so that what the shell starts ends with it.
          detached: true,
          stdio: ['ignore', 'pipe', 'pipe'],
          env: {
            ...process.env,
            BANC_ACTION: action,
            BANC_CASE: caseId,
            BANC_PARAMS: JSON.stringify(params),
          },
        });
        let printed = '';
        for (const stream of [child.stdout, child.stderr]) {
          stream.setEncoding('utf8').on('data', (text: string) => {
            printed = (printed + text).slice(-KEPT_CHARACTERS);
          });
        }
        const end = (reply: DriveReply) => {
          clearTimeout(timer);
          resolve(reply);
        };
        const timer = setTimeout(() => {
          if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
          end({ outcome: 'error', detail: `the command did not end within ${timeoutMs} ms` });
        }, timeoutMs);
        child.once('error', ({ message }) => end({ outcome: 'error', detail: message }));
        child.once('close', (code) => end(replyOf(code, printed.trim().split('\n').at(-1) ?? '')));
      }),
  };
}

function replyOf(code: number | null, lastLine: string): DriveReply {
  const outcome = code === null ? undefined : OUTCOMES[code];
  if (outcome === undefined) {
    const ending = code === null ? 'the command was killed' : `the command ended with ${code}`;
    return { outcome: 'error', detail: lastLine === '' ? ending : `${ending}: ${lastLine}` };
  }
  return { outcome, ...(lastLine !== '' && { detail: lastLine }) };
}
