import type { Page, Visit } from '../context.ts';
import { type Html, html, type Part } from '../html.ts';
import { fullName, moment } from '../words.ts';
import { form } from './form.ts';

type Tab = readonly [path: string, title: string];

const ORDERS: readonly Tab[] = [
  ['demande.xhtml', 'Demander'],
  ['retrait.xhtml', 'Retirer'],
  ['suivi.xhtml', 'Suivre'],
  ['revocation.xhtml', 'Révoquer'],
];
const REST: readonly Tab[] = [
  ['ou-en-suis-je.xhtml', 'Où en suis-je ?'],
  ['formulaires.xhtml', 'Formulaires'],
  ['cartes.xhtml', 'Cartes'],
  ['habilitations.xhtml', 'Habilitations'],
  ['messagerie.xhtml', 'Boîte aux lettres'],
];
const BENCH: readonly Tab[] = [['banc.xhtml', 'Le banc']];

export function layout(visit: Visit, page: Pick<Page, 'title' | 'path' | 'tab'>, main: Html): Html {
  const { path, tab = path } = page;
  const title = typeof page.title === 'string' ? page.title : page.title(visit);
  return html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${visit.problem && 'Refus — '}${title} — Banc d’essai GAP</title>
<link rel="stylesheet" href="style.css">
<link rel="icon" href="icone.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#contenu">Aller au contenu</a>
<header>
<p class="banner"><strong>Banc d’essai GAP — ce n’est pas PFCNG.</strong> Rien n’en sort, rien n’y est vrai : ni cartes, ni certificats, ni courriers.</p>
<div class="top">
<p class="brand"><a href="demande.xhtml">Certificats IGC-Santé <span>répétition de la commande</span></a></p>
${who(visit)}
</div>
<nav aria-label="Principale">
${tabs('Commander', ORDERS, tab)}
${tabs('Préparer', REST, tab)}
${tabs('Hors du réel', BENCH, tab)}
</nav>
</header>
<main id="contenu" tabindex="-1">
<h1>${title}</h1>
${main}
</main>
<footer>
<p>Horloge du banc : <time>${moment(visit.pfcng.clock.now().toISOString())}</time> (heure de Paris). Le même service s’automatise : <a href="/api/v1/openapi.json">description OpenAPI</a>.</p>
</footer>
</body>
</html>
`;
}

function tabs(label: string, all: readonly Tab[], current: string): Part {
  return html`<ul aria-label="${label}">${all.map(
    ([path, title]) =>
      html`<li><a href="${path}"${path === current && html` aria-current="page"`}>${title}</a></li>`,
  )}</ul>`;
}

function who(visit: Visit): Part {
  const { card } = visit;
  if (card === undefined)
    return html`<p class="who"><a href="authentication.xhtml">S’authentifier par carte</a></p>`;
  return html`<div class="who"><p><strong>${fullName(card.holder)}</strong><br><span class="soft">${card.type} ${card.number}</span></p>
${form(visit, { to: 'deconnexion.xhtml', submit: 'Se déconnecter', tone: 'quiet' })}</div>`;
}
