import type { PeerName } from '../ports.ts';
import type { CallCase, CallOrder } from './call-case.ts';
import type { CaseSuite } from './case.ts';
import { consultAs, DOCTOR } from './dp/orders.ts';
import { IDENTIFICATION } from './roc-amc/orders.ts';
import { NEW_AMC, searchFor } from './roc-annuaire/facts.ts';

/** Whom the GAP calls in the cases of a suite, and what it is asked to do there unless the case says otherwise. */
const SUITE_ORDERS: Readonly<
  Partial<Record<CaseSuite, { readonly peer: PeerName; readonly order: CallOrder }>>
> = {
  'diapason-psp': {
    peer: 'psp',
    order: {
      action: 'diapason.debit',
      // Where the port of the provider has a consent to debit by, it puts that in its place.
      params: { mandate: 'mdt_BANCBANCBANCBANCBANC', amount: 1234, merchantReference: 'BANC-GAP' },
    },
  },
  dp: { peer: 'dp', order: consultAs(DOCTOR) },
  'roc-annuaire': { peer: 'annuaire', order: searchFor(NEW_AMC.always) },
  'roc-amc': { peer: 'amc', order: IDENTIFICATION },
};

export function peerOf({ suite }: CallCase): PeerName {
  return suiteOrder(suite).peer;
}

export function orderOf({ suite, order }: CallCase): CallOrder {
  return order ?? suiteOrder(suite).order;
}

function suiteOrder(suite: CaseSuite) {
  const found = SUITE_ORDERS[suite];
  if (found === undefined) throw new TypeError(`suite ${suite} has cases of a client and no peer`);
  return found;
}
