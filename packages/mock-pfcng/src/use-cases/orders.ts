import type { Issuer } from '@banc-gap/pki';
import { type Actor, actorName, usableCard } from '../actors.ts';
import type { Change, Core } from '../core.ts';
import { wholeSeconds } from '../dates.ts';
import { orderRequested } from '../mail/orders.ts';
import { readBatch } from '../orders/batch.ts';
import { deliver, type Withdrawn } from '../orders/delivery.ts';
import { examineOrder, withKey } from '../orders/examine.ts';
import { Execution } from '../orders/execution.ts';
import { type HabilitatedOffer, habilitatedOffers } from '../orders/offers.ts';
import { actsForStructure, administratorCard, requireHabilitation } from '../orders/rights.ts';
import { opens, sealed } from '../orders/secrets.ts';
import { parse } from '../parse.ts';
import { PfcngProblem } from '../problems/problem.ts';
import {
  batch,
  download,
  type NewOrder,
  newOrder,
  type Order,
  orderFilter,
  renewal,
  revocation,
  withdrawal,
} from '../schemas/orders.ts';
import {
  addOrder,
  allOrders,
  beginRevocation,
  beginWithdrawal,
  findOrder,
  type OrderToAdd,
  type StoredOrder,
  visible,
} from '../store/orders.ts';
import type { SubmitOptions } from './forms.ts';

/** Demander, retirer, suivre, révoquer. One order is one certificate, whatever dies in between. */
export class OrderDesk {
  readonly #core: Core;
  readonly #execution: Execution;
  readonly #portal: string;

  constructor(core: Core, issuer: Issuer, portal: string) {
    this.#core = core;
    this.#execution = new Execution(core, issuer, portal);
    this.#portal = portal;
  }

  /** What tab Demander offers this card: nothing that it is not habilitated for. */
  offers(actor: Actor): HabilitatedOffer[] {
    return habilitatedOffers(this.#core, administratorCard(this.#core, actor));
  }

  async request(actor: Actor, input: unknown, options: SubmitOptions = {}): Promise<Order> {
    return this.#place(actor, parse(newOrder, input), null, options);
  }

  /** The same product again, while its certificate is active. */
  async renew(actor: Actor, input: unknown, options: SubmitOptions = {}): Promise<Order> {
    const { order: id, key } = parse(renewal, input);
    const { structure, environment, product, notify } = this.#active(this.#entitled(actor, id));
    return this.#place(actor, { structure, environment, product, key, notify }, id, options);
  }

  /** Orders every line of a CSV, or none and says what is wrong with each bad line. */
  async requestBatch(actor: Actor, input: unknown, { idempotencyKey }: SubmitOptions = {}): Promise<Order[]> {
    const { csv, ...common } = parse(batch, input);
    const core = this.#core;
    const name = actorName(actor);
    const earlier = core.created(name, 'batch', idempotencyKey, { csv, ...common });
    if (earlier !== undefined) return this.#ofBatch(earlier);
    const lines = readBatch(csv, common);
    const problems: { line: number; problem: PfcngProblem }[] = [];
    const orders: Omit<OrderToAdd, 'renews' | 'batch'>[] = [];
    for (const { line, order } of lines) {
      try {
        if (order instanceof PfcngProblem) throw order;
        orders.push(await withKey(core, examineOrder(core, actor, order), order.key));
      } catch (problem) {
        if (!(problem instanceof PfcngProblem)) throw problem;
        problems.push({ line, problem });
      }
    }
    if (problems.length > 0)
      throw new PfcngProblem('batch-invalid', { count: problems.length }, { lines: problems });
    const id = core.change(name, 'bulk order', (change) =>
      core.once(name, 'batch', idempotencyKey, { csv, ...common }, () => {
        usableCard(core, actor);
        const created = core.newId('lot');
        for (const order of orders) this.#add({ ...order, renews: null, batch: created }, change);
        return created;
      }),
    );
    return this.#ofBatch(id);
  }

  /**
   * Withdraws: only now the certificate exists. A withdrawal that was interrupted goes on where it stopped, with the same
   * code and password.
   */
  async withdraw(actor: Actor, input: unknown): Promise<Withdrawn> {
    const given = parse(withdrawal, input);
    const { id, state, keySource } = this.#entitled(actor, given.order);
    if (state !== 'requested' && state !== 'withdrawing')
      throw new PfcngProblem('order-not-requested', { order: id, state });
    if (!given.acceptTerms) throw new PfcngProblem('terms-not-accepted');
    assertKeyPassword(keySource, given.keyPassword);
    const core = this.#core;
    core.change(actorName(actor), 'terms accepted', (change) => {
      const order = this.#entitled(actor, id);
      if (order.state !== 'requested') return;
      beginWithdrawal(core, id, {
        withdrawnAt: wholeSeconds(core.clock.now()).toISOString(),
        revocationSeal: sealed(given.revocationCode, core.random),
        passwordSeal: given.keyPassword === undefined ? null : sealed(given.keyPassword, core.random),
      });
      change.record('withdrawal-begun', id);
    });
    const begun = this.#known(id);
    // Whoever withdraws twice at once, or again after a crash, is the same person or is refused.
    if (!opens(begun.revocationSeal!, given.revocationCode))
      throw new PfcngProblem('revocation-code-wrong', { order: id });
    assertPasswordOpens(begun, given.keyPassword);
    const credential = await this.#execution.complete(begun, actorName(actor));
    return deliver(this.#known(id), credential, given.keyPassword);
  }

  /** The file again, for whoever knows the password of the withdrawal. */
  async download(actor: Actor, input: unknown): Promise<Withdrawn> {
    const given = parse(download, input);
    const order = this.#entitled(actor, given.order);
    if (order.certificate === null) {
      throw new PfcngProblem('order-not-withdrawn', { order: order.id, state: order.state });
    }
    assertKeyPassword(order.keySource, given.keyPassword);
    assertPasswordOpens(order, given.keyPassword);
    return deliver(order, await this.#execution.issue(order), given.keyPassword);
  }

  /** By an administrator with the revocation code; by the representative, a mandataire or the service client without. */
  async revoke(actor: Actor, input: unknown): Promise<Order> {
    const { order: id, ground, revocationCode } = parse(revocation, input);
    const core = this.#core;
    core.change(actorName(actor), ground, (change) => {
      const order = this.#revocable(actor, id, revocationCode);
      if (order.state === 'revoking') return;
      beginRevocation(core, id, ground);
      change.record('revocation-begun', id, { ground });
    });
    await this.#execution.revoke(this.#known(id), actorName(actor));
    return visible(this.#known(id));
  }

  get(actor: Actor, id: string): Order {
    const order = this.#known(id);
    if (!this.#maySee(actor, order)) throw new PfcngProblem('not-found', { what: 'order', id });
    return visible(order);
  }

  /** Suivre: the orders that this actor may see, oldest first. */
  list(actor: Actor, input: unknown = {}): Order[] {
    const { structure, offer, usage, state } = parse(orderFilter, input);
    return allOrders(this.#core)
      .filter(
        (order) =>
          (structure === undefined || order.structure === structure) &&
          (offer === undefined || order.offer === offer) &&
          (usage === undefined || order.usage === usage) &&
          (state === undefined || order.state === state) &&
          this.#maySee(actor, order),
      )
      .map(visible);
  }

  /** Completes what was begun when the platform stopped. */
  resume(): Promise<void> {
    return this.#execution.resume();
  }

  async #place(
    actor: Actor,
    wanted: NewOrder,
    renews: string | null,
    { idempotencyKey }: SubmitOptions,
  ): Promise<Order> {
    const core = this.#core;
    const name = actorName(actor);
    const request = { ...wanted, renews };
    const earlier = core.created(name, 'order', idempotencyKey, request);
    if (earlier !== undefined) return visible(this.#known(earlier));
    const order = await withKey(core, examineOrder(core, actor, wanted), wanted.key);
    const id = core.change(name, renews === null ? 'order' : `renewal of ${renews}`, (change) =>
      core.once(name, 'order', idempotencyKey, request, () => {
        // Rights may have gone while the CSR was examined.
        examineOrder(core, actor, wanted);
        return this.#add({ ...order, renews, batch: null }, change);
      }),
    );
    return visible(this.#known(id));
  }

  #ofBatch(id: string): Order[] {
    return allOrders(this.#core)
      .filter((order) => order.batch === id)
      .map(visible);
  }

  #add(order: OrderToAdd, change: Change): string {
    const id = addOrder(this.#core, order);
    const { structure, offer, usage, commonName, environment } = order;
    change.record('order-requested', id, { structure, environment, offer, usage, commonName });
    change.mail(orderRequested(this.#known(id), this.#portal));
    return id;
  }

  #revocable(actor: Actor, id: string, code: string | undefined): StoredOrder {
    const order = this.#known(id);
    if (actor.kind !== 'service-client') {
      const card = administratorCard(this.#core, actor);
      if (!actsForStructure(this.#core, card, order.structure)) {
        requireHabilitation(this.#core, card.number, order);
        if (order.certificate !== null && (code === undefined || !opens(order.revocationSeal!, code))) {
          throw new PfcngProblem('revocation-code-wrong', { order: id });
        }
      }
    }
    if (order.certificate === null)
      throw new PfcngProblem('order-not-withdrawn', { order: id, state: order.state });
    return order.state === 'revoking' ? order : this.#active(order);
  }

  #active(order: StoredOrder): StoredOrder {
    if (order.state === 'withdrawn') return order;
    throw new PfcngProblem('order-not-active', { order: order.id, state: order.state });
  }

  /** The order, for an administrateur technique who is habilitated for it now. */
  #entitled(actor: Actor, id: string): StoredOrder {
    const { number } = administratorCard(this.#core, actor);
    const order = this.#known(id);
    requireHabilitation(this.#core, number, order);
    return order;
  }

  #maySee(actor: Actor, order: StoredOrder): boolean {
    if (actor.kind === 'service-client') return true;
    const card = administratorCard(this.#core, actor);
    if (actsForStructure(this.#core, card, order.structure)) return true;
    try {
      requireHabilitation(this.#core, card.number, order);
      return true;
    } catch (problem) {
      if (problem instanceof PfcngProblem) return false;
      throw problem;
    }
  }

  #known(id: string): StoredOrder {
    const order = findOrder(this.#core, id);
    if (order === undefined) throw new PfcngProblem('not-found', { what: 'order', id });
    return order;
  }
}

function assertKeyPassword(keySource: Order['keySource'], password: string | undefined): void {
  if (keySource === 'on-line' && password === undefined) throw new PfcngProblem('key-password-missing');
  if (keySource === 'csr' && password !== undefined) throw new PfcngProblem('key-password-unexpected');
}

function assertPasswordOpens({ passwordSeal }: StoredOrder, password: string | undefined): void {
  if (passwordSeal !== null && !opens(passwordSeal, password ?? ''))
    throw new PfcngProblem('key-password-wrong');
}
