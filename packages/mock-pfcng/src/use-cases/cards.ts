import { timingSafeEqual } from 'node:crypto';
import type { Credential, Issuer } from '@banc-gap/pki';
import {
  type Actor,
  actorName,
  assertMayLook,
  assertServiceClient,
  assertUsable,
  SERVICE_CLIENT,
} from '../actors.ts';
import type { Core } from '../core.ts';
import { authCertificateOrder } from '../orders/card-certificate.ts';
import { parse } from '../parse.ts';
import { PfcngProblem } from '../problems/problem.ts';
import { knownCard, knownStructure, requireManager } from '../rules/signing.ts';
import {
  type Card,
  cardCertificate,
  cardLogin,
  holderUpdate,
  newCard,
  opposition,
} from '../schemas/cards.ts';
import {
  cardsOfPerson,
  cardsOfStructure,
  countPin,
  findCard,
  findCardByCertificate,
  issueCard,
  opposeCard,
  PIN_ATTEMPTS,
  pinOf,
  renewPin,
  setCertificate,
} from '../store/cards.ts';
import { savePerson, updatePerson } from '../store/people.ts';

/** Cards: their life, their PIN, and who logs in with them. */
export class CardDesk {
  readonly #core: Core;
  readonly #issuer: Issuer;

  constructor(core: Core, issuer: Issuer) {
    this.#core = core;
    this.#issuer = issuer;
  }

  /** Delivers a card without a form, for a bench that starts in the middle of the path. */
  issue(actor: Actor, input: unknown): Card {
    assertServiceClient(actor);
    const { holder, ...given } = parse(newCard, input);
    const core = this.#core;
    knownStructure(core, given.structure);
    return core.change(actorName(actor), 'card delivered', (change) => {
      const person = holder === null ? null : savePerson(core, holder);
      const card = issueCard(core, { ...given, holder: person?.id ?? null });
      change.record('card-issued', card.number, { type: card.type, structure: card.structure });
      return card;
    });
  }

  get(actor: Actor, number: string): Card {
    assertMayLook(this.#core, actor);
    return knownCard(this.#core, number);
  }

  list(actor: Actor, filter: { readonly structure: string } | { readonly person: string }): Card[] {
    assertMayLook(this.#core, actor);
    return 'structure' in filter
      ? cardsOfStructure(this.#core, filter.structure)
      : cardsOfPerson(this.#core, filter.person);
  }

  /** What the card reader does: the right PIN makes the card act. */
  enterPin(input: unknown): Actor {
    const { cardNumber, pin } = parse(cardLogin, input);
    const core = this.#core;
    const card = knownCard(core, cardNumber);
    assertUsable(card);
    const right = timingSafeEqual(Buffer.from(pinOf(core, cardNumber)), Buffer.from(pin));
    const wrong = core.change(`card ${cardNumber}`, 'PIN entered', (change) => {
      change.record(right ? 'pin-entered' : 'pin-wrong', cardNumber);
      return countPin(core, cardNumber, right);
    });
    if (right) return { kind: 'card', cardNumber };
    if (wrong >= PIN_ATTEMPTS) throw new PfcngProblem('card-blocked', { card: cardNumber });
    throw new PfcngProblem('pin-wrong', { left: PIN_ATTEMPTS - wrong });
  }

  /**
   * What the reader needs for the card's mutual TLS, once its PIN was right: the AUTH certificate with its key, issued when it is
   * first asked for, and bound to the card.
   */
  async credential(input: unknown): Promise<Credential> {
    const { cardNumber } = parse(cardLogin, input);
    this.enterPin(input);
    const card = knownCard(this.#core, cardNumber);
    const credential = await this.#issuer.issue(authCertificateOrder(this.#core, card));
    const { fingerprint } = credential.certificate;
    if (card.certificate !== fingerprint) this.attachCertificate(SERVICE_CLIENT, { cardNumber, fingerprint });
    return credential;
  }

  /** The sealed letter with the PIN, which the bench shows instead of posting it. */
  letter(actor: Actor, number: string): { readonly cardNumber: string; readonly pin: string } {
    assertServiceClient(actor);
    knownCard(this.#core, number);
    return { cardNumber: number, pin: pinOf(this.#core, number) };
  }

  /** Loss, theft or malfunction; refused from that moment on. */
  oppose(actor: Actor, input: unknown): Card {
    const { cardNumber, ground } = parse(opposition, input);
    const core = this.#core;
    const card = knownCard(core, cardNumber);
    requireManager(core, actor, card.structure, card.environment);
    if (card.opposedAt !== null) {
      throw new PfcngProblem('card-already-opposed', { card: cardNumber, since: card.opposedAt });
    }
    return core.change(actorName(actor), ground, (change) => {
      opposeCard(core, cardNumber, ground);
      change.record('card-opposed', cardNumber, { ground });
      return findCard(core, cardNumber)!;
    });
  }

  /** Réfection of the code: a new PIN, in a new letter, and no wrong PIN counted. */
  renewPin(actor: Actor, number: string): Card {
    const core = this.#core;
    const card = knownCard(core, number);
    requireManager(core, actor, card.structure, card.environment);
    if (card.state !== 'active') assertUsable(card);
    return core.change(actorName(actor), 'réfection of the PIN', (change) => {
      renewPin(core, number);
      change.record('pin-renewed', number);
      return findCard(core, number)!;
    });
  }

  updateHolder(actor: Actor, input: unknown): Card {
    const { cardNumber, holder } = parse(holderUpdate, input);
    const core = this.#core;
    const card = knownCard(core, cardNumber);
    requireManager(core, actor, card.structure, card.environment);
    if (card.holder === null) throw new PfcngProblem('administrator-card-of-service', { card: cardNumber });
    const { id } = card.holder;
    return core.change(actorName(actor), "update of the holder's data", (change) => {
      const changed = Object.fromEntries(Object.entries(holder).filter(([, value]) => value !== undefined));
      updatePerson(core, id, changed);
      change.record('holder-updated', cardNumber, { fields: Object.keys(changed) });
      return findCard(core, cardNumber)!;
    });
  }

  /** Binds the card's AUTH certificate to it, by which mutual TLS will know the card. */
  attachCertificate(actor: Actor, input: unknown): Card {
    assertServiceClient(actor);
    const { cardNumber, fingerprint } = parse(cardCertificate, input);
    const core = this.#core;
    knownCard(core, cardNumber);
    const other = findCardByCertificate(core, fingerprint);
    if (other !== undefined && other.number !== cardNumber) {
      throw new PfcngProblem('certificate-in-use', { card: other.number });
    }
    return core.change(actorName(actor), 'AUTH certificate of the card', (change) => {
      setCertificate(core, cardNumber, fingerprint);
      change.record('card-certificate-attached', cardNumber, { fingerprint });
      return findCard(core, cardNumber)!;
    });
  }

  /** Whoever presents this AUTH certificate, if his card is valid at this moment. */
  authenticate(fingerprint: string): Actor {
    const card = findCardByCertificate(this.#core, fingerprint);
    if (card === undefined) throw new PfcngProblem('card-required');
    assertUsable(card);
    return { kind: 'card', cardNumber: card.number };
  }
}
