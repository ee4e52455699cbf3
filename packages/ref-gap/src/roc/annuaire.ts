import type { Clock } from '../admission.ts';
import { ask, type Peer } from '../peer-client.ts';
import { type AmcAddress, type AnnuaireObjection, readAnnuaireReply } from './annuaire-reply.ts';
import { type AnnuaireSearch, type Software, searchMessage } from './annuaire-request.ts';

/** What came of a search. */
export interface AnnuaireAnswer {
  /** Absent where there is none to be relied on. */
  readonly address?: AmcAddress;
  readonly detail: string;
}

/** In what clients of the annuaire differ: here those of one that asks, believes and remembers rightly. */
export interface AnnuaireHabits {
  readonly message: (right: string) => string;
  readonly headers: (right: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  /** What it has against a reply, and passes over. */
  readonly forgives: (objection: AnnuaireObjection) => boolean;
  /** What it takes for the address where no answer comes. */
  readonly withoutAnswer: AmcAddress | undefined;
  /** By what an answer is remembered. */
  readonly keyOf: (search: AnnuaireSearch) => string;
  /** Of what an answer is remembered. */
  readonly remembers: (answer: AnnuaireAnswer) => boolean;
  /** Whether it asks again where the address that it has turned out wrong. */
  readonly asksAgainAfterFailure: boolean;
}

export const RIGHT_ANNUAIRE_HABITS: AnnuaireHabits = {
  message: (right) => right,
  headers: (right) => right,
  forgives: () => false,
  withoutAnswer: undefined,
  keyOf: (search) => JSON.stringify(search),
  remembers: ({ address }) => address !== undefined,
  asksAgainAfterFailure: true,
};

const SOFTWARE: Software = { editeur: 'Banc d’essai GAP', logiciel: 'GAP de référence', version: '1.0' };
const HEADERS = { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' };
const DAY_MS = 86_400_000;
/** Somebody waits at the admission desk. */
const PATIENCE_MS = 1_500;

/** Asks the annuaire AMC where the services of an AMC are, and remembers it for a day. */
export class AnnuaireClient {
  readonly #peer: Peer;
  readonly #clock: Clock;
  readonly #habits: AnnuaireHabits;
  readonly #known = new Map<string, { readonly answer: AnnuaireAnswer; readonly until: number }>();

  constructor(peer: Peer, clock: Clock, habits: AnnuaireHabits = RIGHT_ANNUAIRE_HABITS) {
    this.#peer = peer;
    this.#clock = clock;
    this.#habits = habits;
  }

  /**
   * Rejects where the annuaire could not be reached, was not the annuaire or did not answer.
   *
   * @param failed the address that is remembered could not be reached, or another server was there
   */
  async find(search: AnnuaireSearch, failed = false): Promise<AnnuaireAnswer> {
    const { keyOf, remembers, asksAgainAfterFailure } = this.#habits;
    const now = this.#clock.now().getTime();
    const key = keyOf(search);
    const known = this.#known.get(key);
    const serves = known !== undefined && now < known.until && !(failed && asksAgainAfterFailure);
    if (serves) return known.answer;
    const answer = await this.#ask(search);
    if (remembers(answer)) this.#known.set(key, { answer, until: now + DAY_MS });
    return answer;
  }

  async #ask(search: AnnuaireSearch): Promise<AnnuaireAnswer> {
    const { message, headers, forgives, withoutAnswer } = this.#habits;
    const now = this.#clock.now();
    const connection = await this.#peer.connect();
    const timer = setTimeout(
      () => connection.destroy(new Error('the annuaire does not answer')),
      PATIENCE_MS,
    );
    try {
      const answer = await ask(connection, this.#peer.host, {
        method: 'POST',
        path: '/',
        headers: headers(HEADERS),
        body: message(searchMessage(search, SOFTWARE, now)),
      });
      const today = now.toISOString().slice(0, 10);
      const { address, objection, detail } = readAnnuaireReply(answer, search, today);
      if (objection === undefined) return { ...(address && { address }), detail };
      if (forgives(objection)) return { address: address ?? { url: '' }, detail };
      return { detail: `${objection}: ${detail}` };
    } catch (error) {
      if (withoutAnswer === undefined) throw error;
      return { address: withoutAnswer, detail: (error as Error).message };
    } finally {
      clearTimeout(timer);
    }
  }
}
