import { SCENARIO_ESTABLISHMENT, SERVICE_CLIENT, seedScenario } from '@banc-gap/mock-pfcng';
import { describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { arrive, openPortalBrowser } from './portal-browser.ts';

const CODE = 'code-4321';

/** Pages that the walks do not pass by; with what is to be in them, which is more than fits. */
describe.skipIf(!foreignTool('chromium'))('every other page', () => {
  it.each([1280, 390])(
    'suits a window of %i pixels, and readers of every kind',
    async (width) => {
      await using portal = await openPortalBrowser(width);
      const { pfcng, page, complaints } = portal;
      seedScenario(pfcng);
      const [habilitation] = pfcng.habilitations.list(SERVICE_CLIENT, { structure: SCENARIO_ESTABLISHMENT });
      const cardNumber = habilitation!.cardNumber;
      const actor = { kind: 'card', cardNumber } as const;
      const product = { offer: 'ORG', usage: 'AUTH_CLI', serviceApplicatif: 'W'.repeat(64) };
      const key = { source: 'on-line' };
      const { id } = await pfcng.orders.request(actor, {
        structure: SCENARIO_ESTABLISHMENT,
        environment: 'production',
        product,
        key,
      });
      const secrets = { revocationCode: CODE, revocationCodeAgain: CODE, keyPassword: 'mot-de-passe-1' };
      await pfcng.orders.withdraw(actor, { order: id, acceptTerms: true, ...secrets });
      const group = pfcng.structures.createGroup(SERVICE_CLIENT, {
        kind: 'ght',
        name: 'GHT de Ville',
        members: pfcng.structures.search(SERVICE_CLIENT).map((structure) => structure.id),
      });

      const { pin } = pfcng.cards.letter(SERVICE_CLIENT, cardNumber);
      await page.goto(new URL(`authentication.xhtml?cardNumber=${cardNumber}`, page.url()).href);
      await page.getByLabel('Code porteur', { exact: true }).fill(pin);
      await page.getByRole('button', { name: 'Insérer la carte' }).click();
      await arrive(page, 'Demander');
      const pages = [
        ['deconnexion.xhtml', 'Fin de session'],
        ['suivi.xhtml', 'Suivre'],
        ['retrait.xhtml', 'Retirer'],
        [`commande.xhtml?id=${id}`, 'Commande'],
        [`renouvellement.xhtml?commande=${id}`, 'Renouveler'],
        ['revocation.xhtml', 'Révoquer'],
        [`ou-en-suis-je.xhtml?de=groupe:${group.id}&usage=dp&environment=production`, 'Où en suis-je ?'],
        ['cartes.xhtml?structure=', 'Cartes'],
        [`carte.xhtml?numero=${cardNumber}`, 'Carte'],
        ['habilitations.xhtml', 'Habilitations'],
        [`habilitation.xhtml?id=${habilitation!.id}`, 'Supprimer une habilitation'],
        ['messagerie.xhtml', 'Boîte aux lettres'],
        ['absente.xhtml', 'Demande refusée'],
        ...['contrat', 'F101', 'F301', 'TOM', 'F502', 'F413', 'F414', 'F503'].map(
          (form) => [`formulaire.xhtml?formulaire=${form}`, `Formulaire ${form}`] as const,
        ),
      ] as const;
      for (const [path, heading] of pages) {
        await page.goto(new URL(path, page.url()).href);
        await arrive(page, heading);
      }

      await page.goto(new URL(`renouvellement.xhtml?commande=${id}`, page.url()).href);
      await page.getByRole('button', { name: 'Renouveler' }).click();
      await arrive(page, 'Commande');
      await page.getByRole('link', { name: id }).waitFor();
      expect(complaints).toEqual([]);
    },
    180_000,
  );
});
