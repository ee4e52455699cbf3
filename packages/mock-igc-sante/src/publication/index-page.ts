import { PKI_NAMES, type PkiName } from '../hierarchy.ts';
import type { PublishedDocument } from './documents.ts';

const PKI_TITLES: Readonly<Record<PkiName, string>> = {
  igcSanteProduction: 'IGC-Santé (hiérarchie de production, reproduite)',
  igcSante: 'IGC-Santé TEST',
  amc: 'IGC OSI TEST (assurance maladie complémentaire)',
  tpe: 'IngeTrust TEST (terminaux de paiement)',
  psp: 'Geotrust TEST (prestataire de services de paiement)',
};

/** What is published, for a person with a browser. */
export function indexPage(documents: readonly PublishedDocument[]): string {
  const sections = PKI_NAMES.toReversed().map((pki) =>
    section(
      PKI_TITLES[pki],
      documents.filter((document) => document.pki === pki && !document.crafted),
    ),
  );
  const crafted = documents.filter((document) => document.crafted);
  return `<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Banc GAP : publication des autorités de certification</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 54rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a2e }
  table { border-collapse: collapse; width: 100% }
  td { border-top: 1px solid #d8dbe5; padding: .4rem .6rem .4rem 0 }
  a { color: #0b57a4 }
  .warning { background: #fff4d6; padding: .6rem .8rem; border-radius: .3rem }
</style>
<h1>Publication des autorités de certification</h1>
<p class="warning">Banc d’essai GAP : certificats de test, dont les clés sont celles du banc. Ne pas leur faire confiance en production.</p>
${sections.join('\n')}
${section('Autorités forgées, que le GAP doit refuser', crafted)}
</html>
`;
}

function section(title: string, documents: readonly PublishedDocument[]): string {
  const rows = documents.map(
    ({ title: name, path }) =>
      `<tr><td>${escapeHtml(name)}<td><a href="${escapeHtml(path)}">${escapeHtml(path)}</a>`,
  );
  return `<h2>${escapeHtml(title)}</h2>\n<table>\n${rows.join('\n')}\n</table>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
