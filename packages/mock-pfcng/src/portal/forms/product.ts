import { USES, type Use } from '../../data/uses.ts';
import type { HabilitatedOffer } from '../../orders/offers.ts';
import { input, select, textarea } from '../components/field.ts';
import type { Visit } from '../context.ts';
import { type Html, html, type Part } from '../html.ts';
import type { Values } from '../values.ts';
import { fullName } from '../words.ts';

/** Fields of schema `product`, with their labels. */
export const PRODUCT_FIELDS = {
  'product.usage': 'Usage',
  'product.serviceApplicatif': 'Service applicatif',
  'product.fqdn': 'FQDN du serveur',
  'product.alternativeNames': 'Autres FQDN',
  'product.beneficiary': 'Bénéficiaire',
  'product.upn': 'UPN',
  'product.email': 'Adresse électronique',
} as const;

type FieldName = keyof typeof PRODUCT_FIELDS;
type Habilitation = HabilitatedOffer['habilitation'];

const named = (name: FieldName) => ({ name, label: PRODUCT_FIELDS[name] });

/** Lists are typed with spaces, commas or line ends between. */
export const listOf = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);

/** The names that the documents prescribe for these usages. */
export const prescribedNames = ({ offer, usages }: Habilitation): string[] =>
  (Object.values(USES) as Use[])
    .filter((use) => use.offer === offer && use.usages.some((usage) => usages.includes(usage)))
    .flatMap(({ serviceApplicatif }) => serviceApplicatif ?? []);

/** What the certificate is to say. */
export function productFields(visit: Visit, { habilitation, structure }: HabilitatedOffer): Part {
  switch (habilitation.offer) {
    case 'ORG':
      return orgFields(visit, prescribedNames(habilitation));
    case 'SERV':
      return serverFields(visit, habilitation);
    case 'PRO':
      return proFields(visit, structure.id);
  }
}

const orgFields = (visit: Visit, names: readonly string[]): Html =>
  input(visit, {
    ...named('product.serviceApplicatif'),
    suggestions: names,
    hint: html`Devient le CN du certificat.${names.length > 0 && ' Noms recommandés : '}${names.map((name, index) => html`${index > 0 && ', '}<code>${name}</code>`)}`,
  });

function serverFields(visit: Visit, { domain, mailDomain, usages }: Habilitation): Part {
  return [
    usages.includes('SSL_SERVEUR') && [
      input(visit, {
        ...named('product.fqdn'),
        hint: html`<code>&lt;serveur&gt;.[sous-domaine.]&lt;domaine&gt;</code>, dans ${domain ?? 'le domaine habilité'}. C’est lui qui est saisi dans les TPE : il doit être le CN.`,
      }),
      textarea(visit, {
        ...named('product.alternativeNames'),
        optional: true,
        rows: 2,
        hint: 'Séparés par des espaces ou des retours à la ligne.',
      }),
    ],
    usages.some((usage) => usage !== 'SSL_SERVEUR') &&
      input(visit, {
        ...named('product.email'),
        type: 'email',
        hint: `Pour les usages SMIME, SIGN et CONF, dans ${mailDomain ?? 'le domaine de messagerie habilité'}.`,
      }),
  ];
}

function proFields(visit: Visit, structure: string): Part {
  const holders = visit.pfcng.cards
    .list(visit.actor, { structure })
    .filter(({ holder, state }) => holder !== null && state === 'active')
    .map(({ number, type, holder }) => [number, `${fullName(holder)} — ${type} ${number}`] as const);
  return [
    select(visit, {
      ...named('product.beneficiary'),
      choices: [['', 'Choisir'], ...holders],
      hint: 'Le porteur d’une carte active : CPS pour un professionnel de santé, CPE pour un agent d’admission.',
    }),
    input(visit, {
      ...named('product.upn'),
      optional: true,
      hint: 'Usage AUTH seulement. Pour le Dossier Pharmaceutique, ne rien indiquer.',
    }),
    input(visit, {
      ...named('product.email'),
      type: 'email',
      optional: true,
      hint: 'Usages SIGN et CONF seulement. Pour le Dossier Pharmaceutique, ne rien indiquer.',
    }),
  ];
}

/** As schema `product` wants it; fields of other usages are left out. */
export function readProduct(offer: Habilitation['offer'], values: Values): Readonly<Record<string, unknown>> {
  const get = (name: FieldName) => values.get(name).trim();
  const usage = get('product.usage');
  const common = { offer, usage };
  if (offer === 'ORG') return { ...common, serviceApplicatif: get('product.serviceApplicatif') };
  if (offer === 'PRO') {
    const [beneficiary, upn, email] = [get('product.beneficiary'), get('product.upn'), get('product.email')];
    return { ...common, beneficiary, upn: upn || null, email: email || null };
  }
  if (usage !== 'SSL_SERVEUR') return { ...common, email: get('product.email') };
  const alternativeNames = listOf(values.get('product.alternativeNames'));
  return { ...common, fqdn: get('product.fqdn'), alternativeNames };
}
