import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FORM_EDITIONS } from './forms.ts';
import { MAILBOXES } from './mailboxes.ts';
import { OFFERS } from './offers.ts';
import { KIT_USAGE_TEXT, USES } from './uses.ts';

const rows = readFileSync(new URL('../../../../docs/requirements.csv', import.meta.url), 'utf8').split('\n');

/** The words of a row, as the scan has them. */
function wordsOf(id: string): string {
  const row = rows.find((line) => line.startsWith(`${id},`));
  return row?.match(/« (.*?) ?»(?=["',]|$)/)?.[1] ?? expect.fail(`${id} has no words`);
}

/** Without what a scan loses: accents, typographic signs, spaces. */
const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’']/g, "'")
    .replace(/[–—-]/g, '-')
    .replace(/[«»\s]+/g, ' ')
    .toLowerCase();

describe('the data has the words of the documents', () => {
  it.each([
    ['S1-068', USES['diapason-psp-client'].usageText.F413],
    ['S1-069', USES['diapason-tpe-server'].usageText.F413],
    ['S2-014', KIT_USAGE_TEXT],
    ['S2-015', USES['diapason-psp-client'].usageText.F414],
    ['S2-015', USES['diapason-tpe-server'].usageText.F414],
    ['S3-021', USES['roc-web-services'].usageText.F413],
    ['S3-022', USES['roc-annuaire'].usageText.F413],
    ['S4-031', USES.dp.usageText.F413],
    ['S3-012', `indiquer la valeur « ${USES['roc-annuaire'].serviceApplicatif} »`],
    ['S3-013', `indiquer la valeur « ${USES['roc-web-services'].serviceApplicatif} »`],
    ['S2-005', `indiquer la valeur « ${USES['diapason-psp-client'].serviceApplicatif} »`],
    ['S1-045', `Sélectionnez la rubrique « ${FORM_EDITIONS.contrat['S1']!.path.split('rubrique « ')[1]}`],
    ['S3-015', FORM_EDITIONS.contrat['S3']!.url],
    ['S4-017', FORM_EDITIONS.F413['S4']!.url],
    [
      'S1-046',
      `il est également possible de se rendre sur le portail TOM à l'adresse ${FORM_EDITIONS.TOM['S1']!.url}`,
    ],
    ['S3-011', FORM_EDITIONS.F502['S3']!.title],
    ['S1-024', FORM_EDITIONS.contrat['S1']!.title],
    ['S1-023', FORM_EDITIONS.F101['S1']!.title],
    ['S3-009', `${MAILBOXES.cartes} et page 12`],
    ['S1-021', `${MAILBOXES.editeurs} pour les questions`],
  ])('%s: %s', (id, text) => {
    expect(plain(text)).toContain(plain(wordsOf(id)));
  });

  it('S3-014: the name of the contract', () => {
    expect(plain(wordsOf('S3-014'))).toContain(
      plain(
        "contrat d'adhésion aux services de l'Agence du Numérique en Santé relatifs aux moyens d'identification électronique",
      ),
    );
    expect(FORM_EDITIONS.contrat['S3']!.title).toBe(
      "Contrat d'adhésion aux services de l'ANS relatifs aux moyens d'identification électronique",
    );
  });

  it('S4-030: the usages of PRO', () => {
    expect(OFFERS.PRO.usages).toEqual(['AUTH', 'SIGN', 'CONF']);
  });
});
