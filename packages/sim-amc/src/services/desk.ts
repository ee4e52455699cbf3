import { BancError } from '@banc-gap/pki';
import { canonicalXml, childElements, type TokenVerifier, type VerifiedToken } from '@banc-gap/saml';
import { type Clock, type Journal, voucherOf } from '@banc-gap/simkit';
import { amcErrors } from '../errors.ts';
import type { AmcFault } from '../faults.ts';
import type { Insurer } from '../insurer/insurer.ts';
import { Refusal } from '../insurer/refusal.ts';
import type {
  CancellationRequest,
  EstimateRequest,
  PatientRequest,
  ServiceName,
} from '../insurer/requests.ts';
import type { SchemaProblem } from '../xml/schema.ts';
import { claimedMessageId, messageIdOf } from './addressing.ts';
import { ROC_CODES } from './codes.ts';
import type { Dialect } from './dialect.ts';
import type { Messages } from './messages.ts';
import { asBancError, faultCodeOf } from './refusals.ts';
import type { Signers } from './signers.ts';
import { falsifiedOutcome, isReplyFault, type ReplySigner } from './signing.ts';
import type { TokenCount } from './token-count.ts';
import { commitmentView, coverageView, estimateView, type Outcome, type ReplyView } from './views.ts';

export interface DeskParts {
  readonly dialect: Dialect;
  readonly insurer: Insurer;
  readonly verifier: TokenVerifier;
  readonly signers: Pick<Signers, 'askResponders'>;
  readonly messages: Messages;
  readonly signer: ReplySigner;
  readonly tokens: TokenCount;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly newMessageId: () => string;
}

/** What goes back, and what the journal says of it. */
export interface Answer {
  readonly status: number;
  readonly xml: string;
  readonly told: Readonly<Record<string, unknown>>;
}

interface Served {
  readonly messageId: string;
  readonly outcome: Outcome;
  /** The message had come before. */
  readonly repeated: boolean;
}

const FAULT_ACTION = 'http://www.w3.org/2005/08/addressing/soap/fault';
const DAY_MS = 86_400_000;
/** SOAP 1.2 Part 2 §7.5.2: 400 is for what the sender did. */
const STATUS = { Sender: 400, Receiver: 500 } as const;

/** Takes a request of a service, and says what is answered. */
export class Desk {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** @param fault to be made in this answer; how it is delivered is not seen to here */
  async answer(name: ServiceName, message: Uint8Array, fault?: AmcFault): Promise<Answer> {
    try {
      const verified = await this.#verify(message);
      if (fault === 'unavailable') throw amcErrors.error('AMC_UNAVAILABLE');
      const done = this.#serve(name, verified, fault === 'refused');
      if (fault === 'timeout') throw amcErrors.error('AMC_TIMEOUT');
      return this.#reply(name, done, verified, fault);
    } catch (error) {
      return this.fault(error, claimedMessageId(message));
    }
  }

  /** Whatever was wrong, as a fault of SOAP, signed like any other answer. */
  fault(cause: unknown, relatesTo?: string): Answer {
    const { dialect, newMessageId, signer } = this.#parts;
    const error = asBancError(cause);
    const code = faultCodeOf(error);
    const { carrier, fr } = ROC_CODES[code];
    const party = carrier === 'Receiver' ? carrier : 'Sender';
    const xml = dialect.fault({
      action: FAULT_ACTION,
      messageId: newMessageId(),
      ...(relatesTo !== undefined && { relatesTo, reponseA: relatesTo }),
      party,
      code,
      reason: error.code,
      libelle: fr,
      message: error.message,
      next: error.next,
      problems: problemsOf(error),
    });
    const told = { code, reason: error.code, message: error.message, messageId: relatesTo ?? null };
    return { status: STATUS[party], xml: signer.sign(xml), told };
  }

  async #verify(message: Uint8Array): Promise<VerifiedToken> {
    const { tokens, verifier, signers } = this.#parts;
    try {
      const verified = verifier.verify(message);
      await signers.askResponders(verified.signer);
      tokens.verified();
      return verified;
    } catch (error) {
      if (error instanceof BancError) tokens.refused(error.code);
      throw error;
    }
  }

  #serve(name: ServiceName, { envelope, document, structure }: VerifiedToken, refuses: boolean): Served {
    const { dialect, messages } = this.#parts;
    if (envelope?.version !== '1.2') throw amcErrors.error('AMC_SOAP_VERSION');
    const messageId = messageIdOf(envelope, dialect.actionsOf(name).request);
    const [payload] = childElements(envelope.body);
    if (payload === undefined) {
      throw amcErrors.error('AMC_REQUEST_OTHER', { found: 'nothing', expected: 'a request', service: name });
    }
    const problems = dialect.problemsOf(document.source);
    if (problems.length > 0) throw invalidRequest(problems);
    const request = dialect.read(name, payload);
    if (request.structure !== structure) {
      throw amcErrors.error('AMC_STRUCTURE_OTHER', { found: request.structure, expected: structure });
    }
    if (refuses) return { messageId, outcome: refused(new Refusal('101')), repeated: false };
    const { outcome, repeated } = messages.once(
      { structure, id: messageId, body: canonicalXml(payload) },
      () => this.#outcome(name, request),
    );
    return { messageId, outcome, repeated };
  }

  #outcome(name: ServiceName, request: unknown): Outcome {
    const { insurer } = this.#parts;
    try {
      switch (name) {
        case 'idb': {
          const { amc, ...coverage } = insurer.identify(request as PatientRequest);
          return { ...accepted('000'), ...coverageView(amc, coverage) };
        }
        case 'sim': {
          const estimate = insurer.simulate(request as EstimateRequest);
          return { ...accepted(estimate.code), ...estimateView(estimate) };
        }
        case 'clc': {
          const { estimate, commitment } = insurer.calculate(request as EstimateRequest);
          return {
            ...accepted(estimate.code),
            ...estimateView(estimate),
            ...(commitment && commitmentView(commitment)),
          };
        }
        case 'del':
          return { ...accepted('000'), ...commitmentView(insurer.cancel(request as CancellationRequest)) };
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refused(error);
    }
  }

  #reply(
    name: ServiceName,
    { messageId, outcome, repeated }: Served,
    { structure, token, observations, signer: signedBy }: VerifiedToken,
    fault: AmcFault | undefined,
  ): Answer {
    const { clock, dialect, newMessageId, signer } = this.#parts;
    const misdeed = isReplyFault(fault) ? fault : undefined;
    const old = misdeed === 'replayed';
    const view: ReplyView = {
      ...outcome,
      action: dialect.actionsOf(name).reply,
      messageId: newMessageId(),
      // Nothing in the header is signed: who replays a Body can write there what he likes.
      relatesTo: messageId,
      reponseA: old ? newMessageId() : messageId,
      date: new Date(clock.now().getTime() - (old ? DAY_MS : 0)).toISOString(),
    };
    const falsified = () => dialect.reply(name, { ...view, ...falsifiedOutcome(outcome) });
    const told = {
      code: outcome.code,
      structure,
      messageId,
      token: token.id,
      signer: voucherOf(signedBy),
      ...(repeated && { repeated }),
      ...(observations.length > 0 && { observations: observations.map(({ message }) => message) }),
    };
    return { status: 200, xml: signer.sign(dialect.reply(name, view), misdeed, falsified), told };
  }
}

const accepted = (code: Outcome['code']): Pick<Outcome, 'code' | 'libelle'> => ({
  code,
  libelle: ROC_CODES[code].fr,
});

const refused = ({ code, precision }: Refusal): Outcome => ({
  code,
  libelle: precision === undefined ? ROC_CODES[code].fr : `${ROC_CODES[code].fr} (${precision})`,
});

const invalidRequest = (problems: readonly SchemaProblem[]): BancError =>
  amcErrors.error('AMC_REQUEST_INVALID', { ...problems[0]! }, { cause: problems });

const problemsOf = ({ code, cause }: BancError): readonly SchemaProblem[] =>
  code === 'AMC_REQUEST_INVALID' ? (cause as readonly SchemaProblem[]) : [];
