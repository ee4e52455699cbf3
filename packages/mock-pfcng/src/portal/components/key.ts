import type { Visit } from '../context.ts';
import { type Html, html } from '../html.ts';
import type { Values } from '../values.ts';
import { choices, file, textarea } from './field.ts';

/** Fields by which a request says where its key comes from. */
export const KEY_FIELDS = { 'key.source': 'Clé', 'key.csr': 'CSR, en PEM' } as const;

export function keyFields(visit: Visit): Html {
  return html`${choices(visit, {
    name: 'key.source',
    label: KEY_FIELDS['key.source'],
    choices: [
      [
        'on-line',
        'Générer la clé et la CSR en ligne : le certificat est délivré en PKCS#12, protégé par un mot de passe donné au retrait',
      ],
      [
        'csr',
        'Fournir ma CSR : le certificat est délivré seul, et l’autorité intermédiaire est à ajouter à la main',
      ],
    ],
  })}
<div class="csr">
${textarea(visit, { name: 'key.csr', label: KEY_FIELDS['key.csr'], optional: true, code: true, rows: 6, hint: 'RSA 2048, SHA-256. À coller ici ou à joindre ci-dessous ; le sujet est remplacé par les données de la plateforme.' })}
${file(visit, { name: 'key.csrFile', label: 'ou fichier de la CSR', optional: true, accept: '.csr,.pem,.req,.p10' })}
</div>`;
}

/** As schema `keySource` wants it. */
export const keyOf = (values: Values) =>
  values.get('key.source') === 'csr'
    ? { source: 'csr', csr: values.get('key.csr') }
    : { source: values.get('key.source') };
