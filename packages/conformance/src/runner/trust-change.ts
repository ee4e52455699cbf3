import type { RefreshingCase, TrustChange } from '../cases/case.ts';
import type { DriveReply } from '../drive/actions.ts';
import { conformanceErrors } from '../errors.ts';
import { joinTexts } from '../text.ts';
import type { Bench } from './bench.ts';
import { judgeRefusal } from './judge.ts';
import { type CaseResult, judgedResult, type Trial, unjudgedResult } from './result.ts';
import * as words from './words.ts';

const ACTION = 'trust.refresh';
/** A GAP that is just reading its CRLs again may decline to do so once more. */
const ATTEMPTS_TO_RESTORE = 3;
const PAUSE_BEFORE_RETRY_MS = 500;

/** The GAP did not take the changed CRL; what that means is for the case to say. */
class NotTaken extends Error {
  readonly reply: DriveReply;

  constructor(reply: DriveReply) {
    super(reply.outcome);
    this.reply = reply;
  }
}

/**
 * Runs a case within which a CRL changes. Its twin is the good terminal after the GAP was given the right CRLs in the same
 * way. Whatever happens, the GAP has the right CRLs again afterwards; rejects where it does not.
 */
export async function runWithChangedCrl(bench: Bench, testCase: RefreshingCase): Promise<CaseResult> {
  const { clock } = bench.ports;
  const startedAt = clock.now().getTime();
  const asPublished = await refresh(bench, testCase);
  if (asPublished.outcome === 'not-implemented') {
    return unjudgedResult(testCase, 'skip', words.actionNotImplemented(ACTION));
  }
  if (asPublished.outcome !== 'accepted') {
    return unjudgedResult(testCase, 'untestable', words.actionFailed(ACTION, asPublished));
  }
  const { state, status, detail } = await bench.receive();
  const twin = { verdict: state === 'served' ? 'pass' : 'untestable', detail } as const;
  if (twin.verdict === 'untestable') {
    const actual = joinTexts([words.TWIN_FAILED, detail], ' ');
    return unjudgedResult(testCase, 'untestable', actual, { twin });
  }
  try {
    const trial = await attemptAfterChange(bench, testCase);
    const judgement = judgeRefusal(testCase, trial.exchange, bench.goodAnswer(status));
    const durationMs = clock.now().getTime() - startedAt;
    return judgedResult(testCase, judgement, { twin, trial, durationMs });
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error;
    return { ...resultWhereNotTaken(testCase, error.reply), twin };
  } finally {
    await restore(bench, testCase);
  }
}

async function attemptAfterChange(bench: Bench, testCase: RefreshingCase): Promise<Trial> {
  const change = async (): Promise<void> => {
    const reply = await refresh(bench, testCase, testCase.refresh.crl);
    if (reply.outcome !== 'accepted') throw new NotTaken(reply);
  };
  if (testCase.resumes) return bench.attemptToResume(testCase.defect, change);
  await change();
  return bench.attempt(testCase.defect);
}

/** To decline a CRL that is not to be relied on is right; a right one, or for want of means, tells nothing. */
function resultWhereNotTaken(testCase: RefreshingCase, reply: DriveReply): CaseResult {
  if (reply.outcome === 'refused' && testCase.refresh.crl !== 'leaf-revoked') {
    return judgedResult(testCase, { outcome: 'right', strict: null, actual: words.crlNotTaken(reply) }, {});
  }
  return unjudgedResult(testCase, 'untestable', words.actionFailed(ACTION, reply));
}

async function restore(bench: Bench, testCase: RefreshingCase): Promise<void> {
  let reply: DriveReply | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS_TO_RESTORE; attempt++) {
    reply = await refresh(bench, testCase);
    if (reply.outcome === 'accepted') return;
    if (attempt < ATTEMPTS_TO_RESTORE) await bench.pause(PAUSE_BEFORE_RETRY_MS);
  }
  const { outcome, detail = '' } = reply!;
  throw conformanceErrors.error('CONFORMANCE_CRLS_NOT_RESTORED', { reason: `${outcome} ${detail}`.trim() });
}

async function refresh(
  { ports }: Bench,
  { id }: RefreshingCase,
  change?: TrustChange['crl'],
): Promise<DriveReply> {
  const crls = await ports.revocation.crls(change);
  return ports.drive!.perform({ action: ACTION, caseId: id, params: { pki: 'tpe', crls } });
}
