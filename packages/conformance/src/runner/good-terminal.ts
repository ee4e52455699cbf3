import type { Exchange } from '@banc-gap/simkit';
import type { Text } from '../text.ts';
import { describeExchange } from './describe.ts';
import { type GoodAnswer, hasFatalAlert, isGoodAnswer, speaksTls } from './oracle.ts';

/**
 * How the GAP receives the good terminal.
 * `served`: it gets a good answer. `refused`: it is turned away. `unclear`: whether it is cannot be told from the answer.
 * `no-tls`: there is no TLS server to test.
 */
export interface Reception {
  readonly state: 'served' | 'refused' | 'unclear' | 'no-tls';
  readonly exchange: Exchange;
  /** The status of the good answer. */
  readonly status?: number;
  /** What happened, and what to do about it. */
  readonly detail: Text;
}

/** What servers answer to a certificate that they do not want; 495 and 496 are nginx's own. */
const STATUSES_OF_REFUSAL = [400, 401, 403, 495, 496];

export function readReception(exchange: Exchange, good: GoodAnswer): Reception {
  const what = describeExchange(exchange);
  if (isGoodAnswer(exchange, good)) {
    const status = exchange.answer?.status;
    return { state: 'served', exchange, ...(status !== undefined && { status }), detail: what };
  }
  if (!speaksTls(exchange)) return { state: 'no-tls', exchange, detail: what };
  const state = isRefusal(exchange) ? 'refused' : 'unclear';
  const advice =
    state === 'refused' ? adviceOnRefusal(exchange) : exchange.answer ? NOT_A_GOOD_ANSWER : NO_ANSWER;
  return {
    state,
    exchange,
    detail: { fr: `${what.fr} ${advice.fr}`, en: `${what.en} ${advice.en}` },
  };
}

function isRefusal(exchange: Exchange): boolean {
  const { answer, end } = exchange;
  if (answer?.status !== undefined) return STATUSES_OF_REFUSAL.includes(answer.status);
  if (answer && answer.bytes.length > 0) return false;
  return hasFatalAlert(exchange) || !(end === 'timeout' || end === 'local');
}

function adviceOnRefusal({ serverHello }: Exchange): Text {
  return serverHello ? REFUSED : NOTHING_IN_COMMON;
}

const REFUSED: Text = {
  fr: 'Le bon terminal est refusé : le plus souvent une CRL périmée ou absente, ou un magasin de confiance incomplet.',
  en: 'The good terminal is refused: most often a stale or missing CRL, or an incomplete trust store.',
};

const NOTHING_IN_COMMON: Text = {
  fr: 'Le GAP ne négocie pas TLS 1.2 avec les suites du terminal.',
  en: 'The GAP does not negotiate TLS 1.2 with the suites of the terminal.',
};

const NOT_A_GOOD_ANSWER: Text = {
  fr: 'Le banc ne peut pas distinguer un refus métier d’un refus TLS : réglez gap.diapasonServer.probe sur une requête à laquelle un bon GAP répond 2xx.',
  en: 'The bench cannot tell a business refusal from a TLS refusal: set gap.diapasonServer.probe to a request that a good GAP answers with 2xx.',
};

const NO_ANSWER: Text = {
  fr: 'Sans réponse au bon terminal, rien ne peut être comparé : réglez gap.diapasonServer.probe, ou timeoutMs si le GAP est lent.',
  en: 'Without an answer to the good terminal there is nothing to compare: set gap.diapasonServer.probe, or timeoutMs if the GAP is slow.',
};
