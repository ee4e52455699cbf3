import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  contractStanding,
  formEdition,
  habilitatedOffer,
  message,
  problem,
  withdrawn,
} from '../api/components.ts';
import { pageOf } from '../api/pages.ts';
import type { ProblemDetails } from '../problems/problem.ts';
import * as schemas from '../schemas/index.ts';
import type { Fetch } from './card-fetch.ts';

export interface PfcngClientOptions {
  /** Of the listener that wants a card: `https://pfc-auth.localhost:14451`. */
  readonly baseUrl: string;
  /** `cardFetch` for mutual TLS; default the global one. */
  readonly fetch?: Fetch;
  /** Of refusals; default French. */
  readonly language?: 'fr' | 'en';
}

export type WithdrawnFile = z.output<typeof withdrawn>;
type Query = Readonly<Record<string, string | number | undefined>>;
type Input<Schema extends z.ZodType> = z.input<Schema>;

/** A request that the platform has refused, and why. */
export class PfcngRefusal extends Error {
  override readonly name = 'PfcngRefusal';
  readonly problem: ProblemDetails;

  constructor(problem: ProblemDetails) {
    super(problem.detail);
    this.problem = problem;
  }

  /** The last part of the problem's type: `not-habilitated`. */
  get slug(): string {
    return this.problem.type.slice(this.problem.type.lastIndexOf(':') + 1);
  }
}

/**
 * The API of PFCNG, typed by its own schemas. Everything throws `PfcngRefusal` where the platform refuses; lists come whole;
 * what creates something may be called again with the same key and gives the same answer.
 */
export class PfcngClient {
  readonly #baseUrl: string;
  readonly #fetch: Fetch;
  readonly #language: 'fr' | 'en';

  constructor({ baseUrl, fetch = globalThis.fetch, language = 'fr' }: PfcngClientOptions) {
    this.#baseUrl = baseUrl.replace(/\/$/, '');
    this.#fetch = fetch;
    this.#language = language;
  }

  ownCard() {
    return this.#get('/cards/mine', schemas.card);
  }
  card(number: string) {
    return this.#get(path`/cards/${number}`, schemas.card);
  }
  cards(filter: { readonly structure: string } | { readonly person: string }) {
    return this.#list('/cards', schemas.card, filter);
  }
  opposeCard(number: string, ground: Input<typeof schemas.opposition>['ground']) {
    return this.#post(path`/cards/${number}/oppositions`, schemas.card, { ground });
  }
  renewPin(number: string) {
    return this.#post(path`/cards/${number}/pin-renewals`, schemas.card);
  }
  updateHolder(number: string, holder: Input<typeof schemas.holderUpdate>['holder']) {
    return this.#call('PATCH', path`/cards/${number}`, schemas.card, { body: { holder } });
  }

  structures(text?: string) {
    return this.#list('/structures', schemas.structure, { text });
  }
  structure(id: string) {
    return this.#get(path`/structures/${id}`, schemas.structure);
  }
  contract(structure: string) {
    return this.#get(path`/structures/${structure}/contract`, contractStanding);
  }
  groups() {
    return this.#list('/groups', schemas.structureGroup);
  }
  whereAmI({ structure, ...query }: Input<typeof schemas.question>) {
    return this.#get(path`/structures/${structure}/whereabouts`, schemas.whereabouts, query);
  }
  whereIsGroup({ group, ...query }: Input<typeof schemas.groupQuestion>) {
    return this.#get(path`/groups/${group}/whereabouts`, schemas.groupWhereabouts, query);
  }

  formEditions() {
    return this.#get('/form-editions', z.array(formEdition));
  }
  sendForm(form: Input<typeof schemas.formSubmission>, key?: string) {
    return this.#post('/forms', schemas.submittedForm, form, key ?? randomUUID());
  }
  forms(filter: Query = {}) {
    return this.#list('/forms', schemas.submittedForm, filter);
  }
  form(id: string) {
    return this.#get(path`/forms/${id}`, schemas.submittedForm);
  }
  habilitations(filter: { readonly structure: string } | { readonly card: string }) {
    return this.#list('/habilitations', schemas.habilitation, filter);
  }
  async removeHabilitation(id: string, why: string): Promise<void> {
    await this.#call('POST', path`/habilitations/${id}/removals`, z.undefined(), { body: { why } });
  }

  offers() {
    return this.#list('/offers', habilitatedOffer);
  }
  request(wanted: Input<typeof schemas.newOrder>, key?: string) {
    return this.#post('/orders', schemas.order, wanted, key ?? randomUUID());
  }
  async requestBatch(wanted: Input<typeof schemas.batch>, key?: string) {
    const answer = z.strictObject({ items: z.array(schemas.order) });
    return (await this.#post('/batches', answer, wanted, key ?? randomUUID())).items;
  }
  orders(filter: Input<typeof schemas.orderFilter> = {}) {
    return this.#list('/orders', schemas.order, filter);
  }
  order(id: string) {
    return this.#get(path`/orders/${id}`, schemas.order);
  }
  withdraw({ order, ...rest }: Input<typeof schemas.withdrawal>) {
    return this.#post(path`/orders/${order}/withdrawals`, withdrawn, rest);
  }
  download({ order, ...rest }: Input<typeof schemas.download>) {
    return this.#post(path`/orders/${order}/downloads`, withdrawn, rest);
  }
  renew({ order, ...rest }: Input<typeof schemas.renewal>, key?: string) {
    return this.#post(path`/orders/${order}/renewals`, schemas.order, rest, key ?? randomUUID());
  }
  revoke({ order, ...rest }: Input<typeof schemas.revocation>) {
    return this.#post(path`/orders/${order}/revocations`, schemas.order, rest);
  }

  messages(filter: Query = {}) {
    return this.#list('/messages', message, filter);
  }

  async #list<Item extends z.ZodType>(
    path: string,
    item: Item,
    query: Query = {},
  ): Promise<z.output<Item>[]> {
    const page = pageOf(item);
    const items: z.output<Item>[] = [];
    let next: string | null = withQuery(`/api/v1${path}`, { ...query, limit: 200 });
    while (next !== null) {
      const answer: z.output<typeof page> = page.parse(await this.#exchange('GET', next));
      items.push(...(answer.items as z.output<Item>[]));
      next = answer.next;
    }
    return items;
  }

  #get<Schema extends z.ZodType>(path: string, schema: Schema, query: Query = {}): Promise<z.output<Schema>> {
    return this.#call('GET', withQuery(path, query), schema);
  }

  #post<Schema extends z.ZodType>(path: string, schema: Schema, body?: unknown, key?: string) {
    return this.#call('POST', path, schema, { body, key });
  }

  async #call<Schema extends z.ZodType>(
    method: string,
    path: string,
    schema: Schema,
    { body, key }: { readonly body?: unknown; readonly key?: string | undefined } = {},
  ): Promise<z.output<Schema>> {
    return schema.parse(await this.#exchange(method, `/api/v1${path}`, body, key));
  }

  async #exchange(method: string, path: string, body?: unknown, key?: string): Promise<unknown> {
    const response = await this.#fetch(this.#baseUrl + path, {
      method,
      headers: {
        accept: 'application/json, application/problem+json',
        'accept-language': this.#language,
        ...(key !== undefined && { 'idempotency-key': key }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (response.status === 204) return undefined;
    const answer = await response.json();
    if (!response.ok) throw new PfcngRefusal(problem.parse(answer) as unknown as ProblemDetails);
    return answer;
  }
}

/** A path whose parts cannot lead elsewhere. */
function path(strings: TemplateStringsArray, ...parts: readonly string[]): string {
  return String.raw({ raw: strings }, ...parts.map(encodeURIComponent));
}

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}
