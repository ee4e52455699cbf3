import { randomUUID } from 'node:crypto';
import type { DriveOrder, PeerPort, RunConfig } from '@banc-gap/conformance';
import { type Authorities, TEST_STRUCTURE } from '@banc-gap/mock-igc-sante';
import { openPsp, type Psp, type PspListener, pspListener } from '@banc-gap/sim-psp';

/** In cents: above the amounts by which the provider refuses or is late, docs/psp-refusals.md. */
const CEILING = 100_00;
/** Well within what a GAP waits. */
const SLOW_MS = 1000;

/**
 * The payment provider that the suite plays: for each order it knows the GAP as another hospital, with one consent to debit
 * by, so that no case finds what another has done. Certificates of the GAP are judged by cases of their own.
 */
export function pspPort(config: RunConfig, authorities: Authorities): PeerPort {
  const identities = authorities.pspIdentities(config.peers.psp.host);
  const psp = openPsp({ file: ':memory:' });
  let orders = 0;
  const structure = () => `10B${String(orders).padStart(7, '0')}`;
  let listener: PspListener | undefined;
  return {
    identity: (defect) => identities.identity(defect),
    answer(request, response) {
      if (listener) listener.answer(request, response);
      else request.socket.destroy();
    },
    async prepare(order) {
      orders += 1;
      listener ??= await pspListener(psp, { structure, slowMs: SLOW_MS });
      return withConsent(order, () => consent(psp, `hospital-${orders}`, structure()));
    },
    trust: authorities.trust.igcSante,
  };
}

function withConsent(order: DriveOrder, newConsent: () => string): DriveOrder {
  if (order.action !== 'diapason.debit') return order;
  return { ...order, params: { ...order.params, mandate: newConsent() } };
}

/** What a patient has agreed to on a terminal, registered by the hospital. */
function consent(psp: Psp, account: string, structure: string): string {
  const merchant = psp.merchants.put(account, { name: TEST_STRUCTURE.name, structures: [structure] });
  const { token } = psp.acquirer.register({
    account,
    card: { scheme: 'CB', lastDigits: '0042', expires: '2099-12' },
    terminal: '0000BANC00000001',
  });
  const references = { patientRef: 'P-BANC', episodeRef: 'S-BANC', contact: 'none' };
  return psp.mandates.register(
    merchant,
    { token, ceiling: CEILING, currency: 'EUR', ...references },
    randomUUID(),
  ).result.id;
}
