import { SERVICE_CLIENT } from '@banc-gap/mock-pfcng';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { arrive, openPortalBrowser } from './portal-browser.ts';

const DAY = 24 * 60 * 60 * 1000;
const EJ = '10B0999999';
const CODE = 'code-4321';
const CONDITIONS = 'J’ai lu les CGU et la PC ; le bénéficiaire reconnaît accepter le certificat.';

describe.skipIf(!foreignTool('chromium'))("an establishment's procedure (S1, S3, S4)", () => {
  it.each([1280, 390])(
    'leads from no contract to certificates for all, in a window of %i pixels',
    async (width) => {
      await using portal = await openPortalBrowser(width);
      const { pfcng, clock, page, complaints } = portal;
      const field = (label: string | RegExp) => page.getByLabel(label, { exact: true });
      const link = (name: string | RegExp) => page.getByRole('link', { name, exact: true }).first();
      const button = (name: string) => page.getByRole('button', { name, exact: true });

      await link('Le banc').click();
      await arrive(page, 'Le banc');
      await page.getByText('Structure connue de l’ANS').click();
      await field('Identifiant national').fill('10B0999998');
      await button('Enregistrer la structure').click();
      await page.getByRole('alert', { name: 'Demande invalide' }).waitFor();
      await arrive(page, 'Le banc');
      await field('Identifiant national').fill(EJ);
      await field('Raison sociale').fill('Centre hospitalier de Ville');
      await field('SIRET (facultatif)').fill('00000000099999');
      await field('Code postal').fill('75010');
      await field('Ville').fill('Paris');
      await button('Enregistrer la structure').click();
      await page.getByText('La structure est enregistrée.').waitFor();

      // The contract, then the card of whoever signed it: the forms that the portal names next.
      await whereAmI(page);
      await link('Remplir le contrat').click();
      await arrive(page, 'Formulaire contrat');
      await person(page, 'Denise');
      await button('Envoyer le formulaire').click();
      await page
        .getByRole('alert', { name: 'Demande invalide' })
        .getByRole('link', { name: 'Visa' })
        .waitFor();
      await arrive(page, 'Formulaire contrat');
      expect(await field('Prénom').inputValue()).toBe('Denise');
      await sign(page);
      await send(page, 'contrat');
      await whereAmI(page);
      await link('Remplir le F101').click();
      await person(page, 'Denise');
      await sign(page);
      await send(page, 'F101');
      const cde = await deliveredCard(page, 'CDE');

      // Mandataire and card at once (S4); the administrateur technique; a physician, for the DP.
      const mandataire = await employee(page, cde, 'Marc', { mandat: true });
      const administrator = await employee(page, cde, 'Alice');
      const physician = await employee(page, cde, 'Paul', { profession: 'Médecin' });

      // Signed by somebody who may not, then by the mandataire.
      await whereAmI(page);
      await link('Remplir le F413').click();
      await arrive(page, 'Formulaire F413');
      expect(await field('Raison sociale').inputValue()).toBe('Centre hospitalier de Ville');
      await field('Carte du signataire').fill(administrator);
      await sign(page);
      for (const name of ['ORG AUTH_CLI, SIGN, CONF', 'SERV SSL_SERVEUR', 'PRO AUTH, SIGN, CONF'])
        await page.getByRole('checkbox', { name }).check();
      await field('Nom de domaine (facultatif)').fill('*ch-ville.fr');
      await field('Nom de domaine de messagerie (facultatif)').fill('ch-ville.fr');
      await field('Cartes des administrateurs techniques').fill(administrator);
      await button('Envoyer le formulaire').click();
      await page
        .getByRole('alert', { name: 'Signataire sans droit' })
        .getByRole('link', { name: /^F502/ })
        .waitFor();
      await arrive(page, 'Formulaire F413');
      await field('Carte du signataire').fill(mandataire);
      await send(page, 'F413');

      // The orders: one by one, and all users of the DP at once.
      await login(page, administrator);
      await arrive(page, 'Demander');
      await link(/^Demander un nouveau produit SERV/).click();
      await field('FQDN du serveur').fill('gap.ch-ville.fr');
      await button('Demander').click();
      await arrive(page, 'Commande');
      await link(/^Retirer gap/).click();
      await field('Code de révocation').fill(CODE);
      await field('Code de révocation, une seconde fois').fill(CODE);
      await button('Finaliser').click();
      await page.getByRole('alert', { name: 'Conditions non acceptées' }).waitFor();
      await field('Code de révocation').fill(CODE);
      await field('Code de révocation, une seconde fois').fill(CODE);
      await field(CONDITIONS).check();
      await button('Finaliser').click();
      await arrive(page, 'Télécharger');
      await field('Mot de passe de la clé').fill('mot-de-passe-1');
      const [download] = await Promise.all([page.waitForEvent('download'), button('Télécharger').click()]);
      expect(download.suggestedFilename()).toMatch(/^asip-p12-EL-SERV-SSL_SERV/);
      await link('Demander').click();
      await link(/^Demander un nouveau produit ORG/).click();
      await field('AUTH_CLI').check();
      await field('Service applicatif').fill('Mon_Service');
      await button('Demander').click();
      await page.getByText("n'est pas un nom recommandé").first().waitFor();
      await arrive(page, 'Commande');

      await link('Demander').click();
      await link(/^Commande groupée PRO/).click();
      await arrive(page, 'Commande groupée');
      await upload(page, `offer;usage;beneficiary\nPRO;AUTH;${physician}\nPRO;SIGN;9999999999\n`);
      await page.getByText('Ligne 3').waitFor();
      await arrive(page, 'Commande groupée');
      await upload(page, `offer;usage;beneficiary\nPRO;AUTH;${physician}\nPRO;SIGN;${physician}\n`);
      await arrive(page, 'Suivre');
      await page.getByText('3 commande(s)').waitFor();

      // One month before the end, every administrateur technique is told.
      clock.advance((3 * 365 - 20) * DAY);
      await pfcng.runDue();
      await page.reload();
      await page.getByText('La session est terminée').waitFor();
      await link('Boîte aux lettres').click();
      await link(/arrive à échéance/).click();
      await arrive(page, 'Message');
      await page.getByText('alice@ch-ville.fr').first().waitFor();
      expect(complaints).toEqual([]);
    },
    180_000,
  );

  it('ends for a card that a mandataire opposes, in the middle of its session', async () => {
    await using portal = await openPortalBrowser(1280);
    const { pfcng, page } = portal;
    const place = { postcode: '75010', town: 'Paris' };
    pfcng.structures.register(SERVICE_CLIENT, { id: EJ, kind: 'EJ', name: 'Centre hospitalier', ...place });
    const { number } = pfcng.cards.issue(SERVICE_CLIENT, {
      type: 'CPE',
      environment: 'production',
      structure: EJ,
      holder: { familyName: 'ESSAI', givenName: 'Alice', email: 'alice@ch-ville.fr' },
    });
    await login(page, number);
    await arrive(page, 'Demander');
    pfcng.cards.oppose(SERVICE_CLIENT, { cardNumber: number, ground: 'vol' });
    await page.getByRole('link', { name: 'Suivre' }).click();
    await arrive(page, 'Demande refusée');
    await page.getByRole('alert', { name: 'Carte en opposition' }).waitFor();
    await login(page, number);
    await page.getByRole('alert', { name: 'Carte en opposition' }).waitFor();
    await arrive(page, 'Authentification par carte');
  }, 60_000);
});

async function whereAmI(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Où en suis-je ?' }).click();
  await arrive(page, 'Où en suis-je ?');
  await page.getByLabel('Structure ou groupe').selectOption({ value: EJ });
  await page.getByRole('button', { name: 'Voir' }).click();
  await page.getByRole('heading', { name: 'Prochaine étape' }).waitFor();
  await arrive(page, 'Où en suis-je ?');
}

async function person(page: Page, givenName: string): Promise<void> {
  await page.getByLabel('Nom', { exact: true }).fill('ESSAI');
  await page.getByLabel('Prénom', { exact: true }).fill(givenName);
  await page
    .getByLabel('Adresse électronique', { exact: true })
    .fill(`${givenName.toLowerCase()}@ch-ville.fr`);
}

async function sign(page: Page): Promise<void> {
  await page.getByLabel('Visa', { exact: true }).check();
  await page.getByLabel('Cachet de la structure', { exact: true }).check();
}

async function send(page: Page, form: string): Promise<void> {
  await page.getByRole('button', { name: 'Envoyer le formulaire' }).click();
  await arrive(page, `Formulaire ${form} envoyé`);
  await page.getByText('Le formulaire est validé.').waitFor();
}

async function deliveredCard(page: Page, type: string): Promise<string> {
  const name = await page.getByRole('link', { name: new RegExp(`^${type} \\d{10}$`) }).textContent();
  return name!.slice(type.length + 1);
}

async function employee(
  page: Page,
  cde: string,
  givenName: string,
  { mandat = false, profession }: { readonly mandat?: boolean; readonly profession?: string } = {},
): Promise<string> {
  await page.getByRole('link', { name: 'Formulaires' }).click();
  await page.getByRole('link', { name: /^F301/ }).first().click();
  await arrive(page, 'Formulaire F301');
  await page.getByLabel('Structure', { exact: true }).selectOption({ value: EJ });
  await person(page, givenName);
  const type = profession === undefined ? 'CPE' : 'CPS';
  await page.getByRole('radio', { name: new RegExp(`^${type}`) }).check();
  if (profession !== undefined) await page.getByLabel(/^Profession de santé/).selectOption(profession);
  if (mandat) await page.getByLabel('Mandat : le porteur devient mandataire').check();
  await page.getByLabel('Carte du signataire').fill(cde);
  await sign(page);
  await send(page, 'F301');
  return deliveredCard(page, type);
}

async function login(page: Page, card: string): Promise<void> {
  await page.getByRole('link', { name: 'Le banc' }).click();
  await page.getByRole('link', { name: `Ouvrir le pli de la carte ${card}` }).click();
  await arrive(page, 'Pli sécurisé');
  const pin = await page.locator('.pin').textContent();
  await page.getByRole('link', { name: 'S’authentifier avec cette carte' }).click();
  await page.getByLabel('Code porteur', { exact: true }).fill(pin!);
  await page.getByRole('button', { name: 'Insérer la carte' }).click();
}

async function upload(page: Page, csv: string): Promise<void> {
  const file = { name: 'lot.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
  await page.getByLabel(/^ou fichier CSV/).setInputFiles(file);
  await page.getByRole('button', { name: 'Demander tout' }).click();
}
