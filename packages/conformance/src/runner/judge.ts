import { BancError, Certificate } from '@banc-gap/pki';
import type { Exchange } from '@banc-gap/simkit';
import { cipherSuiteByCode } from '@banc-gap/tls12';
import type {
  ControlCase,
  NegotiationCase,
  ObservationCase,
  Occasion,
  RefusalCase,
  Seen,
} from '../cases/case.ts';
import { joinTexts, type Text } from '../text.ts';
import type { ResolvedOffer } from './bench.ts';
import { describeExchange } from './describe.ts';
import type { Reception } from './good-terminal.ts';
import {
  type GoodAnswer,
  isGoodAnswer,
  isStrict,
  readExchange,
  readRenegotiation,
  readResumption,
  selects,
  speaksTls,
} from './oracle.ts';
import type { Judgement } from './result.ts';

const SERVED: Text = {
  fr: 'Le GAP a servi ce terminal comme le bon.',
  en: 'The GAP served this terminal like the good one.',
};
const NO_OCCASION: Readonly<Record<Occasion, Text>> = {
  cbc: {
    fr: 'Le GAP n’a pas choisi de suite CBC : le défaut n’a pas pu se montrer.',
    en: 'The GAP did not select a CBC suite: the defect could not show.',
  },
  certificate: {
    fr: 'Le GAP n’a plus demandé de certificat : le défaut n’a pas pu se montrer.',
    en: 'The GAP did not ask for a certificate again: the defect could not show.',
  },
};
const DECLINED: Text = {
  fr: 'Le GAP a décliné la seconde poignée de main, et servi le terminal de la première.',
  en: 'The GAP declined the second handshake, and served the terminal of the first.',
};
const NOT_RESUMED: Text = {
  fr: 'Le GAP n’a pas repris la session, ou n’en a pas donné.',
  en: 'The GAP did not resume the session, or gave none.',
};
const RESUMED: Text = {
  fr: 'Le GAP a repris la session.',
  en: 'The GAP resumed the session.',
};
const HELD_UP: Text = {
  fr: 'Un autre terminal, qui laisse sa poignée de main en suspens, empêche le GAP de servir celui-ci dans le délai.',
  en: 'Another terminal, which leaves its handshake unfinished, keeps the GAP from serving this one in time.',
};
const TURNED_AWAY: Text = { fr: 'Le GAP a refusé ce terminal.', en: 'The GAP refused this terminal.' };

export function judgeRefusal(testCase: RefusalCase, exchange: Exchange, good: GoodAnswer): Judgement {
  const what = describeExchange(exchange);
  const { occasion } = testCase;
  if (testCase.resumes === 'after-fatal-alert') return judgeResumption(exchange, good);
  const read = testCase.renegotiates ? readRenegotiation : readExchange;
  const reading = read(exchange, good);
  // A GAP without CBC refuses the offer, not the defect.
  const looksForOccasion = reading === 'accepted' || occasion === 'cbc';
  if (occasion && looksForOccasion && !HAS[occasion](exchange)) {
    return { outcome: 'undecided', strict: null, actual: joinTexts([NO_OCCASION[occasion], what], ' ') };
  }
  switch (reading) {
    case 'accepted':
      return { outcome: 'wrong', strict: null, actual: joinTexts([SERVED, what], ' ') };
    case 'refused':
      return {
        outcome: 'right',
        strict: isStrict(exchange, testCase.alert),
        // Only who began a second handshake can be refused and served all the same.
        actual: isGoodAnswer(exchange, good) ? joinTexts([DECLINED, what], ' ') : what,
      };
    default:
      return { outcome: 'undecided', strict: null, actual: what };
  }
}

function judgeResumption(exchange: Exchange, good: GoodAnswer): Judgement {
  const what = describeExchange(exchange);
  switch (readResumption(exchange, good)) {
    case 'accepted':
      return { outcome: 'wrong', strict: null, actual: joinTexts([RESUMED, what], ' ') };
    case 'refused':
      return { outcome: 'right', strict: null, actual: joinTexts([NOT_RESUMED, what], ' ') };
    default:
      return { outcome: 'undecided', strict: null, actual: what };
  }
}

const HAS: Readonly<Record<Occasion, (exchange: Exchange) => boolean>> = {
  // Records have padding in CBC only (RFC 5246 §6.2.3.2).
  cbc: ({ serverHello }) => cipherSuiteByCode(serverHello?.cipherSuite ?? 0)?.mode === 'cbc',
  certificate: ({ certificateRequested }) => certificateRequested,
};

export function judgeControl({ beside }: ControlCase, exchange: Exchange, good: GoodAnswer): Judgement {
  const what = describeExchange(exchange);
  const reading = readExchange(exchange, good);
  if (beside && (reading === 'refused' || isLate(exchange))) {
    return { outcome: 'wrong', strict: null, actual: joinTexts([HELD_UP, what], ' ') };
  }
  switch (reading) {
    case 'accepted':
      return { outcome: 'right', strict: null, actual: what };
    case 'refused':
      return { outcome: 'wrong', strict: null, actual: joinTexts([TURNED_AWAY, what], ' ') };
    default:
      return { outcome: 'undecided', strict: null, actual: what };
  }
}

function isLate({ reached, handshake, end }: Exchange): boolean {
  return [reached, handshake, end].includes('timeout');
}

const OUTCOME_OF_RECEPTION = {
  served: 'right',
  refused: 'wrong',
  unclear: 'undecided',
  'no-tls': 'undecided',
} as const;

/** The case of the good terminal itself, whose reception everything else is compared with. */
export function judgeReception({ state, detail }: Reception): Judgement {
  return { outcome: OUTCOME_OF_RECEPTION[state], strict: null, actual: detail };
}

export function judgeNegotiation(
  testCase: NegotiationCase,
  exchange: Exchange,
  offer: ResolvedOffer,
): Judgement {
  const actual = describeExchange(exchange);
  const selected = selects(exchange, offer);
  if (testCase.expect === 'selected') {
    const outcome = selected ? 'right' : hasAnswered(exchange) ? 'wrong' : 'undecided';
    return { outcome, strict: null, actual };
  }
  if (selected) return { outcome: 'wrong', strict: null, actual };
  return hasAnswered(exchange)
    ? {
        outcome: 'right',
        strict: testCase.expect === 'declined' ? null : isStrict(exchange, testCase.alert),
        actual,
      }
    : { outcome: 'undecided', strict: null, actual };
}

/** A ServerHello, an alert or a close answers an offer; silence does not. */
function hasAnswered(exchange: Exchange): boolean {
  if (speaksTls(exchange)) return true;
  const silent = exchange.handshake === 'timeout' || exchange.end === 'timeout' || exchange.end === 'local';
  return exchange.reached === 'connected' && exchange.handshake !== 'not-tls' && !silent;
}

export function judgeObservation(
  testCase: ObservationCase,
  exchange: Exchange,
  surroundings: Pick<Seen, 'fqdn' | 'trust' | 'at'>,
): Judgement {
  if (exchange.serverChain.length === 0) {
    const none = { fr: 'Le GAP n’a présenté aucun certificat.', en: 'The GAP presented no certificate.' };
    return { outcome: 'undecided', strict: null, actual: joinTexts([none, describeExchange(exchange)], ' ') };
  }
  try {
    const chain = exchange.serverChain.map((der) => Certificate.parse(der)) as [
      Certificate,
      ...Certificate[],
    ];
    const { right, found } = testCase.judge({ ...surroundings, exchange, chain });
    return { outcome: right ? 'right' : 'wrong', strict: null, actual: found };
  } catch (error) {
    if (!(error instanceof BancError && error.code === 'PKI_CERTIFICATE_MALFORMED')) throw error;
    const reason = error.message;
    return {
      outcome: 'wrong',
      strict: null,
      actual: {
        fr: `Le certificat du GAP ne se lit pas : ${reason}.`,
        en: `The GAP’s certificate cannot be read: ${reason}.`,
      },
    };
  }
}
