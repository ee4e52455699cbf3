import { orderList } from '../components/orders.ts';
import type { Page } from '../context.ts';
import { html } from '../html.ts';

export const follow: Page = {
  path: 'suivi.xhtml',
  title: 'Suivre',
  wantsCard: true,
  show: (
    visit,
  ) => html`<p>Les commandes que votre carte peut voir : celles des offres où elle est habilitée et, pour un représentant légal ou un mandataire, celles de sa structure.</p>
${orderList(visit, { empty: 'Aucune commande ne répond à cette recherche.' })}`,
};
