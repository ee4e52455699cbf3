import type { Clock } from '@banc-gap/simkit';
import { z } from 'zod';
import type { Dialect, Found, Heard, Said } from '../dialect.ts';
import { paymentAnswer, refusedAnswer } from './answer.ts';
import {
  abortRequest,
  CONSENT,
  type fromTerminal,
  type Header,
  header,
  loginResponse,
  type PaymentRequest,
  paymentRequest,
  statusRequest,
} from './schema.ts';

const SOFTWARE = { ProviderIdentification: 'banc-gap sim-tpe', SoftwareVersion: '0.1.0' };
/** Until the GAP has said its own name. */
const ANY_GAP = 'GAP';
const LONGEST_PROBLEM = 512;

type Message = z.output<typeof fromTerminal>;

const envelope = z.union([
  z.looseObject({ SaleToPOIRequest: z.looseObject({ MessageHeader: header }) }),
  z.looseObject({ SaleToPOIResponse: z.looseObject({ MessageHeader: header }) }),
]);

/** The bench's own language: nexo Sale to POI in JSON, of schema.ts. */
export class NexoDialect implements Dialect {
  readonly contentType = 'application/json';
  readonly #terminal: string;
  readonly #clock: Clock;
  #gap = ANY_GAP;
  #notifications = 0;

  constructor(terminal: string, clock: Clock) {
    this.#terminal = terminal;
    this.#clock = clock;
  }

  encode(said: Said): Buffer {
    return Buffer.from(JSON.stringify(this.#message(said)));
  }

  show(octets: Buffer): unknown {
    return JSON.parse(octets.toString());
  }

  decode(octets: Buffer): Heard {
    let json: unknown;
    try {
      json = JSON.parse(UTF8.decode(octets));
    } catch {
      return { kind: 'unreadable', problem: 'not JSON in UTF-8' };
    }
    const read = envelope.safeParse(json);
    if (!read.success) return { kind: 'unreadable', problem: headerProblem(json) };
    const { MessageHeader: head } = (
      'SaleToPOIRequest' in read.data ? read.data.SaleToPOIRequest : read.data.SaleToPOIResponse
    ) as { MessageHeader: Header };
    const id = head.ServiceID;
    if (head.POIID !== this.#terminal) {
      return { kind: 'unreadable', id, problem: 'MessageHeader.POIID: another terminal' };
    }
    this.#gap = head.SaleID;
    return this.#interpret(json, head, id);
  }

  #interpret(json: unknown, { MessageCategory, MessageType }: Header, id: string): Heard {
    const as = <Schema extends z.ZodType>(schema: Schema, hear: (data: z.output<Schema>) => Heard): Heard => {
      const result = schema.safeParse(json);
      return result.success ? hear(result.data) : { kind: 'unreadable', id, problem: problems(result.error) };
    };
    switch (`${MessageCategory} ${MessageType}`) {
      case 'Login Response':
        return as(loginResponse, ({ SaleToPOIResponse: { LoginResponse } }) => ({
          kind: 'welcome',
          id,
          accepted: LoginResponse.Response.Result === 'Success',
        }));
      case 'Payment Request':
        return as(paymentRequest, ({ SaleToPOIRequest }) => orderOf(id, SaleToPOIRequest.PaymentRequest));
      case 'Abort Request':
        return as(abortRequest, ({ SaleToPOIRequest: { AbortRequest } }) => ({
          kind: 'abort',
          of: AbortRequest.MessageReference.ServiceID,
        }));
      case 'TransactionStatus Request':
        return as(statusRequest, ({ SaleToPOIRequest: { TransactionStatusRequest } }) => ({
          kind: 'status',
          id,
          of: TransactionStatusRequest.MessageReference.ServiceID,
        }));
      default:
        return {
          kind: 'unreadable',
          id,
          problem: `MessageHeader: no ${MessageCategory} ${MessageType} comes from a GAP`,
        };
    }
  }

  #message(said: Said): Message {
    switch (said.kind) {
      case 'hello':
        return {
          SaleToPOIRequest: {
            MessageHeader: { ...this.#header(said.id), ...service('Login', 'Request') },
            LoginRequest: { DateTime: said.at.toISOString(), POISoftware: SOFTWARE },
          },
        };
      case 'outcome':
        return {
          SaleToPOIResponse: {
            MessageHeader: { ...this.#header(said.outcome.order.id), ...service('Payment', 'Response') },
            PaymentResponse: paymentAnswer(said.outcome),
          },
        };
      case 'status':
        return {
          SaleToPOIResponse: {
            MessageHeader: { ...this.#header(said.id), ...service('TransactionStatus', 'Response') },
            TransactionStatusResponse: {
              ...statusOf(said.found),
              MessageReference: { MessageCategory: 'Payment', ServiceID: said.of },
            },
          },
        };
      case 'rejection':
        return {
          SaleToPOIRequest: {
            MessageHeader: {
              ...this.#header(said.id ?? `R${++this.#notifications}`),
              MessageClass: 'Event',
              MessageCategory: 'Event',
              MessageType: 'Notification',
            },
            EventNotification: {
              TimeStamp: this.#clock.now().toISOString(),
              EventToNotify: 'Reject',
              EventDetails: said.problem.slice(0, LONGEST_PROBLEM),
            },
          },
        };
    }
  }

  #header(id: string): Pick<Header, 'ProtocolVersion' | 'ServiceID' | 'SaleID' | 'POIID'> {
    return { ProtocolVersion: '3.0', ServiceID: id, SaleID: this.#gap, POIID: this.#terminal };
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

const service = <C extends Header['MessageCategory'], T extends Header['MessageType']>(
  MessageCategory: C,
  MessageType: T,
) => ({ MessageClass: 'Service', MessageCategory, MessageType }) as const;

function orderOf(id: string, request: PaymentRequest): Heard {
  const consent = request[CONSENT];
  const first = request.PaymentData.PaymentType === 'FirstReservation';
  if (first !== (consent !== undefined)) {
    const problem = `PaymentRequest.${CONSENT}: required with a FirstReservation, and with nothing else`;
    return { kind: 'unreadable', id, problem };
  }
  const { DisplayOutput, PaymentTransaction } = request;
  const { TransactionID, TimeStamp } = request.SaleData.SaleTransactionID;
  const order = {
    id,
    reference: { id: TransactionID, at: TimeStamp },
    amount: cents(PaymentTransaction.AmountsReq.RequestedAmount),
    ...(DisplayOutput !== undefined && { text: DisplayOutput }),
  };
  return {
    kind: 'order',
    order: consent
      ? { kind: 'consent', ...order, ceiling: cents(consent.Ceiling) }
      : { kind: 'sale', ...order },
  };
}

const cents = (euros: number): number => Math.round(euros * 100);

function statusOf(found: Found) {
  if (found === 'unknown') return refusedAnswer('NotFound');
  if (found === 'in-progress') return refusedAnswer('InProgress');
  return {
    Response: { Result: 'Success' as const },
    RepeatedMessageResponse: { PaymentResponse: paymentAnswer(found) },
  };
}

/** By the names of fields, without their values: a message may hold what must not be repeated. */
function problems(error: z.ZodError, prefix = ''): string {
  return error.issues
    .map((issue) =>
      issue.code === 'unrecognized_keys'
        ? `${prefix}${issue.path.join('.')}: ${issue.keys.length} unknown field(s)`
        : `${prefix}${issue.path.join('.')}: ${issue.message}`,
    )
    .join('; ');
}

/** A union says only that nothing fits: the header alone says why. */
function headerProblem(json: unknown): string {
  const message = z
    .union([
      z.looseObject({ SaleToPOIRequest: z.looseObject({}) }).transform((m) => m.SaleToPOIRequest),
      z.looseObject({ SaleToPOIResponse: z.looseObject({}) }).transform((m) => m.SaleToPOIResponse),
    ])
    .safeParse(json);
  if (!message.success) return 'neither SaleToPOIRequest nor SaleToPOIResponse';
  const { error } = header.safeParse(message.data['MessageHeader']);
  return error ? problems(error, 'MessageHeader.') : 'MessageHeader: not readable';
}
