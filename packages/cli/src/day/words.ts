import { z } from 'zod';

export interface Text {
  readonly fr: string;
  readonly en: string;
}

/** Cents as people write them. */
export function euros(cents: number, language: keyof Text): string {
  const text = (cents / 100).toFixed(2);
  return `${language === 'fr' ? text.replace('.', ',') : text} €`;
}

const CONSENT = 'urn:banc-gap:diapason:consent';
const REFUSAL = 'urn:banc-gap:diapason:refusal';
const nexo = z.record(
  z.string(),
  z.looseObject({ MessageHeader: z.object({ MessageCategory: z.string() }) }),
);
const consentRequest = z.object({
  PaymentRequest: z.object({ [CONSENT]: z.object({ Ceiling: z.number() }) }),
});
const agreement = z.object({
  PaymentResponse: z.object({
    PaymentResult: z.object({
      PaymentInstrumentData: z.object({ CardData: z.object({ MaskedPAN: z.string() }) }),
    }),
  }),
});
const refusal = z.object({
  PaymentResponse: z.object({
    Response: z.object({ ErrorCondition: z.string() }),
    [REFUSAL]: z.object({ Reason: z.string(), ResponseCode: z.string().optional() }),
  }),
});

/** What a message between a terminal and the GAP is about. */
export function describeTerminalMessage(message: unknown): Text {
  const read = nexo.safeParse(message);
  const [[side, content] = []] = Object.entries(read.success ? read.data : {});
  const category = content?.MessageHeader.MessageCategory ?? '?';
  const answers = side === 'SaleToPOIResponse';
  const name = {
    fr: `${answers ? 'réponse' : 'demande'} ${category}`,
    en: `${category} ${answers ? 'response' : 'request'}`,
  };
  const more = detailOf(content);
  return more ? { fr: `${name.fr} : ${more.fr}`, en: `${name.en}: ${more.en}` } : name;
}

function detailOf(content: unknown): Text | undefined {
  const asked = consentRequest.safeParse(content);
  if (asked.success) {
    const ceiling = Math.round(asked.data.PaymentRequest[CONSENT].Ceiling * 100);
    return {
      fr: `consentement à un débit d’au plus ${euros(ceiling, 'fr')}`,
      en: `consent to a debit of at most ${euros(ceiling, 'en')}`,
    };
  }
  const agreed = agreement.safeParse(content);
  if (agreed.success) {
    const { MaskedPAN } = agreed.data.PaymentResponse.PaymentResult.PaymentInstrumentData.CardData;
    return { fr: `le patient consent, carte ${MaskedPAN}`, en: `the patient agrees, card ${MaskedPAN}` };
  }
  const refused = refusal.safeParse(content);
  if (!refused.success) return undefined;
  const { Response, [REFUSAL]: why } = refused.data.PaymentResponse;
  const reason = [Response.ErrorCondition, why.Reason, why.ResponseCode].filter(Boolean).join(', ');
  return { fr: `pas de consentement (${reason})`, en: `no consent (${reason})` };
}

const amounts = z.object({ ceiling: z.int().optional(), amount: z.int().optional() });

/** What the GAP asks of the provider. */
export function describeRequest({
  method,
  route,
  body,
}: {
  method: string;
  route: string;
  body: unknown;
}): Text {
  const request = `${method} ${route.replace('/diapason/v1/:account', '')}`;
  const read = amounts.safeParse(body);
  const { ceiling, amount } = read.success ? read.data : {};
  const cents = ceiling ?? amount;
  if (cents === undefined) return { fr: request, en: request };
  return ceiling === undefined
    ? { fr: `${request} : ${euros(cents, 'fr')}`, en: `${request}: ${euros(cents, 'en')}` }
    : { fr: `${request} : au plus ${euros(cents, 'fr')}`, en: `${request}: at most ${euros(cents, 'en')}` };
}

/** What the provider answers. */
export function describeAnswer({
  status,
  problem,
  delivery,
}: {
  readonly status: number;
  readonly problem?: string;
  readonly delivery?: string;
}): Text {
  const answer = [String(status), problem].filter(Boolean).join(' ');
  if (delivery === 'lost-reply')
    return { fr: `${answer}, perdue en chemin`, en: `${answer}, lost on the way` };
  return { fr: answer, en: answer };
}
