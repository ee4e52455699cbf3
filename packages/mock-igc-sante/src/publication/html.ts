import type { PkiName } from '../hierarchy.ts';
import type { PublishedDocument } from './documents.ts';
import { PKI_PAGES } from './pki-pages.ts';

export interface ServiceUrls {
  readonly ocsp: string;
  readonly ldap: string;
}

/** In the order in which a person looks for them. */
const PKI_ORDER: readonly PkiName[] = ['igcSante', 'tpe', 'psp', 'amc', 'igcSanteProduction'];

/** All that is published, for a person with a browser. */
export function indexPage(documents: readonly PublishedDocument[], urls: ServiceUrls): string {
  const pkis = PKI_ORDER.filter((pki) => documents.some((document) => document.pki === pki));
  const crafted = documents.filter((document) => document.crafted);
  return page(
    'Publication des autorités de certification',
    `<p>OCSP : <code>${escapeHtml(urls.ocsp)}</code> ; annuaire : <code>${escapeHtml(urls.ldap)}</code></p>
${pkis.map((pki) => section(pki, documents)).join('\n')}
<h2>Autorités forgées, que le GAP doit refuser</h2>
${table(crafted)}`,
  );
}

/** What one PKI publishes. */
export function pkiPage(pki: PkiName, documents: readonly PublishedDocument[]): string {
  const { title, introduction } = PKI_PAGES[pki];
  return page(
    title,
    `<p>${escapeHtml(introduction)}</p>\n${table(genuine(pki, documents))}\n<p><a href="/">Toutes les autorités</a></p>`,
  );
}

function section(pki: PkiName, documents: readonly PublishedDocument[]): string {
  const { title, path } = PKI_PAGES[pki];
  return `<h2><a href="${escapeHtml(path)}">${escapeHtml(title)}</a></h2>\n${table(genuine(pki, documents))}`;
}

function genuine(pki: PkiName, documents: readonly PublishedDocument[]): PublishedDocument[] {
  return documents.filter((document) => document.pki === pki && !document.crafted);
}

/** A row for each title, with all the files that have it. */
function table(documents: readonly PublishedDocument[]): string {
  const rows = [...Map.groupBy(documents, ({ title }) => title)].map(
    ([title, files]) => `<tr><td>${escapeHtml(title)}${files.map(link).join('')}`,
  );
  return `<table>\n${rows.join('\n')}\n</table>`;
}

function link({ path }: PublishedDocument): string {
  const name = decodeURI(path.slice(path.lastIndexOf('/') + 1));
  return `<td><a href="${escapeHtml(path)}">${escapeHtml(name)}</a>`;
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Banc GAP : ${escapeHtml(title)}</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a2e }
  table { border-collapse: collapse; width: 100% }
  td { border-top: 1px solid #d8dbe5; padding: .4rem .6rem .4rem 0 }
  a { color: #0b57a4 }
  .warning { background: #fff4d6; padding: .6rem .8rem; border-radius: .3rem }
</style>
<h1>${escapeHtml(title)}</h1>
<p class="warning">Banc d’essai GAP : certificats de test, dont les clés sont celles du banc. Ne pas leur faire confiance en production.</p>
${content}
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
