import { SERVICE_CLIENT } from '../../actors.ts';
import { PfcngProblem } from '../../problems/problem.ts';
import type { Card } from '../../schemas/cards.ts';
import { refusal } from '../components/alert.ts';
import { secret } from '../components/field.ts';
import { errorsOf } from '../components/field-errors.ts';
import { form } from '../components/form.ts';
import { environment, state } from '../components/table.ts';
import type { Page, Visit } from '../context.ts';
import { type Html, html } from '../html.ts';
import { CARD_NAMES, fullName } from '../words.ts';

/** Only back into the portal. */
const wayBack = (visit: Visit): string => {
  const wanted = visit.values.get('suite');
  return /^\/pfcng-ihm\/[a-z]/.test(wanted) ? wanted : 'demande.xhtml';
};

export const login: Page = {
  path: 'authentication.xhtml',
  title: 'Authentification par carte',
  show(visit) {
    const { pfcng, values } = visit;
    const desks = pfcng.structures
      .search(SERVICE_CLIENT)
      .map((structure) => ({
        structure,
        cards: pfcng.cards.list(SERVICE_CLIENT, { structure: structure.id }),
      }))
      .filter(({ cards }) => cards.length > 0);
    const wrong = errorsOf(visit, 'cardNumber');
    return html`${values.get('fin') === 'session' && html`<p class="alert due" role="status">La session est terminée. Ce qui était saisi revient après l’authentification, sauf les secrets.</p>`}
${refusal(visit, { cardNumber: 'Carte', pin: 'Code porteur' })}
<p>Le lecteur de cartes est simulé : choisissez une carte du bureau et saisissez son code. Le banc fait alors, avec le certificat AUTH de la carte, le TLS mutuel que fait un vrai poste.</p>
${
  desks.length === 0
    ? html`<p class="empty">Aucune carte sur le bureau. Les premières viennent d’un <a href="formulaires.xhtml">formulaire</a> : F101 pour le représentant légal, F414 pour des cartes de test.</p>`
    : form(
        visit,
        { submit: 'Insérer la carte', values: { suite: values.get('suite') } },
        html`<fieldset class="desk" id="champ-cardNumber" tabindex="-1"${wrong.length > 0 && html` aria-describedby="champ-cardNumber-erreur" aria-invalid="true"`}>
<legend>Cartes sur le bureau</legend>
${wrong.length > 0 && html`<p class="error" id="champ-cardNumber-erreur">Choisir une carte.</p>`}
${desks.map(
  ({
    structure,
    cards,
  }) => html`<div role="group" aria-labelledby="bureau-${structure.id}"><h2 id="bureau-${structure.id}">${structure.name} <span class="soft">${structure.id}</span></h2>
<div class="cards">${cards.map((card) => cardOnDesk(card, values.get('cardNumber')))}</div></div>`,
)}
</fieldset>
${secret(visit, { name: 'pin', label: 'Code porteur', numeric: true, hint: html`Quatre chiffres ; trois erreurs bloquent la carte. Il est dans le pli sécurisé, que l’on ouvre sur la page <a href="banc.xhtml#plis">Le banc</a>.` })}`,
      )
}`;
  },
  async act(visit) {
    const { reader, sessions } = visit.context;
    const ticket = await reader.login({
      cardNumber: visit.values.get('cardNumber'),
      pin: visit.values.get('pin'),
    });
    const session = sessions.open(ticket);
    if (session === undefined) throw new PfcngProblem('card-required');
    if (visit.session) sessions.close(visit.session.id);
    return { redirect: wayBack(visit), session };
  },
};

function cardOnDesk(card: Card, chosen: string): Html {
  const { number, type, holder } = card;
  return html`<label class="card ${type.toLowerCase()}"><input type="radio" name="cardNumber" value="${number}"${number === chosen && html` checked`}>
<span class="face"><span class="type"><abbr title="${CARD_NAMES[type]}">${type}</abbr>${card.responsable && ' responsable'}</span> ${environment(card.environment)}
<span class="holder">${fullName(holder)}</span>
<span class="number">${number}</span>
${card.blocked && card.state === 'active' ? html`<span class="state bad">bloquée</span>` : state(card.state)}</span></label>`;
}

export const logout: Page = {
  path: 'deconnexion.xhtml',
  title: 'Fin de session',
  show: () => html`<p>La session se ferme par le bouton « Se déconnecter » du haut de page.</p>`,
  act: () => ({ redirect: 'authentication.xhtml', session: 'ended' }),
};
