import type { Session } from '../../access/sessions.ts';
import type { Withdrawn } from '../../orders/delivery.ts';
import { PfcngProblem } from '../../problems/problem.ts';
import type { Order } from '../../schemas/orders.ts';
import { refusal } from '../components/alert.ts';
import { checkbox, secret } from '../components/field.ts';
import { form } from '../components/form.ts';
import { orderList } from '../components/orders.ts';
import { facts } from '../components/table.ts';
import type { Answer, Page, Visit } from '../context.ts';
import { type Html, html } from '../html.ts';
import { productName } from './order.ts';

/** Revocation codes between "Finaliser" and "Télécharger": they stay on the server, as long as the session. */
const finalised = new WeakMap<Session, Map<string, string>>();

const TERMS_FIELDS = {
  revocationCode: 'Code de révocation',
  revocationCodeAgain: 'Code de révocation, une seconde fois',
  acceptTerms: 'Acceptation des CGU',
};

export const withdraw: Page = {
  path: 'retrait.xhtml',
  title: 'Retirer',
  wantsCard: true,
  show(visit) {
    const { pfcng, actor, values } = visit;
    if (!values.has('commande')) {
      return html`<p>Cherchez la demande, puis retirez-la : le certificat est délivré à ce moment, et ses trois ans commencent.</p>
${orderList(visit, { states: ['requested', 'withdrawing'], empty: 'Rien à retirer.', action: ({ id, commonName }) => html`<a class="button" href="retrait.xhtml?commande=${id}">Suivant<span class="hidden"> : retirer ${commonName}</span></a>` })}`;
    }
    const order = pfcng.orders.get(actor, values.get('commande'));
    return html`${steps(order, 1)}${refusal(visit, TERMS_FIELDS)}
${facts([
  ['Produit', productName(order)],
  ['Structure', order.structure],
])}
${form(
  visit,
  { submit: 'Finaliser', values: { commande: order.id } },
  html`${secret(visit, { name: 'revocationCode', label: TERMS_FIELDS.revocationCode, hint: '4 à 32 caractères sans espace. À garder : il est demandé pour révoquer.' })}
${secret(visit, { name: 'revocationCodeAgain', label: TERMS_FIELDS.revocationCodeAgain })}
<details><summary>Conditions générales d’utilisation et politique de certification</summary>
<p>Le texte qui engage est celui de l’ANS. Pour le banc : un certificat de la hiérarchie du banc n’est reconnu nulle part ailleurs ; perte, vol ou erreur obligent à révoquer.</p></details>
${checkbox(visit, { name: 'acceptTerms', label: 'J’ai lu les CGU et la PC ; le bénéficiaire reconnaît accepter le certificat.' })}`,
)}`;
  },
  async act(visit) {
    const { pfcng, actor, values, session } = visit;
    const order = pfcng.orders.get(actor, values.get('commande'));
    try {
      await pfcng.orders.withdraw(actor, {
        order: order.id,
        revocationCode: values.get('revocationCode'),
        revocationCodeAgain: values.get('revocationCodeAgain'),
        acceptTerms: values.has('acceptTerms'),
      });
    } catch (problem) {
      // Everything else is right: the password is what the next page asks for.
      if (!(problem instanceof PfcngProblem) || problem.slug !== 'key-password-missing') throw problem;
      const codes = finalised.get(session!) ?? new Map<string, string>();
      finalised.set(session!, codes.set(order.id, values.get('revocationCode')));
    }
    return { redirect: `telechargement.xhtml?commande=${order.id}` };
  },
};

export const download: Page = {
  path: 'telechargement.xhtml',
  title: 'Télécharger',
  tab: 'retrait.xhtml',
  wantsCard: true,
  show(visit) {
    const { pfcng, actor, values } = visit;
    const order = pfcng.orders.get(actor, values.get('commande'));
    return html`${steps(order, 2)}${refusal(visit, { keyPassword: 'Mot de passe de la clé' })}
${facts([
  ['Produit', productName(order)],
  ['Structure', order.structure],
])}
${order.keySource === 'on-line' ? keyAndCertificate(visit, order) : certificateAlone(visit, order)}
<p class="actions"><a class="button quiet" href="commande.xhtml?id=${order.id}&amp;retiree=oui">Terminer</a></p>`;
  },
  async act(visit) {
    const { fileName, mediaType, content, intermediate } = await delivered(visit);
    const file = { name: fileName, mediaType, content };
    return {
      file:
        visit.values.has('aci') && intermediate
          ? { ...file, name: intermediate.fileName, content: intermediate.content }
          : file,
    } satisfies Answer;
  },
};

const keyAndCertificate = (visit: Visit, order: Order): Html =>
  form(
    visit,
    { submit: 'Télécharger', values: { commande: order.id } },
    secret(visit, {
      name: 'keyPassword',
      label: 'Mot de passe de la clé',
      hint:
        order.state === 'requested'
          ? '8 à 64 caractères ASCII sans espace. Il protège le PKCS#12 ; perdu, il faut refaire la demande.'
          : 'Celui qui a été donné au retrait.',
    }),
  );

const certificateAlone = (
  visit: Visit,
  { id }: Order,
): Html => html`<p>La clé est la vôtre : la plateforme délivre le certificat seul, et l’autorité intermédiaire est à installer avec lui.</p>
${form(visit, { submit: 'Télécharger le certificat', values: { commande: id } })}
${form(visit, { submit: 'Télécharger l’autorité intermédiaire', tone: 'quiet', values: { commande: id, aci: 'oui' } })}`;

/** The first download of a key made on line is what withdraws it. */
async function delivered({ pfcng, actor, values, session }: Visit): Promise<Withdrawn> {
  const order = pfcng.orders.get(actor, values.get('commande'));
  const keyPassword = values.has('keyPassword') ? { keyPassword: values.get('keyPassword') } : {};
  const code = finalised.get(session!)?.get(order.id);
  if (order.state === 'withdrawn' || code === undefined)
    return pfcng.orders.download(actor, { order: order.id, ...keyPassword });
  const withdrawn = await pfcng.orders.withdraw(actor, {
    order: order.id,
    revocationCode: code,
    revocationCodeAgain: code,
    acceptTerms: true,
    ...keyPassword,
  });
  finalised.get(session!)?.delete(order.id);
  return withdrawn;
}

const steps = (
  { keySource }: Order,
  current: number,
): Html => html`<ol class="steps" aria-label="Étapes du retrait">
${[
  'Code de révocation et CGU',
  keySource === 'on-line' ? 'Mot de passe de la clé et téléchargement' : 'Téléchargement',
].map((name, index) => html`<li${index + 1 === current && html` aria-current="step"`}>${name}</li>`)}</ol>`;
