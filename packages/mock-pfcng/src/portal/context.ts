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
  readonly random?: Random;
  /** Whether the page "Le banc" may do what only the service client may, and show PINs; default true. */
  readonly bench?: boolean;
}

/** Somebody without a card: he may look, and send forms by mail. */
export const VISITOR: Actor = { kind: 'correspondent', email: 'visiteur@banc-gap.invalid' };

/** One request: who asks, for what, and what became of it. */
export interface Visit {
  readonly context: Required<PortalContext>;
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
  /** An address, or a page of the portal; with a session that begins or ends. */
  | { readonly redirect: string; readonly session?: Session | 'ended' }
  | { readonly file: { readonly name: string; readonly mediaType: string; readonly content: Buffer } }
  | { readonly page: Html };

export interface Page {
  /** Below /pfcng-ihm/. */
  readonly path: string;
  readonly title: string | ((visit: Visit) => string);
  /** Tab that this page belongs to, where it is not its own. */
  readonly tab?: string;
  /** Wants the session of a card. */
  readonly wantsCard?: true;
  /** The main part; called again with `problem` when `act` was refused. */
  readonly show: (visit: Visit) => Html | Promise<Html>;
  /** What sending the form does. */
  readonly act?: (visit: Visit) => Answer | Promise<Answer>;
}
