import { z } from 'zod';

/**
 * What terminals and the GAP say to each other: docs/tpe.schema.json, read as a GAP should. Only what it acts on is
 * wanted, and unknown fields are left aside, so that a newer terminal does not stop the hospital.
 */
const CONSENT = 'urn:banc-gap:diapason:consent';
const REFUSAL = 'urn:banc-gap:diapason:refusal';

const header = z.object({
  MessageCategory: z.string(),
  ServiceID: z.string().max(10),
  /** The serial number of the terminal. */
  POIID: z.string().max(16),
});

const response = z.object({ Result: z.enum(['Success', 'Failure']), ErrorCondition: z.string().optional() });

const paymentResponse = z.object({
  Response: response,
  PaymentResult: z
    .object({
      PaymentInstrumentData: z.object({
        CardData: z.object({
          PaymentBrand: z.string(),
          // A terminal that sends the number of a card is refused whole: it must not get into the GAP.
          MaskedPAN: z.string().regex(/^[*#]+\d{4}$/),
          PaymentToken: z.object({ TokenValue: z.string(), ExpiryDateTime: z.iso.datetime() }).optional(),
        }),
      }),
      AmountsResp: z.object({ AuthorizedAmount: z.number() }),
      PaymentAcquirerData: z.object({ ApprovalCode: z.string() }),
      [CONSENT]: z.object({ Ceiling: z.number(), AgreedAt: z.iso.datetime() }).optional(),
    })
    .optional(),
  [REFUSAL]: z.object({ Reason: z.string(), ResponseCode: z.string().optional() }).optional(),
});

const fromTerminal = z.union([
  z.object({ SaleToPOIRequest: z.object({ MessageHeader: header, LoginRequest: z.object({}) }) }),
  z.object({ SaleToPOIResponse: z.object({ MessageHeader: header, PaymentResponse: paymentResponse }) }),
  z.object({
    SaleToPOIRequest: z.object({
      MessageHeader: header,
      EventNotification: z.object({ EventDetails: z.string() }),
    }),
  }),
]);

/** What a patient is asked at a terminal. Amounts are cents of euro. */
export interface ConsentOrder {
  /** Of one order: the same id is the same order, however often it is sent. At most ten letters and digits. */
  readonly id: string;
  /** The stay or consultation. */
  readonly dossier: string;
  /** ISO 8601; a part of the order, and so the same when it is sent again. */
  readonly at: string;
  readonly ceiling: number;
  readonly text: string;
}

/** What became of it. */
export type ConsentOutcome =
  | {
      readonly agreed: true;
      readonly token: string;
      readonly tokenExpiresAt: string;
      readonly agreedAt: string;
      readonly brand: string;
      readonly maskedCard: string;
      readonly approvalCode: string;
    }
  /** reason: a word of docs/tpe.md; responseCode: of the card's issuer. */
  | { readonly agreed: false; readonly reason: string; readonly responseCode?: string };

export type Heard =
  | { readonly kind: 'login'; readonly terminal: string; readonly id: string }
  | {
      readonly kind: 'outcome';
      readonly terminal: string;
      readonly id: string;
      readonly response: z.output<typeof paymentResponse>;
    }
  | { readonly kind: 'rejection'; readonly terminal: string; readonly id: string; readonly detail: string };

/** @throws Error, which does not repeat what was sent: there may be what nobody may keep */
export function read(octets: Buffer): Heard {
  const message = fromTerminal.safeParse(JSON.parse(octets.toString()));
  if (!message.success) throw new Error('no message that a GAP expects');
  if ('SaleToPOIResponse' in message.data) {
    const { MessageHeader, PaymentResponse } = message.data.SaleToPOIResponse;
    return {
      kind: 'outcome',
      terminal: MessageHeader.POIID,
      id: MessageHeader.ServiceID,
      response: PaymentResponse,
    };
  }
  const request = message.data.SaleToPOIRequest;
  const { POIID: terminal, ServiceID: id } = request.MessageHeader;
  return 'EventNotification' in request
    ? { kind: 'rejection', terminal, id, detail: request.EventNotification.EventDetails }
    : { kind: 'login', terminal, id };
}

/** An outcome that is not what was ordered is none: the patient then has not agreed to anything. */
export function outcomeOf(
  order: ConsentOrder,
  { Response, PaymentResult, [REFUSAL]: refusal }: z.output<typeof paymentResponse>,
): ConsentOutcome {
  if (Response.Result === 'Failure') {
    const { Reason = Response.ErrorCondition ?? 'unknown', ResponseCode } = refusal ?? {};
    return { agreed: false, reason: Reason, ...(ResponseCode && { responseCode: ResponseCode }) };
  }
  const consent = PaymentResult?.[CONSENT];
  const card = PaymentResult?.PaymentInstrumentData.CardData;
  if (!card?.PaymentToken || !consent || cents(consent.Ceiling) !== order.ceiling) {
    return { agreed: false, reason: 'not-what-was-ordered' };
  }
  return {
    agreed: true,
    token: card.PaymentToken.TokenValue,
    tokenExpiresAt: card.PaymentToken.ExpiryDateTime,
    agreedAt: consent.AgreedAt,
    brand: card.PaymentBrand,
    maskedCard: card.MaskedPAN,
    approvalCode: PaymentResult.PaymentAcquirerData.ApprovalCode,
  };
}

export const loginResponse = (terminal: string, id: string, accepted: boolean) =>
  said('SaleToPOIResponse', 'Login', 'Response', terminal, id, {
    LoginResponse: { Response: { Result: accepted ? 'Success' : 'Failure' } },
  });

/** One euro is authorised, and its card kept under a token for a debit of at most the ceiling. */
export const consentRequest = (terminal: string, { id, dossier, at, ceiling, text }: ConsentOrder) =>
  said('SaleToPOIRequest', 'Payment', 'Request', terminal, id, {
    PaymentRequest: {
      SaleData: {
        SaleTransactionID: { TransactionID: dossier, TimeStamp: at },
        TokenRequestedType: 'Customer',
      },
      PaymentTransaction: { AmountsReq: { Currency: 'EUR', RequestedAmount: 1 } },
      PaymentData: { PaymentType: 'FirstReservation' },
      DisplayOutput: text,
      [CONSENT]: { Ceiling: ceiling / 100 },
    },
  });

/** Nobody waits for that order any more. It has no answer of its own. */
export const abortRequest = (terminal: string, id: string, of: string) =>
  said('SaleToPOIRequest', 'Abort', 'Request', terminal, id, {
    AbortRequest: {
      MessageReference: { MessageCategory: 'Payment', ServiceID: of },
      AbortReason: 'The GAP waited too long',
    },
  });

function said(
  side: 'SaleToPOIRequest' | 'SaleToPOIResponse',
  MessageCategory: string,
  MessageType: 'Request' | 'Response',
  POIID: string,
  ServiceID: string,
  body: object,
) {
  const MessageHeader = {
    ProtocolVersion: '3.0',
    MessageClass: 'Service',
    MessageCategory,
    MessageType,
    ServiceID,
    SaleID: 'REF-GAP',
    POIID,
  };
  return { [side]: { MessageHeader, ...body } };
}

const cents = (euros: number): number => Math.round(euros * 100);
