import MailComposer from 'nodemailer/lib/mail-composer';
import { type Actor, assertMayLook } from '../actors.ts';
import type { Core } from '../core.ts';
import { PfcngProblem } from '../problems/problem.ts';
import type { SmtpRelay } from './smtp.ts';

/** A message that the platform or the service client wrote. */
export interface Mail {
  readonly id: string;
  /** Counts from 1. */
  readonly sequence: number;
  readonly at: string;
  readonly purpose: string;
  readonly sender: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly body: string;
  /** Id of the order or form. */
  readonly about: string | null;
  /** When a local SMTP server took it. */
  readonly relayedAt: string | null;
}

type MailRow = Omit<Mail, 'recipients'> & { readonly recipients: string };

export interface MailFilter {
  readonly to?: string | undefined;
  readonly about?: string | undefined;
  readonly purpose?: string | undefined;
  /** Only what has a greater sequence number. */
  readonly after?: number | undefined;
}

/** The mail that would have been sent; it stays here, unless a local SMTP server is configured. */
export class Mailbox {
  readonly #core: Core;
  #relaying: Promise<void> | undefined;

  constructor(core: Core) {
    this.#core = core;
  }

  list(actor: Actor, { to, about, purpose, after = 0 }: MailFilter = {}): Mail[] {
    assertMayLook(this.#core, actor);
    return this.#select(
      'WHERE sequence > ? AND purpose = coalesce(?, purpose) AND (? IS NULL OR about = ?)',
      after,
      purpose ?? null,
      about ?? null,
      about ?? null,
    ).filter(({ recipients }) => to === undefined || recipients.includes(to.toLowerCase()));
  }

  get(actor: Actor, id: string): Mail {
    assertMayLook(this.#core, actor);
    return this.#known(id);
  }

  /** The message as it would travel (RFC 5322). */
  raw(actor: Actor, id: string): Promise<Buffer> {
    return compose(this.get(actor, id));
  }

  /** Hands over what no server has taken yet, each message once, even if asked twice at a time. */
  async relay(server: SmtpRelay): Promise<void> {
    this.#relaying ??= this.#handOver(server);
    try {
      await this.#relaying;
    } finally {
      this.#relaying = undefined;
    }
  }

  async #handOver(server: SmtpRelay): Promise<void> {
    const waiting = this.#select('WHERE relayedAt IS NULL');
    for (const mail of waiting) {
      await server.send(mail, await compose(mail));
      this.#core.store.run('UPDATE mail SET relayedAt = ? WHERE id = ?', this.#core.now(), mail.id);
    }
  }

  #known(id: string): Mail {
    const [mail] = this.#select('WHERE id = ?', id);
    if (mail === undefined) throw new PfcngProblem('not-found', { what: 'message', id });
    return mail;
  }

  #select(where: string, ...parameters: (string | number | null)[]): Mail[] {
    return this.#core.store
      .all<MailRow>(`SELECT * FROM mail ${where} ORDER BY sequence`, ...parameters)
      .map((row) => ({ ...row, recipients: JSON.parse(row.recipients) as string[] }));
  }
}

function compose({ id, at, sender, recipients, subject, body }: Mail): Promise<Buffer> {
  const composer = new MailComposer({
    from: sender,
    to: [...recipients],
    subject,
    text: body,
    date: new Date(at),
    messageId: `<${id}@banc-gap.invalid>`,
    headers: { 'X-Banc-GAP': 'test' },
  });
  return composer.compile().build();
}
