import { z } from 'zod';

/**
 * Messages in the manner of nexo Sale to POI 3.0 in JSON, as far as the bench needs them. What nexo has no place for is
 * under keys of `urn:banc-gap:diapason`.
 */
export const CONSENT = 'urn:banc-gap:diapason:consent';
export const REFUSAL = 'urn:banc-gap:diapason:refusal';

const text = (longest: number) => z.string().min(1).max(longest);
const serviceId = z
  .string()
  .regex(/^[\w-]{1,10}$/)
  .describe('Of the one who asks; the same id is the same request, however often it is sent');
const euros = z.number().min(0.01).max(999_999.99).multipleOf(0.01).describe('Euros, of two decimals');
const currency = z.literal('EUR');
const moment = z.iso.datetime({ offset: true });
const transaction = z.strictObject({ TransactionID: text(64), TimeStamp: moment });

export const header = z.strictObject({
  ProtocolVersion: z.literal('3.0'),
  MessageClass: z.enum(['Service', 'Event']),
  MessageCategory: z.enum(['Login', 'Payment', 'Abort', 'TransactionStatus', 'Event']),
  MessageType: z.enum(['Request', 'Response', 'Notification']),
  ServiceID: serviceId,
  SaleID: text(16).describe('The GAP'),
  POIID: text(16).describe('The terminal: its serial number, which is the CN of its certificate'),
});
export type Header = z.output<typeof header>;

type Kind = Pick<Header, 'MessageClass' | 'MessageCategory' | 'MessageType'>;

const headed = <K extends Kind>({ MessageClass, MessageCategory, MessageType }: K) =>
  header.extend({
    MessageClass: z.literal(MessageClass as K['MessageClass']),
    MessageCategory: z.literal(MessageCategory as K['MessageCategory']),
    MessageType: z.literal(MessageType as K['MessageType']),
  });

const service = <C extends Header['MessageCategory'], T extends Header['MessageType']>(
  MessageCategory: C,
  MessageType: T,
) => headed({ MessageClass: 'Service', MessageCategory, MessageType });

const condition = z.enum([
  'Aborted',
  'Busy',
  'Cancel',
  'InProgress',
  'InvalidCard',
  'LoggedOut',
  'NotAllowed',
  'NotFound',
  'PaymentRestriction',
  'Refusal',
  'UnavailableService',
  'UnreachableHost',
  'WrongPIN',
]);
export type ErrorCondition = z.output<typeof condition>;

const response = z.strictObject({
  Result: z.enum(['Success', 'Failure']),
  ErrorCondition: condition.optional(),
  AdditionalResponse: text(256).optional(),
});

/** The first message on a connection, from the terminal. */
export const loginRequest = z.strictObject({
  SaleToPOIRequest: z.strictObject({
    MessageHeader: service('Login', 'Request'),
    LoginRequest: z.strictObject({
      DateTime: moment,
      POISoftware: z.strictObject({ ProviderIdentification: text(64), SoftwareVersion: text(16) }),
    }),
  }),
});

export const loginResponse = z.strictObject({
  SaleToPOIResponse: z.strictObject({
    MessageHeader: service('Login', 'Response'),
    LoginResponse: z.strictObject({ Response: response }),
  }),
});

const saleData = z.strictObject({
  SaleTransactionID: transaction,
  TokenRequestedType: z.literal('Customer').optional().describe('Asked for with a FirstReservation'),
});

export const paymentRequest = z.strictObject({
  SaleToPOIRequest: z.strictObject({
    MessageHeader: service('Payment', 'Request'),
    PaymentRequest: z.strictObject({
      SaleData: saleData,
      PaymentTransaction: z.strictObject({
        AmountsReq: z.strictObject({ Currency: currency, RequestedAmount: euros }),
      }),
      PaymentData: z.strictObject({
        PaymentType: z
          .enum(['FirstReservation', 'Normal'])
          .describe('FirstReservation: consent to a debit after care; Normal: payment at once'),
      }),
      DisplayOutput: text(512).optional().describe('What the patient reads'),
      [CONSENT]: z
        .strictObject({ Ceiling: euros.describe('The most that may be debited after care') })
        .optional()
        .describe('Required with a FirstReservation, and with nothing else'),
    }),
  }),
});
export type PaymentRequest = z.output<typeof paymentRequest>['SaleToPOIRequest']['PaymentRequest'];

const paymentResult = z.strictObject({
  PaymentType: z.enum(['FirstReservation', 'Normal']),
  PaymentInstrumentData: z.strictObject({
    PaymentInstrumentType: z.literal('Card'),
    CardData: z.strictObject({
      PaymentBrand: text(32),
      MaskedPAN: z.string().regex(/^[*#]+\d{4}$/, 'all but the last four digits hidden'),
      EntryMode: z.enum(['ICC', 'Contactless']),
      PaymentToken: z
        .strictObject({
          TokenRequestedType: z.literal('Customer'),
          TokenValue: text(128),
          ExpiryDateTime: moment,
        })
        .optional()
        .describe('With which the GAP asks the payment provider for the debit after care'),
    }),
  }),
  AmountsResp: z.strictObject({ Currency: currency, AuthorizedAmount: euros }),
  AuthenticationMethod: z.enum(['OnLinePIN', 'Bypass']),
  PaymentAcquirerData: z.strictObject({ ApprovalCode: text(16) }),
  [CONSENT]: z.strictObject({ Ceiling: euros, AgreedAt: moment }).optional(),
});

const paymentAnswer = z.strictObject({
  Response: response,
  SaleData: saleData.omit({ TokenRequestedType: true }),
  POIData: z.strictObject({ POITransactionID: transaction }),
  PaymentResult: paymentResult.optional(),
  [REFUSAL]: z
    .strictObject({ Reason: text(32), ResponseCode: text(2).optional() })
    .optional()
    .describe('Why, more exactly than ErrorCondition; ResponseCode: of the issuer'),
});
export type PaymentAnswer = z.output<typeof paymentAnswer>;

export const paymentResponse = z.strictObject({
  SaleToPOIResponse: z.strictObject({
    MessageHeader: service('Payment', 'Response'),
    PaymentResponse: paymentAnswer,
  }),
});

const messageReference = z.strictObject({
  MessageCategory: z.literal('Payment'),
  ServiceID: serviceId,
});

/** Has no answer of its own: the payment is answered. */
export const abortRequest = z.strictObject({
  SaleToPOIRequest: z.strictObject({
    MessageHeader: service('Abort', 'Request'),
    AbortRequest: z.strictObject({ MessageReference: messageReference, AbortReason: text(128) }),
  }),
});

/** After an answer that was lost. */
export const statusRequest = z.strictObject({
  SaleToPOIRequest: z.strictObject({
    MessageHeader: service('TransactionStatus', 'Request'),
    TransactionStatusRequest: z.strictObject({ MessageReference: messageReference }),
  }),
});

export const statusResponse = z.strictObject({
  SaleToPOIResponse: z.strictObject({
    MessageHeader: service('TransactionStatus', 'Response'),
    TransactionStatusResponse: z.strictObject({
      Response: response,
      MessageReference: messageReference,
      RepeatedMessageResponse: z.strictObject({ PaymentResponse: paymentAnswer }).optional(),
    }),
  }),
});

/** A message was not understood. */
export const rejection = z.strictObject({
  SaleToPOIRequest: z.strictObject({
    MessageHeader: headed({
      MessageClass: 'Event',
      MessageCategory: 'Event',
      MessageType: 'Notification',
    }),
    EventNotification: z.strictObject({
      TimeStamp: moment,
      EventToNotify: z.literal('Reject'),
      EventDetails: text(512).describe('What is wrong, by the name of the field'),
    }),
  }),
});

export const fromTerminal = z.union([loginRequest, paymentResponse, statusResponse, rejection]);
export const fromGap = z.union([loginResponse, paymentRequest, abortRequest, statusRequest]);
