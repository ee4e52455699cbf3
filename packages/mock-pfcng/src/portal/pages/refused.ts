import type { PfcngProblem } from '../../problems/problem.ts';
import { problemAlert } from '../components/alert.ts';
import { layout } from '../components/layout.ts';
import type { Page, Visit } from '../context.ts';
import { html } from '../html.ts';

export const LOGIN_PATH = 'authentication.xhtml';

/** A refusal that no page shows, as a page. */
export function refused(visit: Visit, problem: PfcngProblem, cardIsOut: boolean): string {
  const main = html`${problemAlert(visit, problem)}
${cardIsOut && html`<p>La carte n’est plus acceptée : la session est fermée.</p>`}
<p><a href="${LOGIN_PATH}">Choisir une carte</a> ou <a href="ou-en-suis-je.xhtml">voir où en est la structure</a>.</p>`;
  return layout(visit, { title: 'Demande refusée', path: '' }, main).text;
}

/** The form was not given by this portal to this visitor, or long ago: it is given again, with what was typed. */
export function formExpired(visit: Visit, page: Page): string {
  const query = visit.values.toQuery();
  const main = html`<section class="alert bad" role="alert"><h2>Formulaire périmé</h2>
<p>Ce formulaire ne vient pas de cette session : rien n’a été fait.</p></section>
<p><a href="${page.path}${query && `?${query}`}">Reprendre la page précédente</a> avec ce qui était saisi.</p>`;
  return layout(visit, { title: 'Formulaire périmé', path: '' }, main).text;
}
