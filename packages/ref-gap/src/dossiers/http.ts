import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { BancError } from '@banc-gap/pki';
import { z } from 'zod';
import { refGapErrors } from '../errors.ts';
import type { TerminalDesk } from '../terminals/desk.ts';
import type { Estimate } from './insurer.ts';
import type { Office } from './office.ts';

const cents = z.int().min(1).max(99_999_999);
const word = z.string().min(1).max(64);
const bodies = {
  admission: z.strictObject({
    patientRef: z.string().regex(/^[\w./-]{1,64}$/),
    contact: z.enum(['email', 'sms', 'none']).default('none'),
  }),
  consent: z.strictObject({ terminal: z.string().min(1).max(16), ceiling: cents }),
  care: z.strictObject({ amount: cents }),
  estimate: z.strictObject({
    ...{ numeroAmc: word, numeroAdherent: word, nom: word, prenom: word, nirAssure: word },
    ...{ typeConvention: word.optional(), csr: word.optional() },
    ...{ debut: z.iso.date(), fin: z.iso.date(), dateNaissance: z.iso.date(), dateReference: z.iso.date() },
    lignes: z
      .array(
        z.strictObject({
          ...{ codePrestation: word, quantite: z.int().min(1), taux: z.int().min(0).max(100) },
          ...{ base: cents, montantTotal: cents, partAmo: z.int().min(0) },
        }),
      )
      .min(1),
  }),
  nothing: z.strictObject({}),
  refund: z.strictObject({ amount: cents.optional() }),
};

type Act = (office: Office, dossier: string, body: string) => unknown;

/** What the people of the hospital do, by the last part of the path. */
const ACTS: Readonly<Record<string, Act>> = {
  consent: (office, dossier, body) => office.askConsent(dossier, read(bodies.consent, body)),
  care: (office, dossier, body) => office.recordCare(dossier, read(bodies.care, body).amount),
  estimate: (office, dossier, body) =>
    office.recordEstimate(dossier, read(bodies.estimate, body) as Estimate),
  debit: (office, dossier, body) => {
    read(bodies.nothing, body);
    return office.debit(dossier);
  },
  refund: (office, dossier, body) => office.refund(dossier, read(bodies.refund, body).amount),
};

/**
 * The screens of the admissions office, as HTTP: false where the path is none of them. Without any check of who asks,
 * so on loopback only.
 */
export async function answerOffice(
  { office, terminals }: { readonly office: Office; readonly terminals: TerminalDesk },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { pathname } = new URL(request.url ?? '/', 'http://office');
  const [, resource, dossier, act, ...further] = pathname.split('/');
  const asked = [request.method, resource, dossier && ':dossier', act].filter(Boolean).join(' ');
  if (!['dossiers', 'terminals', 'settlements'].includes(resource!) || further.length > 0) return false;
  const body = await text(request);
  try {
    if (asked === 'GET terminals') send(response, 200, { items: terminals.connected });
    else if (asked === 'GET settlements') send(response, 200, { items: await office.settlements() });
    else if (asked === 'GET dossiers') send(response, 200, { items: office.dossiers() });
    else if (asked === 'POST dossiers') send(response, 201, office.admit(read(bodies.admission, body)));
    else if (asked === 'GET dossiers :dossier') send(response, 200, office.dossier(dossier!));
    else if (act !== undefined && asked === `POST dossiers :dossier ${act}` && ACTS[act])
      send(response, 200, await ACTS[act](office, dossier!, body));
    else return false;
  } catch (error) {
    if (!(error instanceof BancError)) throw error;
    const { code, message, next } = error;
    send(response, STATUS[code] ?? 500, { code, error: message, next });
  }
  return true;
}

const STATUS: Readonly<Record<string, number>> = {
  REF_GAP_REQUEST_INVALID: 400,
  REF_GAP_DOSSIER_UNKNOWN: 404,
  REF_GAP_DOSSIER_STATE: 409,
  REF_GAP_ORDER_REJECTED: 502,
  REF_GAP_TERMINAL_SILENT: 504,
  REF_GAP_PROVIDER_UNREACHABLE: 504,
};

/** @throws BancError REF_GAP_REQUEST_INVALID, which names the field */
function read<Schema extends z.ZodType>(schema: Schema, body: string): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(body || '{}');
  } catch {
    throw refGapErrors.error('REF_GAP_REQUEST_INVALID', { detail: 'it is not JSON.' });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw refGapErrors.error('REF_GAP_REQUEST_INVALID', { detail: z.prettifyError(result.error) });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(`${JSON.stringify(body, null, 2)}\n`);
}
