import { type Actor, SERVICE_CLIENT } from './actors.ts';
import { KIT_USAGE_TEXT, USES } from './data/uses.ts';
import type { Pfcng } from './pfcng.ts';
import type { Card } from './schemas/cards.ts';
import type { SubmittedForm } from './schemas/forms.ts';

/** Identifiers of ANS's range for tests. */
export const SCENARIO_ESTABLISHMENT = '10B0999999';
const EDITOR = '2000000009';
const SIRET = '00000000099999';
const DOMAIN = 'ch-test.fr';

const person = (givenName: string, familyName: string, rest: Record<string, unknown> = {}) => ({
  givenName,
  familyName,
  email: `${givenName}.${familyName}@${DOMAIN}`.toLowerCase(),
  ...rest,
});
const DIRECTOR = person('Denise', 'DIRECTRICE');
const EDITH = person('Edith', 'EDITRICE', { email: 'edith@editeur-test.fr' });
const signedByHand = { visa: true, stamp: true };
const signedWith = (cardNumber: string) => ({ cardNumber, ...signedByHand });
const place = { postcode: '75010', town: 'Paris' };
const secretariat = { kind: 'correspondent', email: `secretariat@${DOMAIN}` } as const;

/**
 * Walks an establishment and an editor to the end of the path, so that a person can log in at once: contract, CDE, mandataire and
 * administrateur technique of the one, the kit of five cards of the other. A platform that knows the establishment is left alone.
 */
export function seedScenario(pfcng: Pfcng): void {
  if (pfcng.structures.search(SERVICE_CLIENT).some(({ id }) => id === SCENARIO_ESTABLISHMENT)) return;
  establishment(pfcng);
  editor(pfcng);
}

function establishment(pfcng: Pfcng): void {
  const structure = SCENARIO_ESTABLISHMENT;
  const send = (form: Record<string, unknown>) => validated(pfcng, secretariat, form);
  const cardOf = (form: Record<string, unknown>) => send(form).outcome!.cards![0]!;
  const name = 'Centre hospitalier Banc GAP';
  pfcng.structures.register(SERVICE_CLIENT, { id: structure, kind: 'EJ', name, siret: SIRET, ...place });
  send({ form: 'contrat', structure, representative: DIRECTOR, signature: signedByHand });
  const cde = cardOf({ form: 'F101', structure, representative: DIRECTOR, signature: signedByHand });
  const employee = { form: 'F301', structure, cardType: 'CPE', signature: signedWith(cde) };
  const mandataire = cardOf({ ...employee, holder: person('Marc', 'MANDATAIRE'), mandat: true });
  const administrator = cardOf({ ...employee, holder: person('Alice', 'ADMINISTRATRICE') });
  send({
    form: 'F413',
    beneficiary: { name, siret: SIRET, finess: structure.slice(1), ...place },
    signature: signedWith(mandataire),
    usageText: Object.values(USES)
      .map(({ usageText }) => usageText.F413)
      .join(' ')
      .slice(0, 1000),
    offers: [
      { offer: 'ORG', usages: ['AUTH_CLI', 'SIGN'] },
      { offer: 'SERV', usages: ['SSL_SERVEUR'] },
      { offer: 'PRO', usages: ['AUTH', 'SIGN'] },
    ],
    domain: `*${DOMAIN}`,
    mailDomain: `*${DOMAIN}`,
    administrators: [{ cardNumber: administrator }],
  });
}

/** S2, case A: the kit, and habilitations for its CPA. */
function editor(pfcng: Pfcng): void {
  pfcng.structures.register(SERVICE_CLIENT, {
    id: EDITOR,
    kind: 'EJ',
    activity: 'editeur',
    name: 'Editeur de GAP',
    ...place,
  });
  validated(
    pfcng,
    { kind: 'correspondent', email: EDITH.email },
    {
      form: 'F414',
      structure: EDITOR,
      requester: EDITH,
      kit: { quantity: 1, usageText: KIT_USAGE_TEXT },
      habilitation: {
        usageText: USES['diapason-psp-client'].usageText.F414,
        offers: [
          { offer: 'ORG', usages: ['AUTH_CLI'] },
          { offer: 'SERV', usages: ['SSL_SERVEUR'] },
        ],
        domain: '*editeur-test.fr',
        cards: { answer: 'non', cardOfKit: 4 },
      },
    },
  );
}

/** Sent, and decided by the service client where forms wait for him. */
function validated(pfcng: Pfcng, writer: Actor, form: Record<string, unknown>): SubmittedForm {
  const sent = pfcng.forms.submit(writer, form);
  return sent.state === 'received' ? pfcng.forms.decide(SERVICE_CLIENT, sent.id) : sent;
}

/** A card with the code that its letter tells. */
export interface CardOnDesk {
  readonly card: Card;
  readonly pin: string;
}

/** Every card that was delivered, by structure: what lies on the desk of whoever plays all parts. */
export function cardsOnDesk(pfcng: Pfcng): CardOnDesk[] {
  return pfcng.structures.search(SERVICE_CLIENT).flatMap(({ id }) =>
    pfcng.cards.list(SERVICE_CLIENT, { structure: id }).map((card) => ({
      card,
      pin: pfcng.cards.letter(SERVICE_CLIENT, card.number).pin,
    })),
  );
}
