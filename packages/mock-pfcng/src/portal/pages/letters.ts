import { SERVICE_CLIENT } from '../../actors.ts';
import { PfcngProblem } from '../../problems/problem.ts';
import { environment, facts, table } from '../components/table.ts';
import type { Page, Visit } from '../context.ts';
import { type Html, html } from '../html.ts';
import { fullName } from '../words.ts';

/** Every sealed letter that has come by post. */
export function letters(visit: Visit): Html {
  const { pfcng } = visit;
  const cards = pfcng.structures
    .search(SERVICE_CLIENT)
    .flatMap(({ id }) => pfcng.cards.list(SERVICE_CLIENT, { structure: id }));
  return table(
    'Plis arrivés',
    [
      { title: 'Carte', cell: ({ number, type }) => `${type} ${number}` },
      { title: 'Porteur', cell: ({ holder }) => fullName(holder) },
      { title: 'Environnement', cell: (card) => environment(card.environment) },
      {
        title: 'Pli',
        cell: ({ number }) =>
          html`<a href="pli.xhtml?carte=${number}">Ouvrir<span class="hidden"> le pli de la carte ${number}</span></a>`,
      },
    ],
    cards,
    'Aucun pli.',
  );
}

export const letter: Page = {
  path: 'pli.xhtml',
  title: 'Pli sécurisé',
  tab: 'banc.xhtml',
  show({ pfcng, values, context }) {
    if (!context.bench) throw new PfcngProblem('service-client-only');
    const { cardNumber, pin } = pfcng.cards.letter(SERVICE_CLIENT, values.get('carte'));
    return html`<section class="bench"><p>Ce pli est arrivé par la poste.</p>
${facts([
  ['Carte', html`<code>${cardNumber}</code>`],
  ['Code porteur', html`<code class="pin">${pin}</code>`],
])}
<p><a class="button" href="authentication.xhtml?cardNumber=${cardNumber}">S’authentifier avec cette carte</a></p></section>`;
  },
};
