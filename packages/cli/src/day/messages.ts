import { z } from 'zod';
import { askControl } from '../control-client.ts';
import type { DayBench } from './bench.ts';
import { describeAnswer, describeRequest, describeTerminalMessage, type Text } from './words.ts';

/** The certificate by which one knows whose message it is. */
export interface Voucher {
  readonly subject: string;
  readonly issuer: string;
  readonly serialNumber: string;
}

export interface DayMessage {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly what: Text;
  /** null: not sent by TLS in the bench. */
  readonly vouchedForBy: Voucher | null;
  /** As it was sent. */
  readonly message: unknown;
}

const entry = z.object({
  sequence: z.int(),
  at: z.iso.datetime(),
  event: z.string(),
  details: z.record(z.string(), z.unknown()),
});
type Entry = z.output<typeof entry>;
const voucher = z.object({ subject: z.string(), issuer: z.string(), serialNumber: z.string() });
const terminalMessage = z.object({ terminal: z.string(), vouchedForBy: voucher, message: z.unknown() });
const answered = z.object({
  method: z.string(),
  route: z.string().startsWith('/diapason/'),
  status: z.int(),
  problem: z.string().optional(),
  delivery: z.string().optional(),
  body: z.unknown().optional(),
  client: voucher,
  server: voucher,
});
const searched = z.object({
  code: z.string().optional(),
  search: z.object({ numero_amc: z.string(), code_norme_service: z.string() }),
  client: voucher,
  server: voucher,
});
const insured = z.object({
  service: z.enum(['idb', 'sim', 'clc', 'del']),
  status: z.int(),
  code: z.string().optional(),
  signer: voucher,
  server: voucher,
});
const consulted = z.object({
  ...{
    method: z.string(),
    route: z.string().startsWith('/dp/'),
    status: z.int(),
    problem: z.string().optional(),
  },
  ...{ person: z.object({}), client: voucher, server: voucher },
});
const imprint = z.object({ terminal: z.string(), token: z.string() });

/** How far the journals were read. */
export type Bookmark = Readonly<Record<keyof typeof READERS, number>>;

export const FROM_THE_START: Bookmark = { tpe: 0, psp: 0, annuaire: 0, amc: 0, dp: 0 };

/** What was said since, oldest first, as those journal it who are not the GAP. */
export async function messagesSince(bench: DayBench, since: Bookmark): Promise<DayMessage[]> {
  const said = await Promise.all(
    JOURNALS.map(async (name) => (await entriesAfter(bench[name], since[name])).flatMap(READERS[name])),
  );
  return said
    .flat()
    .toSorted((one, other) => one.at.localeCompare(other.at) || one.sequence - other.sequence)
    .flatMap(({ messages }) => messages);
}

export async function bookmark(bench: DayBench): Promise<Bookmark> {
  const last = async (url: string) => (await entriesAfter(url, 0)).at(-1)?.sequence ?? 0;
  const entries = JOURNALS.map(async (name) => [name, await last(bench[name])]);
  return Object.fromEntries(await Promise.all(entries)) as Bookmark;
}

interface Said extends Pick<Entry, 'at' | 'sequence'> {
  readonly messages: readonly DayMessage[];
}

function ofTerminal({ at, sequence, event, details }: Entry): Said[] {
  if (event !== 'message-sent' && event !== 'message-received') return [];
  const { terminal, vouchedForBy, message } = terminalMessage.parse(details);
  const [from, to] = event === 'message-sent' ? [`TPE ${terminal}`, 'GAP'] : ['GAP', `TPE ${terminal}`];
  return [
    {
      at,
      sequence,
      messages: [{ at, from, to, what: describeTerminalMessage(message), vouchedForBy, message }],
    },
  ];
}

function ofProvider({ at, sequence, event, details }: Entry): Said[] {
  if (event === 'token-registered') {
    const { terminal, token } = imprint.parse(details);
    const what = {
      fr: `autorisation de 1,00 €, empreinte gardée sous ${token}`,
      en: `authorisation of 1.00 €, imprint kept under ${token}`,
    };
    const message = { at, from: `TPE ${terminal}`, to: 'PSP', what, vouchedForBy: null, message: details };
    return [{ at, sequence, messages: [message] }];
  }
  const read = event === 'answered' ? answered.safeParse(details) : undefined;
  if (!read?.success) return [];
  const { method, route, status, problem, delivery, body, client, server } = read.data;
  const asked = { method, route, body };
  const reply = { status, ...(problem && { problem }), ...(delivery && { delivery }) };
  return [
    {
      at,
      sequence,
      messages: [
        { at, from: 'GAP', to: 'PSP', what: describeRequest(asked), vouchedForBy: client, message: asked },
        { at, from: 'PSP', to: 'GAP', what: describeAnswer(reply), vouchedForBy: server, message: reply },
      ],
    },
  ];
}

function ofAnnuaire({ at, sequence, event, details }: Entry): Said[] {
  const read = event === 'answered' ? searched.safeParse(details) : undefined;
  if (!read?.success) return [];
  const { search, code = '', client, server } = read.data;
  const asked = `search ${search.code_norme_service}, AMC ${search.numero_amc}`;
  return [{ at, sequence, messages: exchange(at, 'annuaire', asked, client, code, server, details) }];
}

/** The token in the request says whose it is; TLS does not, for the GAP presents no certificate there. */
function ofInsurer({ at, sequence, event, details }: Entry): Said[] {
  const read = event === 'answered' ? insured.safeParse(details) : undefined;
  if (!read?.success) return [];
  const { service, code = '', signer, server } = read.data;
  return [
    { at, sequence, messages: exchange(at, 'AMC', service.toUpperCase(), signer, code, server, details) },
  ];
}

/** Certificates of persons: who asks is the doctor or the pharmacist. */
function ofDossiers({ at, sequence, event, details }: Entry): Said[] {
  const read = event === 'answered' ? consulted.safeParse(details) : undefined;
  if (!read?.success) return [];
  const { method, route, status, problem, client, server } = read.data;
  const answer = [status, problem].filter(Boolean).join(' ');
  return [
    { at, sequence, messages: exchange(at, 'DP', `${method} ${route}`, client, answer, server, details) },
  ];
}

function exchange(
  at: string,
  peer: string,
  asked: string,
  asks: Voucher,
  answer: string,
  answers: Voucher,
  message: unknown,
): DayMessage[] {
  const text = (both: string): Text => ({ fr: both, en: both });
  return [
    { at, from: 'GAP', to: peer, what: text(asked), vouchedForBy: asks, message },
    { at, from: peer, to: 'GAP', what: text(answer), vouchedForBy: answers, message },
  ];
}

const READERS = {
  tpe: ofTerminal,
  psp: ofProvider,
  annuaire: ofAnnuaire,
  amc: ofInsurer,
  dp: ofDossiers,
} as const;
const JOURNALS = Object.keys(READERS) as (keyof typeof READERS)[];

async function entriesAfter(url: string, sequence: number): Promise<Entry[]> {
  return z.array(entry).parse(await askControl(url, 'GET', `/journal?after=${sequence}`));
}
