import { input } from '../components/field.ts';
import { search } from '../components/form.ts';
import { facts, table } from '../components/table.ts';
import type { Page } from '../context.ts';
import { type Html, html } from '../html.ts';
import { moment } from '../words.ts';

export const mailbox: Page = {
  path: 'messagerie.xhtml',
  title: 'Boîte aux lettres',
  show(visit) {
    const { pfcng, actor, values } = visit;
    const to = values.get('a').trim();
    return html`<p>Tous les messages que la plateforme et le service client écrivent. Aucun ne quitte le banc, sauf vers un serveur SMTP local s’il est configuré.</p>
${search(visit, { submit: 'Filtrer' }, input(visit, { name: 'a', label: 'Destinataire', type: 'search', hint: 'Adresse entière ; vide pour tous.' }))}
${table(
  'Messages, le plus récent d’abord',
  [
    { title: 'Objet', cell: ({ id, subject }) => html`<a href="message.xhtml?id=${id}">${subject}</a>` },
    { title: 'De', cell: ({ sender }) => sender },
    { title: 'À', cell: ({ recipients }) => recipients.join(', ') },
    { title: 'Reçu', cell: ({ at }) => moment(at) },
  ],
  pfcng.mailbox.list(actor, to === '' ? {} : { to }).toReversed(),
  'Aucun message.',
)}`;
  },
};

/** Links of the platform in a message lead to the portal that is open. */
function linked(body: string): Html {
  const parts = body.split(/(https:\/\/\S+\/pfcng-ihm\/\S*)/);
  return html`${parts.map((part, index) =>
    index % 2 === 0 ? part : html`<a href="${part.slice(part.indexOf('/pfcng-ihm/'))}">${part}</a>`,
  )}`;
}

export const message: Page = {
  path: 'message.xhtml',
  title: 'Message',
  tab: 'messagerie.xhtml',
  async show({ pfcng, actor, values }) {
    const mail = pfcng.mailbox.get(actor, values.get('id'));
    const raw = await pfcng.mailbox.raw(actor, mail.id);
    return html`<h2>${mail.subject}</h2>
${facts([
  ['De', mail.sender],
  ['À', mail.recipients.join(', ')],
  ['Date', moment(mail.at)],
  ['Remis par SMTP', mail.relayedAt === null ? 'non' : moment(mail.relayedAt)],
])}
<pre class="mail">${linked(mail.body)}</pre>
<details><summary>Message brut (RFC 5322)</summary><pre>${raw.toString('latin1')}</pre></details>`;
  },
};
