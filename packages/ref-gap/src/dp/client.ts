import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { refGapErrors } from '../errors.ts';
import type { ServedCertificate } from '../material.ts';
import { type Answer, ask, type Question } from '../peer-client.ts';
import { type Dispensation, dispensationXml, signed } from './dispensation.ts';
import type { DpUsers } from './users.ts';

/** Connects to the DP with the certificate of a person. */
export interface DpService {
  readonly host: string;
  readonly users: DpUsers;
  readonly connectAs: (client: ServedCertificate) => Promise<Duplex>;
}

/** Whom it is about, and for which user: the national identifier of the person at the keyboard. */
export interface OfPatient {
  readonly user: string;
  readonly ins: string;
  /** Of the INS. */
  readonly oid: string;
}

export type Feed = OfPatient & Pick<Dispensation, 'cip13' | 'libelle' | 'quantite'>;

export interface Declaration extends OfPatient {
  readonly operation: 'add' | 'remove';
  readonly nomNaissance: string;
  readonly prenom: string;
  readonly dateNaissance: string;
  readonly sexe: string;
}

export interface DpReply {
  readonly done: boolean;
  /** What the DP said. */
  readonly detail: string;
}

/** In what clients of the DP differ: here those of one that signs all that it sends, and believes nothing but an answer. */
export interface DpHabits {
  readonly sign: (xml: string, signer: ServedCertificate) => string;
  /** What becomes of a dispensation once it is signed: nothing. */
  readonly send: (signed: string) => string;
  /** Of a dispensation whose answer was lost: the same once more, by which the DP knows that it is the same one. */
  readonly repeats: 'the same' | 'another';
  /** Whether the answer says that it was done, for this patient; without an answer nobody knows. */
  readonly believes: (answer: Answer | undefined, expected: Expected) => boolean;
}

/** What an answer is believed by. */
export interface Expected {
  readonly statuses: readonly number[];
  /** Absent: the answer has no content. */
  readonly ins?: string;
}

export const RIGHT_DP_HABITS: DpHabits = {
  sign: (xml, signer) => signed(xml, signer),
  send: (document) => document,
  repeats: 'the same',
  believes: confirms,
};

/** How often a dispensation is fed whose answer is lost. */
const ATTEMPTS = 2;

/** Reads what was dispensed to a patient; rejects where the DP could not be reached, or was not the DP. */
export async function consult(
  dp: DpService,
  { user, ins, oid }: OfPatient,
  { believes }: DpHabits,
): Promise<DpReply> {
  const question = { method: 'POST', path: '/dp/v1/consultations', ...json({ ins, oid }) };
  const answer = await askAs(dp, user, question);
  return { done: believes(answer, { statuses: [200], ins }), detail: detailOf(answer) };
}

/** Adds what was dispensed to a patient, signed by the pharmacist; rejects as `consult` does. */
export async function feed(dp: DpService, { user, ...content }: Feed, habits: DpHabits): Promise<DpReply> {
  const signer = dp.users[user]?.sign;
  if (signer === undefined) throw refGapErrors.error('REF_GAP_DP_USER', { user, use: 'sign' });
  const date = new Date().toISOString().slice(0, 10);
  const write = (): string => {
    const dispensation = { ...content, pharmacien: user, date, identifiant: randomUUID() };
    return habits.send(habits.sign(dispensationXml(dispensation), signer));
  };
  const first = write();
  for (let attempt = 1; ; attempt += 1) {
    const body = attempt === 1 || habits.repeats === 'the same' ? first : write();
    const headers = { 'content-type': 'application/xml' };
    const answer = await askAs(dp, user, { method: 'POST', path: '/dp/v1/alimentations', headers, body });
    const done = habits.believes(answer, { statuses: [200, 201], ins: content.ins });
    if (done || answer !== undefined || attempt === ATTEMPTS) return { done, detail: detailOf(answer) };
  }
}

/** Puts a patient into the directory, or takes the patient out of it; rejects as `consult` does. */
export async function declare(
  dp: DpService,
  declaration: Declaration,
  { believes }: DpHabits,
): Promise<DpReply> {
  const { user, ins, operation, ...identity } = declaration;
  const path = `/dp/v1/annuaire/${encodeURIComponent(ins)}`;
  const question =
    operation === 'add' ? { method: 'PUT', path, ...json(identity) } : { method: 'DELETE', path };
  const answer = await askAs(dp, user, question);
  const expected = operation === 'add' ? { statuses: [200, 201], ins } : { statuses: [204] };
  return { done: believes(answer, expected), detail: detailOf(answer) };
}

/** Each request on a connection of its own: one that is kept would be that of the person before. */
async function askAs(dp: DpService, user: string, question: Question): Promise<Answer | undefined> {
  const client = dp.users[user]?.auth;
  if (client === undefined) throw refGapErrors.error('REF_GAP_DP_USER', { user, use: 'connect' });
  const connection = await dp.connectAs(client);
  return await ask(connection, dp.host, question).catch(() => undefined);
}

const json = (content: object) => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(content),
});

function detailOf(answer: Answer | undefined): string {
  if (answer === undefined) return 'no answer';
  const { type, title } = contentOf(answer) ?? {};
  return [`HTTP ${answer.status}`, type, title].filter((part) => part !== undefined).join(', ');
}

/** A status is not enough: what came must be of the patient who was asked for. */
function confirms(answer: Answer | undefined, { statuses, ins }: Expected): boolean {
  if (answer === undefined || !statuses.includes(answer.status)) return false;
  return ins === undefined || contentOf(answer)?.['ins'] === ins;
}

function contentOf({ body }: Answer): Readonly<Record<string, unknown>> | undefined {
  try {
    const content: unknown = JSON.parse(body.toString());
    return typeof content === 'object' && content !== null ? { ...content } : undefined;
  } catch {
    return undefined;
  }
}
