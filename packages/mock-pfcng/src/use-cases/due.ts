import type { Core } from '../core.ts';
import { oneMonthBefore } from '../dates.ts';
import { expiryAlert } from '../mail/orders.ts';
import { findCard, opposeCard, retiredTestCards } from '../store/cards.ts';
import { habilitationsOfStructure } from '../store/habilitations.ts';
import { ordersToAlert, recordAlert, type StoredOrder } from '../store/orders.ts';

export interface DueReport {
  /** Test cards that were opposed because they are three years old. */
  readonly opposedCards: readonly string[];
  /** Orders whose administrators were told of the end. */
  readonly alertedOrders: readonly string[];
}

const CLOCK = 'clock';

/** What time itself brings about. */
export function runDue(core: Core, portal: string): DueReport {
  const opposedCards = core.change(CLOCK, 'test cards are opposed after three years', (change) =>
    retiredTestCards(core).map(({ number }) => {
      opposeCard(core, number, 'fin de vie des cartes de test');
      change.record('card-opposed', number, { ground: 'age' });
      return number;
    }),
  );
  const alertedOrders = core.change(CLOCK, 'the certificate ends within a month', (change) =>
    ordersToAlert(core)
      .filter(({ notAfter }) => core.clock.now() >= oneMonthBefore(new Date(notAfter!)))
      .map((order) => {
        recordAlert(core, order.id);
        change.record('expiry-alerted', order.id, { notAfter: order.notAfter });
        change.mail(expiryAlert(order, administratorsOf(core, order), portal));
        return order.id;
      }),
  );
  return { opposedCards, alertedOrders };
}

/** Every administrateur technique who is designated for this product. */
function administratorsOf(core: Core, { structure, environment, offer, usage }: StoredOrder): string[] {
  return habilitationsOfStructure(core, structure)
    .filter((one) => one.environment === environment && one.offer === offer && one.usages.includes(usage))
    .flatMap(({ cardNumber }) => findCard(core, cardNumber)?.holder?.email ?? []);
}
