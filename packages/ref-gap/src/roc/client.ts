import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../admission.ts';
import type { ServedCertificate } from '../material.ts';
import { type Answer, ask, type Peer } from '../peer-client.ts';
import { type Reply, type ReplyObjection, type ReplyTrust, readReply } from './reply.ts';
import { type Asked, bodyOf, message, type Service } from './request.ts';
import {
  type Algorithms,
  RIGHT_ALGORITHMS,
  rightClaims,
  signedToken,
  structureOf,
  type TokenClaims,
} from './token.ts';

/** What a hospital talks to an insurer with. */
export interface RocFiles {
  /** ORG SIGN: signs the tokens. */
  readonly signature: ServedCertificate;
  readonly replies: ReplyTrust;
}

export interface RocAnswer {
  readonly accepted: boolean;
  readonly detail: string;
  readonly reply?: Reply;
}

/** In what clients of an insurer differ: here those of one that asks and believes rightly. */
export interface RocHabits {
  readonly claims: (right: TokenClaims) => TokenClaims;
  readonly algorithms: Algorithms;
  /** What becomes of a token once it is signed. */
  readonly dispatch: (token: string) => string;
  /** Of another request, or of the same one that is made again. */
  readonly messageId: (reason: 'request' | 'retry', previous: string | undefined) => string;
  readonly token: (make: () => string, reason: 'request' | 'retry', previous: string | undefined) => string;
  readonly body: (right: string) => string;
  /** What it has against a reply, and passes over. */
  readonly forgives: (objection: ReplyObjection) => boolean;
  /** Whether a reply with nothing against it says yes. */
  readonly believes: (reply: Reply, answer: Answer) => boolean;
  /** Whether no answer at all is one. */
  readonly believesSilence: boolean;
  /** How long a reply is waited for, in milliseconds. */
  readonly patienceMs: number;
}

export const RIGHT_ROC_HABITS: RocHabits = {
  claims: (right) => right,
  algorithms: RIGHT_ALGORITHMS,
  dispatch: (token) => token,
  // By its MessageID the insurer knows a request that it has done already; a token is good once.
  messageId: (reason, previous) => (reason === 'retry' && previous) || `urn:uuid:${randomUUID()}`,
  token: (make) => make(),
  body: (right) => right,
  forgives: () => false,
  believes: ({ code, isFault }, { status }) => status === 200 && !isFault && code === '000',
  believesSilence: false,
  patienceMs: 15_000,
};

const ATTEMPTS = 2;
const PAUSE_MS = 100;

/** What differs from one request to the next. */
interface Sent {
  readonly messageId: string;
  readonly token: string;
}

/** A hospital that asks an insurer what it pays: IDB, SIM, CLC, DEL. */
export class RocClient {
  readonly #peer: Peer;
  readonly #files: RocFiles;
  readonly #clock: Clock;
  readonly #habits: RocHabits;
  /** Of the request that was made last; others may be under way. */
  #last: Sent | undefined;

  constructor(peer: Peer, files: RocFiles, clock: Clock, habits: RocHabits = RIGHT_ROC_HABITS) {
    this.#peer = peer;
    this.#files = files;
    this.#clock = clock;
    this.#habits = habits;
  }

  /** Asks, once more where no answer comes; rejects where the insurer could not be reached, was not the insurer or did not answer. */
  async ask(service: Service, asked: Asked): Promise<RocAnswer> {
    let sent: Sent | undefined;
    for (let attempt = 1; ; attempt += 1) {
      const connection = await this.#peer.connect();
      sent = this.#send(sent);
      const question = questionOf(service, this.#message(service, asked, sent));
      const { believesSilence, patienceMs } = this.#habits;
      const answer = await ask(connection, this.#peer.host, question, patienceMs).catch((error) => {
        if (attempt === ATTEMPTS && !believesSilence) throw error;
      });
      if (answer !== undefined) return this.#judge(answer, sent);
      if (attempt === ATTEMPTS) return { accepted: true, detail: 'no answer' };
      await delay(PAUSE_MS);
    }
  }

  /** What names a request and vouches for it; `before`: of the same request, which got no answer. */
  #send(before: Sent | undefined): Sent {
    const { signature } = this.#files;
    const { claims, algorithms, dispatch, messageId, token } = this.#habits;
    const make = () =>
      dispatch(signedToken(claims(rightClaims(signature, this.#clock.now())), signature, algorithms));
    const reason = before ? 'retry' : 'request';
    const previous = before ?? this.#last;
    this.#last = {
      messageId: messageId(reason, previous?.messageId),
      token: token(make, reason, previous?.token),
    };
    return this.#last;
  }

  #message(service: Service, asked: Asked, sent: Sent): string {
    const { host } = this.#peer;
    const body = this.#habits.body(bodyOf(service, asked, structureOf(this.#files.signature)));
    return message({ service, host, ...sent, body });
  }

  #judge(answer: Answer, { messageId }: Sent): RocAnswer {
    const { forgives, believes } = this.#habits;
    const { replies } = this.#files;
    const { reply, objections } = readReply(answer.body, messageId, replies, this.#clock.now());
    const objection = objections.find((one) => !forgives(one));
    if (objection !== undefined)
      return { accepted: false, detail: `the reply is not to be believed: ${objection}` };
    return { accepted: believes(reply, answer), detail: `${reply.code} ${reply.libelle}`, reply };
  }
}

const questionOf = (service: Service, body: string) => ({
  method: 'POST',
  path: `/roc/${service}`,
  headers: { 'content-type': 'application/soap+xml; charset=utf-8' },
  body,
});
