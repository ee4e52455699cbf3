import { prescribedSuites } from '../config/prescribed-suite.ts';
import type { RunConfig } from '../config/schema.ts';
import { alertLabel, suiteName, versionName } from '../runner/describe.ts';
import type { Text } from '../text.ts';
import type { ConformanceCase, NegotiationCase } from './case.ts';

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
      return withBestAlert(testCase, {
        fr: 'Le GAP refuse ce terminal : il ne lui donne pas la réponse que reçoit le bon terminal.',
        en: 'The GAP refuses this terminal: it does not give it the answer that the good terminal gets.',
      });
    case 'control':
      return testCase.difference === undefined && !testCase.resumes
        ? {
            fr: 'Le GAP répond 2xx à la requête du bon terminal.',
            en: 'The GAP answers the request of the good terminal with 2xx.',
          }
        : {
            fr: 'Le GAP donne à ce terminal la réponse que reçoit le bon terminal.',
            en: 'The GAP gives this terminal the answer that the good terminal gets.',
          };
    case 'negotiation':
      return testCase.expect === 'selected'
        ? selection(testCase, cipher)
        : withBestAlert(testCase, refusedOffer(testCase));
    case 'observation':
      return testCase.expected;
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
