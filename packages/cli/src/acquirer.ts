import type { Acquirer, Authorisation } from '@banc-gap/sim-tpe';
import { z } from 'zod';
import { askControl, ControlRefusal } from './control-client.ts';

const token = z.object({
  token: z.string(),
  authorisationCode: z.string(),
  maskedCard: z.string(),
  expiresAt: z.iso.datetime(),
});
const merchants = z.object({
  items: z.array(z.object({ account: z.string(), structures: z.array(z.string()) })),
});
const refusal = z.object({ responseCode: z.string() });

/** The way from the terminals to the payment provider, by its control port: in the same process or another. */
export function acquirerAt(controlUrl: string): Acquirer {
  return {
    async authorise({ purpose, account, terminal, card, verification }): Promise<Authorisation> {
      // The provider keeps consents; a payment at once is between the terminal and its bank.
      if (purpose === 'sale') {
        return card.issuerRefuses
          ? { approved: false, responseCode: card.issuerRefuses }
          : { approved: true, authorisationCode: '000000', maskedCard: `############${card.lastDigits}` };
      }
      try {
        const imprint = { account, terminal, card, verification };
        const kept = token.parse(await askControl(controlUrl, 'POST', '/acquirer/tokens', imprint));
        const { authorisationCode, maskedCard, expiresAt } = kept;
        return {
          approved: true,
          authorisationCode,
          maskedCard,
          token: { value: kept.token, expiresAt: new Date(expiresAt) },
        };
      } catch (error) {
        const refused = error instanceof ControlRefusal ? refusal.safeParse(error.body) : undefined;
        if (refused?.success) return { approved: false, responseCode: refused.data.responseCode };
        throw error;
      }
    },
  };
}

/** The account of that structure with the provider, opened if there is none. */
export async function accountOf(
  controlUrl: string,
  { name, nationalId }: { readonly name: string; readonly nationalId: string },
): Promise<string> {
  const { items } = merchants.parse(await askControl(controlUrl, 'GET', '/merchants'));
  const own = items.find(({ structures }) => structures.includes(nationalId));
  if (own) return own.account;
  await askControl(controlUrl, 'PUT', '/merchants/ch-test', { name, structures: [nationalId] });
  return 'ch-test';
}
