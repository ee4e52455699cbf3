import { z } from 'zod';
import { type Drive, type DriveReply, driveAnswerSchema } from './actions.ts';

/** HTTP statuses by which a server says that it does not know the action. */
const NOT_IMPLEMENTED = [404, 501];

/** Asks a server by `POST {url}/actions/{action}`. */
export function httpDrive(url: string, timeoutMs: number): Drive {
  const base = url.replace(/\/+$/, '');
  return {
    async perform({ action, caseId, params }) {
      try {
        const response = await fetch(`${base}/actions/${action}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ caseId, params }),
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
        });
        return readAnswer(response.status, await response.text());
      } catch (error) {
        return { outcome: 'error', detail: `${base}: ${reasonOf(error)}` };
      }
    },
  };
}

function readAnswer(status: number, body: string): DriveReply {
  if (NOT_IMPLEMENTED.includes(status)) return { outcome: 'not-implemented' };
  if (status !== 200) return { outcome: 'error', detail: `the drive answered HTTP ${status}` };
  const answer = z.string().transform(parseJson).pipe(driveAnswerSchema).safeParse(body);
  if (answer.success) {
    const { outcome, detail } = answer.data;
    return { outcome, ...(detail !== undefined && { detail }) };
  }
  return { outcome: 'error', detail: `the drive answered: ${z.prettifyError(answer.error)}` };
}

function parseJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('what is not JSON');
    return z.NEVER;
  }
}

/** fetch says "fetch failed" and keeps the reason apart. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message || String(cause) : message;
}
