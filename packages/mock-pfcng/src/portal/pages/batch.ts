import { refusal } from '../components/alert.ts';
import { file, textarea } from '../components/field.ts';
import { creationKey, form } from '../components/form.ts';
import { environment, facts } from '../components/table.ts';
import type { Page } from '../context.ts';
import { html } from '../html.ts';

/** Many orders from one CSV: all of them, or none. */
export const batch: Page = {
  path: 'demande-groupee.xhtml',
  title: 'Commande groupée',
  tab: 'demande.xhtml',
  wantsCard: true,
  show(visit) {
    const { pfcng, actor, values } = visit;
    const structure = pfcng.structures.get(actor, values.get('structure'));
    const where = values.get('environment');
    return html`${refusal(visit, { csv: 'Contenu du CSV' })}
${facts([
  ['Structure', html`${structure.name} <span class="soft">${structure.id}</span>`],
  ['Environnement', environment(where)],
])}
<p>Une ligne par certificat. Colonnes possibles : <code>offer;usage;serviceApplicatif;fqdn;alternativeNames;beneficiary;upn;email;notify;csr</code> ; seules celles qui servent sont nécessaires. Pour le Dossier Pharmaceutique, une ligne par utilisateur et par usage :</p>
<pre>offer;usage;beneficiary
PRO;AUTH;2800000005
PRO;SIGN;2800000005</pre>
${form(
  visit,
  {
    submit: 'Demander tout',
    values: { structure: structure.id, environment: where },
    upload: true,
    once: true,
  },
  html`${textarea(visit, { name: 'csv', label: 'Contenu du CSV', code: true, rows: 8, hint: 'La ligne 1 nomme les colonnes. Si une seule ligne est refusée, rien n’est commandé.' })}
${file(visit, { name: 'csvFile', label: 'ou fichier CSV', optional: true, accept: '.csv,text/csv' })}`,
)}`;
  },
  async act({ pfcng, actor, values }) {
    const input = {
      structure: values.get('structure'),
      environment: values.get('environment'),
      csv: values.get('csv'),
    };
    await pfcng.orders.requestBatch(actor, input, creationKey(values));
    return { redirect: 'suivi.xhtml?etat=requested' };
  },
};
