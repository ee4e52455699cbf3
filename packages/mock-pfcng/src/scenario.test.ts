import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SERVICE_CLIENT } from './actors.ts';
import { MemoryIssuer } from './msw/memory-issuer.ts';
import { openPfcng, type Pfcng } from './pfcng.ts';
import { cardsOnDesk, SCENARIO_ESTABLISHMENT, seedScenario } from './scenario.ts';

describe.each(['immediate', 'by-service-client'] as const)(
  'the scenario, with forms decided %s',
  (formValidation) => {
    let pfcng: Pfcng;
    beforeEach(async () => {
      pfcng = await openPfcng({ file: ':memory:', issuer: new MemoryIssuer(), formValidation });
      seedScenario(pfcng);
    });
    afterEach(() => pfcng.close());

    it('has a card for everyone on the path, whose PIN is right', () => {
      const desk = cardsOnDesk(pfcng);
      expect(desk.map(({ card: { type, environment } }) => `${type} ${environment}`)).toEqual([
        ...['CDE production', 'CPE production', 'CPE production'],
        ...['CPS test', 'CPS test', 'CPE test', 'CPA test', 'CDE test'],
      ]);
      for (const { card, pin } of desk)
        expect(pfcng.cards.enterPin({ cardNumber: card.number, pin })).toEqual({
          kind: 'card',
          cardNumber: card.number,
        });
    });

    it('lets the administrateur technique order everything, for which no form was warned of', () => {
      const administrator = cardsOnDesk(pfcng).find(({ card }) => card.holder?.givenName === 'Alice')!.card
        .number;
      const offers = pfcng.orders.offers({ kind: 'card', cardNumber: administrator });
      expect(offers.map(({ habilitation }) => habilitation.offer)).toEqual(['ORG', 'SERV', 'PRO']);
      const forms = pfcng.forms.list(SERVICE_CLIENT);
      expect(forms.map(({ state, warnings }) => [state, warnings])).toEqual(
        forms.map(() => ['validated', []]),
      );
    });

    it('comes once', () => {
      const before = pfcng.changes.list(SERVICE_CLIENT).length;
      seedScenario(pfcng);
      expect(pfcng.changes.list(SERVICE_CLIENT)).toHaveLength(before);
      expect(pfcng.structures.search(SERVICE_CLIENT, SCENARIO_ESTABLISHMENT)).toHaveLength(1);
    });
  },
);
