import { CONTENT_TYPES, LIMITS } from '../constants.ts';
import { Failure } from '../failure.ts';
import type { IncomingRecord } from '../record/layer.ts';

/** Ends what costs the peer nothing and leads nowhere: it may come a few times in a row, not without end. */
export class FloodGuard {
  #emptyRecords = 0;
  #warnings = 0;

  record({ contentType, plaintext }: IncomingRecord): void {
    if (contentType === CONTENT_TYPES.applicationData && plaintext.length > 0) this.#warnings = 0;
    this.#emptyRecords = plaintext.length === 0 ? this.#emptyRecords + 1 : 0;
    if (this.#emptyRecords > LIMITS.emptyRecords) throw flood('empty records');
  }

  /** A warning alert, or another message that has no effect but an answer. */
  warning(what: string): void {
    this.#warnings++;
    if (this.#warnings > LIMITS.warningAlerts) throw flood(what);
  }

  /** Octets that wait while nothing is read. */
  waiting(octets: number): void {
    if (octets > LIMITS.waitingInput) throw flood('data while its certificate is judged', 'internal_error');
  }
}

function flood(
  detail: string,
  alert: 'unexpected_message' | 'internal_error' = 'unexpected_message',
): Failure {
  return new Failure(alert, 'TLS_FLOOD', { detail });
}
