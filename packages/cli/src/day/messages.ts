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
  route: z.string(),
  status: z.int(),
  problem: z.string().optional(),
  delivery: z.string().optional(),
  body: z.unknown().optional(),
  client: voucher,
  server: voucher,
});
const imprint = z.object({ terminal: z.string(), token: z.string() });

/** How far the journals were read. */
export interface Bookmark {
  readonly tpe: number;
  readonly psp: number;
}

/** What was said since, oldest first: with the terminals as they journal it, with the provider as it does. */
export async function messagesSince({ tpe, psp }: DayBench, since: Bookmark): Promise<DayMessage[]> {
  const [terminals, provider] = await Promise.all([
    entriesAfter(tpe, since.tpe),
    entriesAfter(psp, since.psp),
  ]);
  return [...terminals.flatMap(ofTerminal), ...provider.flatMap(ofProvider)]
    .toSorted((one, other) => one.at.localeCompare(other.at) || one.sequence - other.sequence)
    .flatMap(({ messages }) => messages);
}

export async function bookmark({ tpe, psp }: DayBench): Promise<Bookmark> {
  const last = async (url: string) => (await entriesAfter(url, 0)).at(-1)?.sequence ?? 0;
  return { tpe: await last(tpe), psp: await last(psp) };
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

async function entriesAfter(url: string, sequence: number): Promise<Entry[]> {
  return z.array(entry).parse(await askControl(url, 'GET', `/journal?after=${sequence}`));
}
