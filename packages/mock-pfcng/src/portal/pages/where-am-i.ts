import { USES } from '../../data/uses.ts';
import type { NextStep, Whereabouts } from '../../schemas/whereabouts.ts';
import { refusal, success, warnings } from '../components/alert.ts';
import { select } from '../components/field.ts';
import { search } from '../components/form.ts';
import { facts, state, table } from '../components/table.ts';
import type { Page, Visit } from '../context.ts';
import { type Html, html } from '../html.ts';

const GROUP = 'groupe:';

export const whereAmI: Page = {
  path: 'ou-en-suis-je.xhtml',
  title: 'Où en suis-je ?',
  show(visit) {
    const { pfcng, actor, values, card } = visit;
    const filled = {
      ...visit,
      values: values.has('de')
        ? values
        : values.with({ de: card?.structure ?? '', environment: card?.environment ?? 'production' }),
    };
    const choices = [
      ['', 'Choisir'],
      ...pfcng.structures.search(actor).map(({ id, name, kind }) => [id, `${name} — ${kind} ${id}`] as const),
      ...pfcng.structures.groups(actor).map(({ id, name }) => [`${GROUP}${id}`, `Groupe ${name}`] as const),
    ] as const;
    return html`<p>La suite des démarches de l’ANS pour un usage, ce qui est fait, et ce qui vient ensuite.</p>
${refusal(visit)}
${search(
  filled,
  { submit: 'Voir' },
  html`${select(filled, { name: 'de', label: 'Structure ou groupe', choices })}
${select(filled, { name: 'usage', label: 'Usage', choices: Object.entries(USES).map(([name, { title }]) => [name, title.fr] as const) })}
${select(filled, {
  name: 'environment',
  label: 'Environnement',
  choices: [
    ['production', 'Production'],
    ['test', 'Test'],
  ],
})}`,
)}
${values.get('de') !== '' && whereabouts(filled)}`;
  },
};

function whereabouts({ pfcng, actor, values }: Visit): Html {
  const question = { use: values.get('usage'), environment: values.get('environment') };
  const of = values.get('de');
  if (!of.startsWith(GROUP)) {
    const one = pfcng.path.whereAmI(actor, { structure: of, ...question });
    return html`<h2>${pfcng.structures.get(actor, of).name}</h2>${path(one)}`;
  }
  const { group, members, contracts } = pfcng.path.ofGroup(actor, {
    group: of.slice(GROUP.length),
    ...question,
  });
  const link = ({ structure }: Whereabouts) =>
    html`<a href="ou-en-suis-je.xhtml?${new URLSearchParams({ de: structure, usage: question.use, environment: question.environment }).toString()}">${pfcng.structures.get(actor, structure).name}</a>`;
  return html`<h2>État des lieux des contrats : ${group.name}</h2>
<p>${contracts.signed} contrat(s) signé(s) sur ${contracts.of} ; il en faut un par site.</p>
${table(
  'Sites du groupe',
  [
    { title: 'Site', cell: link },
    {
      title: 'Contrat',
      cell: ({ steps, certifiedAs }) =>
        certifiedAs !== null
          ? html`<span class=\"id\">${certifiedAs}</span>`
          : state(steps.find(({ id }) => id === 'contract')?.state ?? 'missing'),
    },
    {
      title: 'Fait',
      cell: ({ steps }) => `${steps.filter((step) => step.state === 'done').length} sur ${steps.length}`,
    },
    { title: 'Ensuite', cell: ({ next }) => next?.what.fr ?? 'tout est fait' },
  ],
  members,
  'Ce groupe n’a pas de site.',
)}`;
}

function path(one: Whereabouts): Html {
  const { steps, next, advice, certifiedAs, administrators } = one;
  return html`${next === null ? success('Tout est fait : le certificat est là.') : nextStep(next, one)}
${warnings(one.warnings)}
<ol class="path">${steps.map(
    ({ title, state: now, detail, requirements }) =>
      html`<li class="${now}">${state(now)} <strong>${title.fr}</strong>${detail !== null && now === 'missing' && html`<br>${detail.fr}`} <span class="soft">${requirements.join(', ')}</span></li>`,
  )}</ol>
${facts([
  ...(advice === null
    ? []
    : ([
        ['EJ ou EG ?', html`${advice.text.fr} <span class="soft">${advice.requirements.join(', ')}</span>`],
      ] as const)),
  ['Entité dans les certificats', certifiedAs ?? 'aucune tant qu’il n’y a pas de contrat'],
  ['Administrateurs habilités', administrators.length === 0 ? 'aucun' : administrators.join(', ')],
])}`;
}

function nextStep(
  { what, forms, url, usageText, serviceApplicatif }: NextStep,
  { structure }: Whereabouts,
): Html {
  const fill = (form: string) =>
    new URLSearchParams({
      formulaire: form,
      structure,
      ...(usageText !== null && { usageText, 'habilitation.usageText': usageText }),
    }).toString();
  return html`<section class="next" aria-labelledby="ensuite"><h3 id="ensuite">Prochaine étape</h3>
<p>${what.fr}</p>
${
  forms.length > 0 &&
  html`<ul>${forms.map(
    ({
      form,
      title,
      url: real,
      mailbox,
    }) => html`<li><a class="button" href="formulaire.xhtml?${fill(form)}">Remplir ${form === 'contrat' ? 'le contrat' : `le ${form}`}</a>
${title}<br><span class="soft">En vrai : <a href="${real}" rel="external noreferrer">${real}</a>${mailbox !== null && `, à envoyer à ${mailbox}`}</span></li>`,
  )}</ul>`
}
${forms.length === 0 && html`<p><a class="button" href="demande.xhtml">Aller sur la plateforme</a> <span class="soft">En vrai : <a href="${url}" rel="external noreferrer">${url}</a></span></p>`}
${serviceApplicatif !== null && html`<p>Service applicatif à indiquer : <code>${serviceApplicatif}</code></p>`}
${usageText !== null && html`<p>Précisions sur l’usage : <q>${usageText}</q></p>`}
</section>`;
}
