import type { Outcome, RefusalReason } from '../payment/orders.ts';
import { CONSENT, type ErrorCondition, type PaymentAnswer, REFUSAL } from './schema.ts';

const CONDITIONS: Readonly<Record<RefusalReason, ErrorCondition>> = {
  declined: 'Cancel',
  cancelled: 'Cancel',
  'no-action': 'Cancel',
  'wrong-pin': 'WrongPIN',
  'card-removed': 'Cancel',
  'card-expired': 'InvalidCard',
  'contact-required': 'PaymentRestriction',
  'issuer-refused': 'Refusal',
  'provider-unreachable': 'UnreachableHost',
  aborted: 'Aborted',
  busy: 'Busy',
  'not-allowed': 'NotAllowed',
};

/** What the GAP is told of an order. */
export function paymentAnswer(outcome: Outcome): PaymentAnswer {
  const { order } = outcome;
  const at = outcome.at.toISOString();
  const about = {
    SaleData: { SaleTransactionID: { TransactionID: order.reference.id, TimeStamp: order.reference.at } },
    POIData: { POITransactionID: { TransactionID: outcome.transaction, TimeStamp: at } },
  };
  if (outcome.result === 'refused') {
    const { reason, responseCode } = outcome;
    return {
      ...refusedAnswer(CONDITIONS[reason]),
      ...about,
      [REFUSAL]: { Reason: reason, ...(responseCode !== undefined && { ResponseCode: responseCode }) },
    };
  }
  const { token } = outcome;
  return {
    Response: { Result: 'Success' },
    ...about,
    PaymentResult: {
      PaymentType: order.kind === 'consent' ? 'FirstReservation' : 'Normal',
      PaymentInstrumentData: {
        PaymentInstrumentType: 'Card',
        CardData: {
          PaymentBrand: outcome.scheme,
          MaskedPAN: outcome.maskedCard,
          EntryMode: outcome.entry === 'contact' ? 'ICC' : 'Contactless',
          ...(token && {
            PaymentToken: {
              TokenRequestedType: 'Customer',
              TokenValue: token.value,
              ExpiryDateTime: token.expiresAt.toISOString(),
            },
          }),
        },
      },
      AmountsResp: { Currency: 'EUR', AuthorizedAmount: order.amount / 100 },
      AuthenticationMethod: outcome.verification === 'pin' ? 'OnLinePIN' : 'Bypass',
      PaymentAcquirerData: { ApprovalCode: outcome.authorisationCode },
      ...(order.kind === 'consent' && { [CONSENT]: { Ceiling: order.ceiling / 100, AgreedAt: at } }),
    },
  };
}

export function refusedAnswer(condition: ErrorCondition): Pick<PaymentAnswer, 'Response'> {
  return { Response: { Result: 'Failure', ErrorCondition: condition } };
}
