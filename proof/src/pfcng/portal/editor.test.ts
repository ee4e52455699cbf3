import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVICE_CLIENT } from '@banc-gap/mock-pfcng';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { Keyboard } from './keyboard.ts';
import { arrive, contentOf, openPortalBrowser } from './portal-browser.ts';

const EDITOR = '2187512751';
const CODE = 'code-4321';
const PASSWORD = 'mot-de-passe-1';

describe.skipIf(!foreignTool('chromium') || !foreignTool('openssl'))(
  "the editors' procedure (S2), by keyboard alone",
  () => {
    let directory: string;
    let csr: string;
    beforeAll(() => {
      directory = mkdtempSync(join(tmpdir(), 'banc-portal-'));
      const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', join(directory, 'key.pem')];
      csr = execFileSync('openssl', ['req', '-new', ...key, '-subj', '/CN=gap.editeur.fr'], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
    });
    afterAll(() => rmSync(directory, { recursive: true }));

    const openssl = (file: string, content: Buffer, ...command: string[]): string => {
      const path = join(directory, file);
      writeFileSync(path, content);
      return execFileSync('openssl', [...command, '-in', path], { encoding: 'utf8', stdio: 'pipe' });
    };

    it.each([1280, 390])(
      'leads from nothing to two certificates and a revocation, in a window of %i pixels',
      async (width) => {
        await using portal = await openPortalBrowser(width);
        const { pfcng, page, complaints } = portal;
        const keys = new Keyboard(page);
        const place = { postcode: '75010', town: 'Paris' };
        pfcng.structures.register(SERVICE_CLIENT, {
          id: EDITOR,
          kind: 'EJ',
          activity: 'editeur',
          name: 'Editeur de GAP',
          ...place,
        });

        // Case A: no cards.
        await page.reload();
        await arrive(page, 'Authentification par carte');
        await keys.follow('Où en suis-je ?');
        await arrive(page, 'Où en suis-je ?');
        await keys.select('Structure ou groupe', /Editeur de GAP/);
        await keys.select('Usage', /client du PSP/);
        await keys.select('Environnement', 'Test');
        await keys.press('Voir');
        await page
          .getByText(/^Cas A/)
          .first()
          .waitFor();
        await arrive(page, 'Où en suis-je ?');
        await keys.follow('Remplir le F414');
        await arrive(page, 'Formulaire F414');
        await keys.type('Nom', 'ESSAI');
        await keys.type('Prénom', 'Edith');
        await keys.type('Adresse électronique', 'edith@editeur.fr');
        await keys.tick('Offre kit d’intégration : cinq cartes CPx de test');
        await keys.type('Usage des cartes (3.1)', 'Projet Diapason – usage authentification TLS mutuelle');
        await keys.tick('Demander des habilitations');
        await keys.tick('ORG AUTH_CLI');
        await keys.tick('SERV SSL_SERVEUR');
        await keys.type('Nom de domaine (facultatif)', '*editeur.fr');
        await keys.choose(/^Non, les cartes/);
        await keys.select('Si non : carte du kit à habiliter', /CDE/);
        await keys.press('Envoyer le formulaire');
        await arrive(page, 'Formulaire F414 envoyé');
        await page.getByText('Le formulaire est validé.').waitFor();
        const [habilitated] = pfcng.habilitations.list(SERVICE_CLIENT, { structure: EDITOR });
        const cde = habilitated!.cardNumber;

        // The letter, the reader.
        await keys.follow('Le banc');
        await arrive(page, 'Le banc');
        await keys.follow(`Ouvrir le pli de la carte ${cde}`);
        await arrive(page, 'Pli sécurisé');
        const pin = (await page.locator('.pin').textContent())!;
        await keys.follow('S’authentifier avec cette carte');
        await arrive(page, 'Authentification par carte');
        await keys.type('Code porteur', pin === '0000' ? '1111' : '0000');
        await keys.press('Insérer la carte');
        await page.getByRole('alert', { name: 'Code porteur erroné' }).waitFor();
        await arrive(page, 'Authentification par carte');
        await keys.type('Code porteur', pin);
        await keys.press('Insérer la carte');

        // The client certificate, with its key made on line.
        await arrive(page, 'Demander');
        await keys.follow(/^Demander un nouveau produit ORG/);
        await arrive(page, 'Demander un nouveau produit');
        await keys.type('Service applicatif', 'Client_Diapason_PSP');
        await keys.choose('AUTH_CLI');
        await keys.press('Demander');
        await arrive(page, 'Commande');
        await keys.follow(/^Retirer Client_Diapason_PSP/);
        await withdraw();
        await keys.type('Mot de passe de la clé', PASSWORD);
        const [pkcs12] = await Promise.all([page.waitForEvent('download'), keys.press('Télécharger')]);
        expect(pkcs12.suggestedFilename()).toMatch(/^asip-p12-EL-TEST-ORG-AUTH_CLI-\d{8}-\d{6}\.p12$/);
        const read = openssl(
          'client.p12',
          await contentOf(pkcs12),
          'pkcs12',
          '-nokeys',
          '-legacy',
          '-passin',
          `pass:${PASSWORD}`,
        );
        expect(read).toContain('CN = Client_Diapason_PSP');
        await keys.follow('Terminer');
        await arrive(page, 'Commande');

        // The server certificate, for a key of one's own.
        await keys.follow('Demander');
        await arrive(page, 'Demander');
        await keys.follow(/^Demander un nouveau produit SERV/);
        await arrive(page, 'Demander un nouveau produit');
        await keys.type('FQDN du serveur', 'gap.evilediteur.fr');
        await keys.choose(/^Fournir ma CSR/);
        await keys.type('CSR, en PEM (facultatif)', csr);
        await keys.press('Demander');
        await page.getByRole('alert', { name: 'Hors du domaine habilité' }).waitFor();
        await arrive(page, 'Demander un nouveau produit');
        expect(await page.getByLabel('CSR, en PEM (facultatif)').inputValue()).toBe(csr);
        await keys.type('FQDN du serveur', 'gap.editeur.fr');
        await keys.press('Demander');
        await arrive(page, 'Commande');
        await page.getByText('ACI-EL-ORG').first().waitFor();
        await keys.follow(/^Retirer gap\.editeur\.fr/);
        await withdraw();
        const [certificate] = await Promise.all([
          page.waitForEvent('download'),
          keys.press('Télécharger le certificat'),
        ]);
        const [authority] = await Promise.all([
          page.waitForEvent('download'),
          keys.press('Télécharger l’autorité intermédiaire'),
        ]);
        const subject = ['x509', '-inform', 'DER', '-noout', '-subject'];
        expect(openssl('server.cer', await contentOf(certificate), ...subject)).toContain(
          'CN = gap.editeur.fr',
        );
        expect(openssl('authority.cer', await contentOf(authority), ...subject)).toContain('TEST');
        await keys.follow('Terminer');
        await arrive(page, 'Commande');

        // Case B: a card that is there already.
        const other = pfcng.cards
          .list(SERVICE_CLIENT, { structure: EDITOR })
          .find(({ number }) => number !== cde)!;
        await keys.follow('Formulaires');
        await arrive(page, 'Formulaires');
        await keys.follow(/^F414/);
        await arrive(page, 'Formulaire F414');
        await keys.type('Nom', 'ESSAI');
        await keys.type('Prénom', 'Edith');
        await keys.type('Adresse électronique', 'edith@editeur.fr');
        await keys.tick('Demander des habilitations');
        await keys.to(page.locator('summary:visible').first());
        await page.keyboard.press('Enter');
        await keys.press(/^Reprendre le texte Diapason/);
        await arrive(page, 'Formulaire F414');
        expect(await page.getByLabel('Usage des certificats (4.1)').inputValue()).toContain(
          'vis-à-vis du PSP et des TPE',
        );
        await keys.tick('ORG AUTH_CLI');
        await keys.choose(/^Oui/);
        await keys.type('Si oui : numéros des cartes', other.number);
        await keys.press('Envoyer le formulaire');
        await arrive(page, 'Formulaire F414 envoyé');
        await keys.follow('Habilitations');
        await arrive(page, 'Habilitations');
        await page.getByRole('link', { name: other.number, exact: true }).waitFor();

        // An error in the certificate: it is revoked.
        await keys.follow('Révoquer');
        await arrive(page, 'Révoquer');
        await keys.follow('Révoquer gap.editeur.fr');
        await arrive(page, 'Révoquer');
        await keys.type('Code de révocation', 'un-autre-code');
        await keys.press('Révoquer définitivement');
        await page.getByRole('alert', { name: 'Code de révocation erroné' }).waitFor();
        await keys.type('Code de révocation', CODE);
        await keys.press('Révoquer définitivement');
        await arrive(page, 'Commande');
        await page.getByText('Le certificat est révoqué').first().waitFor();
        await keys.follow('Boîte aux lettres');
        await arrive(page, 'Boîte aux lettres');
        await keys.follow(/^Votre certificat SERV SSL_SERVEUR est révoqué/);
        await arrive(page, 'Message');
        expect(complaints).toEqual([]);

        async function withdraw(): Promise<void> {
          await arrive(page, 'Retirer');
          await keys.type('Code de révocation', CODE);
          await keys.type('Code de révocation, une seconde fois', CODE);
          await keys.tick('J’ai lu les CGU et la PC ; le bénéficiaire reconnaît accepter le certificat.');
          await keys.press('Finaliser');
          await arrive(page, 'Télécharger');
        }
      },
      180_000,
    );
  },
);
