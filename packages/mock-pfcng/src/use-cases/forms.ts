import { type Actor, actorName, assertMayLook, assertServiceClient, usableCard } from '../actors.ts';
import type { Change, Core } from '../core.ts';
import { FORM_EDITIONS, formEdition } from '../data/forms.ts';
import { examine } from '../forms/handlers.ts';
import { formReceived, formRefused, formValidated } from '../mail/forms.ts';
import { parse } from '../parse.ts';
import type { ProblemSlug } from '../problems/catalogue.ts';
import { PfcngProblem } from '../problems/problem.ts';
import { type FormSubmission, formSubmission, type SubmittedForm } from '../schemas/forms.ts';
import { findCard } from '../store/cards.ts';
import {
  addForm,
  type FormFilter,
  type FormRecord,
  findDossier,
  findForm,
  listForms,
  pendingForms,
  settleForm,
} from '../store/forms.ts';

export interface SubmitOptions {
  /** The same key gives the same form, however often it is sent. */
  readonly idempotencyKey?: string | undefined;
}

/** Forms: received, then validated or refused; what a validated form gives, it gives at once. */
export class FormDesk {
  readonly #core: Core;
  readonly #validation: 'immediate' | 'by-service-client';

  constructor(core: Core, validation: 'immediate' | 'by-service-client') {
    this.#core = core;
    this.#validation = validation;
  }

  editions(): typeof FORM_EDITIONS {
    return FORM_EDITIONS;
  }

  /** @throws PfcngProblem the refusal, with the id under which the refused form is kept */
  submit(actor: Actor, input: unknown, { idempotencyKey }: SubmitOptions = {}): SubmittedForm {
    const fields = parse(formSubmission, input);
    const core = this.#core;
    // A form on paper may be sent by anybody; a service on line wants a card.
    if (fields.form === 'TOM') usableCard(core, actor);
    else assertMayLook(core, actor);
    const id = core.change(actorName(actor), `form ${fields.form}`, (change) =>
      core.once(actorName(actor), 'form', idempotencyKey, fields, () => this.#receive(actor, fields, change)),
    );
    if (this.#validation === 'immediate' && findForm(core, id)!.state === 'received')
      this.#settle(id, 'immediate validation');
    const form = findForm(core, id)!;
    const problem = this.refusal(form);
    if (problem) throw problem;
    return form;
  }

  /** What the service client of ANS does with a form that waits. */
  decide(actor: Actor, id: string): SubmittedForm {
    assertServiceClient(actor);
    const form = this.#known(id);
    if (form.state !== 'received') throw new PfcngProblem('form-decided', { id, state: form.state });
    this.#settle(id, actorName(actor));
    return findForm(this.#core, id)!;
  }

  get(actor: Actor, id: string): SubmittedForm {
    assertMayLook(this.#core, actor);
    return this.#known(id);
  }

  list(actor: Actor, filter: FormFilter = {}): SubmittedForm[] {
    assertMayLook(this.#core, actor);
    return listForms(this.#core, filter);
  }

  refusal(form: SubmittedForm): PfcngProblem | undefined {
    if (form.refusal === null) return undefined;
    const { slug, parameters, errors } = form.refusal;
    return new PfcngProblem(slug as ProblemSlug, parameters, { formId: form.id, ...(errors && { errors }) });
  }

  /** Settles what was received, and not settled when the platform stopped. */
  resume(): void {
    if (this.#validation !== 'immediate') return;
    for (const id of pendingForms(this.#core)) this.#settle(id, 'resumption');
  }

  #receive(actor: Actor, fields: FormSubmission, change: Change): string {
    const core = this.#core;
    const record: FormRecord = {
      id: core.newId('formulaire'),
      fields,
      structure: structureOf(fields),
      notify: this.#requesters(actor, fields),
      ...(actor.kind === 'card' && { senderCard: actor.cardNumber }),
    };
    addForm(core, record);
    change.record('form-received', record.id, { form: fields.form, edition: fields.edition });
    change.mail(formReceived(findForm(core, record.id)!, formEdition(fields.form, fields.edition)));
    return record.id;
  }

  /** Whoever signed or asked for it, and whoever sent it. */
  #requesters(actor: Actor, fields: FormSubmission): string[] {
    const addressOf = (card: string | undefined) =>
      card === undefined ? undefined : findCard(this.#core, card)?.holder?.email;
    const addresses = [
      actor.kind === 'correspondent' ? actor.email : undefined,
      addressOf(actor.kind === 'card' ? actor.cardNumber : undefined),
      addressOf(signerCard(fields)),
      'representative' in fields ? fields.representative.email : undefined,
      'requester' in fields ? fields.requester.email : undefined,
    ];
    return [...new Set(addresses.filter((address) => address !== undefined))];
  }

  #settle(id: string, by: string): void {
    const core = this.#core;
    const { fields, senderCard } = findDossier(core, id);
    const edition = formEdition(fields.form, fields.edition);
    try {
      core.change(by, `form ${fields.form}`, (change) => {
        const { outcome, warnings } = examine({
          core,
          formId: id,
          fields,
          ...(senderCard !== undefined && { senderCard }),
        });
        settleForm(core, id, { state: 'validated', outcome, warnings });
        change.record('form-validated', id, { ...outcome });
        change.mail(formValidated(findForm(core, id)!, edition));
      });
    } catch (problem) {
      if (!(problem instanceof PfcngProblem)) throw problem;
      const { slug, parameters } = problem;
      core.change(by, `form ${fields.form}`, (change) => {
        settleForm(core, id, { state: 'refused', refusal: { slug, parameters } });
        change.record('form-refused', id, { problem: slug });
        change.mail(formRefused(findForm(core, id)!, edition, problem));
      });
    }
  }

  #known(id: string): SubmittedForm {
    const form = findForm(this.#core, id);
    if (form === undefined) throw new PfcngProblem('not-found', { what: 'form', id });
    return form;
  }
}

function structureOf(fields: FormSubmission): string {
  if (fields.form !== 'F413') return fields.structure;
  const { finess, siret } = fields.beneficiary;
  return finess === null ? `3${siret}` : `1${finess}`;
}

function signerCard(fields: FormSubmission): string | undefined {
  return 'signature' in fields && 'cardNumber' in fields.signature ? fields.signature.cardNumber : undefined;
}
