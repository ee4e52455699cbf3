import type { Random } from '@banc-gap/simkit';
import type { Session, Sessions } from '../access/sessions.ts';
import type { Actor } from '../actors.ts';
import type { Pfcng } from '../pfcng.ts';
import type { PfcngProblem } from '../problems/problem.ts';
import type { Card } from '../schemas/cards.ts';
import type { Html } from './html.ts';
import type { Values } from './values.ts';

export interface PortalContext {
  readonly pfcng: Pfcng;
  readonly sessions: Sessions;
  /** Does the card's mutual TLS; the ticket opens a session. */
  readonly reader: {
    login(input: { readonly cardNumber: string; readonly pin: string }): Promise<string>;
  };
  readonly random: Random;
  /** Moves the clock, and does what has become due; absent where the clock is the machine's. */
  readonly advance?: (milliseconds: number) => Promise<void>;
}

/** Somebody without a card: he may look, and send forms by mail. */
export const VISITOR: Actor = { kind: 'correspondent', email: 'visiteur@banc-gap.invalid' };

/** One request: who asks, for what, and what became of it. */
export interface Visit {
  readonly context: PortalContext;
  readonly pfcng: Pfcng;
  readonly actor: Actor;
  readonly session: Session | undefined;
  /** Of the session. */
  readonly card: Card | undefined;
  /** To be in every form, so that no other site can send it. */
  readonly formToken: string;
  /** Of the page, such as `retrait.xhtml`. */
  readonly path: string;
  /** The query, or the form that was sent. */
  readonly values: Values;
  /** Why what was sent is refused. */
  readonly problem?: PfcngProblem;
}

export type Answer =
  | { readonly redirect: string }
  | { readonly file: { readonly name: string; readonly mediaType: string; readonly content: Buffer } }
  | { readonly page: Html; readonly sessionId?: string };

export interface Page {
  /** Below /pfcng-ihm/. */
  readonly path: string;
  readonly title: string;
  /** Tab that this page belongs to, where it is not its own. */
  readonly tab?: string;
  /** Wants the session of a card. */
  readonly wantsCard?: true;
  /** The main part; called again with `problem` when `act` was refused. */
  readonly show: (visit: Visit) => Html | Promise<Html>;
  /** What sending the form does. */
  readonly act?: (visit: Visit) => Answer | Promise<Answer>;
}
