import { describeReply } from '../../calls/words.ts';
import type { SeenStep } from '../call-case.ts';
import type { Finding } from '../case.ts';

export type SeenRequest = SeenStep['requests'][number];

/** Of a GAP that asked for a debit: whether it says of it what it should. */
export function judgeOutcome(
  step: SeenStep | undefined,
  wanted: 'accepted' | 'refused',
): Finding | undefined {
  if (step === undefined || debitsOf(step.requests).length === 0) return undefined;
  const { reply } = step;
  if (reply.outcome === 'error') return undefined;
  return { right: reply.outcome === wanted, found: describeReply(reply) };
}

/** Nothing can be said of a GAP that asks for debits in another way than that of the bench. */
export function ifDebited(
  requests: readonly SeenRequest[],
  judge: (debits: readonly [SeenRequest, ...SeenRequest[]]) => Finding,
): Finding | undefined {
  const [first, ...others] = debitsOf(requests);
  return first && judge([first, ...others]);
}

export function debitsOf(requests: readonly SeenRequest[]): readonly SeenRequest[] {
  return requests.filter(({ method, path }) => method === 'POST' && /\/payments\/?(?:\?|$)/.test(path));
}

export const keyOf = ({ headers }: SeenRequest): string => String(headers['idempotency-key'] ?? '');

export function answerOf({ answer }: SeenRequest): Readonly<Record<string, unknown>> {
  return answer ? jsonOf(answer.body) : {};
}

export function jsonOf(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    return { ...(JSON.parse(body.toString()) as object) };
  } catch {
    return {};
  }
}

export const sameWords = (text: string): Finding['found'] => ({ fr: text, en: text });
