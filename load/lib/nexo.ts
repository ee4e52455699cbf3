/** What a terminal says, as far as the load needs it (docs/tpe.md): a login, and yes to every order. */

const CONSENT = 'urn:banc-gap:diapason:consent';

interface Header {
  readonly MessageCategory: string;
  readonly ServiceID: string;
  readonly SaleID: string;
  readonly POIID: string;
}

interface PaymentRequest {
  readonly MessageHeader: Header;
  readonly PaymentRequest: {
    readonly SaleData: { readonly SaleTransactionID: object };
    readonly PaymentTransaction: { readonly AmountsReq: { readonly RequestedAmount: number } };
    readonly PaymentData: { readonly PaymentType: string };
    readonly [CONSENT]?: { readonly Ceiling: number };
  };
}

export interface Authorised {
  readonly token: string;
  readonly code: string;
  readonly expiresAt: string;
  readonly maskedCard: string;
}

const header = (category: string, type: string, id: string, terminal: string, gap: string) => ({
  ProtocolVersion: '3.0',
  MessageClass: 'Service',
  MessageCategory: category,
  MessageType: type,
  ServiceID: id,
  SaleID: gap,
  POIID: terminal,
});

export const login = (terminal: string): string =>
  JSON.stringify({
    SaleToPOIRequest: {
      MessageHeader: header('Login', 'Request', 'LOGIN', terminal, 'GAP'),
      LoginRequest: {
        DateTime: new Date().toISOString(),
        POISoftware: { ProviderIdentification: 'banc-gap load', SoftwareVersion: '0.1.0' },
      },
    },
  });

/** The response to an order; undefined where the message is none. */
export function answerTo(
  message: string,
  authorise: (order: { readonly terminal: string }) => Authorised,
): string | undefined {
  const { SaleToPOIRequest: request } = JSON.parse(message) as { SaleToPOIRequest?: PaymentRequest };
  if (request?.MessageHeader.MessageCategory !== 'Payment') return undefined;
  const { MessageHeader: asked, PaymentRequest: order } = request;
  const { token, code, expiresAt, maskedCard } = authorise({ terminal: asked.POIID });
  const at = new Date().toISOString();
  const consent = order[CONSENT];
  return JSON.stringify({
    SaleToPOIResponse: {
      MessageHeader: header('Payment', 'Response', asked.ServiceID, asked.POIID, asked.SaleID),
      PaymentResponse: {
        Response: { Result: 'Success' },
        SaleData: order.SaleData,
        POIData: { POITransactionID: { TransactionID: asked.ServiceID, TimeStamp: at } },
        PaymentResult: {
          PaymentType: order.PaymentData.PaymentType,
          PaymentInstrumentData: {
            PaymentInstrumentType: 'Card',
            CardData: {
              PaymentBrand: 'CB',
              MaskedPAN: maskedCard,
              EntryMode: 'ICC',
              ...(consent && {
                PaymentToken: {
                  TokenRequestedType: 'Customer',
                  TokenValue: token,
                  ExpiryDateTime: expiresAt,
                },
              }),
            },
          },
          AmountsResp: {
            Currency: 'EUR',
            AuthorizedAmount: order.PaymentTransaction.AmountsReq.RequestedAmount,
          },
          AuthenticationMethod: 'OnLinePIN',
          PaymentAcquirerData: { ApprovalCode: code },
          ...(consent && { [CONSENT]: { Ceiling: consent.Ceiling, AgreedAt: at } }),
        },
      },
    },
  });
}
