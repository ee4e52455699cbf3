import { prescribedSuites } from '../config/prescribed-suite.ts';
import type { RunConfig } from '../config/schema.ts';
import { alertLabel, suiteName, versionName } from '../runner/describe.ts';
import type { Text } from '../text.ts';
import { type ConformanceCase, type ControlCase, isGoodTerminal, type NegotiationCase } from './case.ts';

/** What the case expects of the GAP, in a sentence. */
export function expectedOf(testCase: ConformanceCase, cipher: RunConfig['cipher'] = 'c028'): Text {
  switch (testCase.kind) {
    case 'refusal':
      if (testCase.renegotiates) {
        return withBestAlert(testCase, {
          fr: 'Le GAP refuse la seconde poignée de main que ce terminal commence, ou ne lui donne pas ensuite la réponse que reçoit le bon terminal.',
          en: 'The GAP refuses the second handshake that this terminal begins, or does not give it the answer that the good terminal gets afterwards.',
        });
      }
      if (testCase.resumes === 'after-fatal-alert') {
        return {
          fr: 'Le GAP ne reprend pas cette session : il refait toute la poignée de main.',
          en: 'The GAP does not resume this session: it makes the whole handshake again.',
        };
      }
      return withBestAlert(testCase, {
        fr: 'Le GAP refuse ce terminal : il ne lui donne pas la réponse que reçoit le bon terminal.',
        en: 'The GAP refuses this terminal: it does not give it the answer that the good terminal gets.',
      });
    case 'control':
      return isGoodTerminal(testCase)
        ? {
            fr: 'Le GAP répond 2xx à la requête du bon terminal.',
            en: 'The GAP answers the request of the good terminal with 2xx.',
          }
        : goodAnswer(testCase);
    case 'negotiation':
      return negotiated(testCase, cipher);
    case 'call-refusal':
      return withBestAlert(testCase, {
        fr: 'Le GAP n’envoie pas sa requête à ce serveur.',
        en: 'The GAP does not send its request to this server.',
      });
    case 'call-control':
      return {
        fr: 'Le GAP envoie sa requête à ce serveur.',
        en: 'The GAP sends its request to this server.',
      };
    case 'call-reply':
      return testCase.outcome === 'accepted'
        ? {
            fr: 'Le GAP tient l’action pour faite (le pilote répond accepted).',
            en: 'The GAP takes the action for done (the drive answers accepted).',
          }
        : {
            fr: 'Le GAP ne tient pas l’action pour faite (le pilote répond refused).',
            en: 'The GAP does not take the action for done (the drive answers refused).',
          };
    case 'observation':
    case 'call-observation':
    case 'call-request':
    case 'call-conduct':
      return testCase.expected;
    case 'file':
      return { fr: `${testCase.title.fr}.`, en: `${testCase.title.en}.` };
  }
}

function goodAnswer({ beside }: ControlCase): Text {
  if (beside) {
    return {
      fr: 'Le GAP répond au bon terminal dans le délai, pendant qu’un autre laisse sa poignée de main en suspens.',
      en: 'The GAP answers the good terminal in time, while another leaves its handshake unfinished.',
    };
  }
  return {
    fr: 'Le GAP donne à ce terminal la réponse que reçoit le bon terminal.',
    en: 'The GAP gives this terminal the answer that the good terminal gets.',
  };
}

function negotiated(testCase: NegotiationCase & ConformanceCase, cipher: RunConfig['cipher']): Text {
  switch (testCase.expect) {
    case 'selected':
      return selection(testCase, cipher);
    case 'refused':
      return withBestAlert(testCase, refusedOffer(testCase));
    case 'declined':
      return {
        fr: 'Le GAP ne compresse pas : son ServerHello nomme la méthode 0.',
        en: 'The GAP does not compress: its ServerHello names method 0.',
      };
  }
}

function selection({ offer }: NegotiationCase, cipher: RunConfig['cipher']): Text {
  if (offer.cipherSuites === undefined) {
    const name = versionName(offer.version ?? 0x0303);
    return { fr: `Le GAP choisit ${name}.`, en: `The GAP selects ${name}.` };
  }
  const codes = offer.cipherSuites === 'prescribed' ? prescribedSuites(cipher) : offer.cipherSuites;
  const names = codes.map(suiteName).join(', ');
  return {
    fr: `Le GAP choisit la suite proposée : ${names}.`,
    en: `The GAP selects the suite that is offered: ${names}.`,
  };
}

function refusedOffer({ offer }: NegotiationCase): Text {
  if (offer.version !== undefined) {
    const name = versionName(offer.version);
    return {
      fr: `Le GAP ne choisit pas ${name} quand le terminal ne propose rien de plus récent.`,
      en: `The GAP does not select ${name} when the terminal offers nothing newer.`,
    };
  }
  return {
    fr: 'Le GAP ne choisit aucune des suites proposées.',
    en: 'The GAP selects none of the suites that are offered.',
  };
}

function withBestAlert({ alert }: ConformanceCase, expected: Text): Text {
  if (!alert) return expected;
  return {
    fr: `${expected.fr} Meilleure alerte : ${alertLabel(alert)}.`,
    en: `${expected.en} Best alert: ${alertLabel(alert)}.`,
  };
}
