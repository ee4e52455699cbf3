import { type Actor, assertMayLook } from '../actors.ts';
import type { Core } from '../core.ts';
import { formEdition, formReference, REFERRED_EDITION } from '../data/forms.ts';
import { MAILBOXES } from '../data/mailboxes.ts';
import type { UseName } from '../data/uses.ts';
import { USES } from '../data/uses.ts';
import { inFrench, oneMonthBefore } from '../dates.ts';
import { parse } from '../parse.ts';
import { PfcngProblem } from '../problems/problem.ts';
import { contractAdvice } from '../rules/contract-advice.ts';
import { narrowDomain } from '../rules/domains.ts';
import { knownStructure } from '../rules/signing.ts';
import type { FormNumber } from '../schemas/forms.ts';
import type { Environment } from '../schemas/identifiers.ts';
import type { Structure } from '../schemas/structures.ts';
import {
  type GroupWhereabouts,
  groupQuestion,
  type NextStep,
  question,
  type Whereabouts,
} from '../schemas/whereabouts.ts';
import { findGroup } from '../store/structures.ts';
import { type Facts, gatherFacts } from './facts.ts';
import { type Step, stepsOf } from './steps.ts';

const PLATFORM_URL = 'https://pfc.eservices.esante.gouv.fr/pfcng-ihm/authentication.xhtml';

/** Where a structure, or each of a group, stands on the path to a certificate: computed anew at each question. */
export class PathDesk {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  whereAmI(actor: Actor, input: unknown): Whereabouts {
    assertMayLook(this.#core, actor);
    const { structure, use, environment } = parse(question, input);
    return this.#of(knownStructure(this.#core, structure), use, environment);
  }

  /** The état des lieux des contrats that S4 advises a GHT or private group to begin with: each site needs its own. */
  ofGroup(actor: Actor, input: unknown): GroupWhereabouts {
    assertMayLook(this.#core, actor);
    const { group: id, use, environment } = parse(groupQuestion, input);
    const group = findGroup(this.#core, id);
    if (group === undefined) throw new PfcngProblem('not-found', { what: 'group', id });
    const members = group.members.map((member) =>
      this.#of(knownStructure(this.#core, member), use, environment),
    );
    const withContract = members.filter(({ steps }) =>
      steps.some(({ id: step, state }) => step === 'contract' && state === 'done'),
    );
    return { group, members, contracts: { signed: withContract.length, of: members.length } };
  }

  #of(structure: Structure, use: UseName, environment: Environment): Whereabouts {
    const facts = gatherFacts(this.#core, structure, use, environment);
    const steps = stepsOf(environment, use);
    const current = steps.find((step) => !step.done(facts));
    const { leaf, fr, en, requirements } = contractAdvice(this.#core, structure);
    return {
      structure: structure.id,
      use,
      environment,
      certifiedAs: environment === 'test' ? structure.id : (facts.contract?.structure ?? null),
      steps: steps.map((step) => ({
        id: step.id,
        title: step.title,
        state: step.done(facts) ? 'done' : step === current ? 'missing' : 'later',
        detail: step.done(facts) ? null : step.missing,
        requirements: [...step.requirements],
      })),
      next: current === undefined ? null : nextStep(current, use, environment),
      advice: environment === 'test' ? null : { leaf, text: { fr, en }, requirements: [...requirements] },
      warnings: [...narrowDomains(facts), ...endingCertificates(facts, this.#core.clock.now())],
      administrators: [...new Set(facts.habilitations.map(({ cardNumber }) => cardNumber))],
    };
  }
}

function nextStep(step: Step, use: UseName, environment: Environment): NextStep {
  const forms = step.forms.map((form) => ({ ...formReference(form), ...mailboxOf(form) }));
  const { usageText, ...prescribed } = USES[use] as (typeof USES)[UseName] & {
    readonly serviceApplicatif?: string;
  };
  const text = environment === 'test' ? ('F414' in usageText ? usageText.F414 : null) : usageText.F413;
  return {
    step: step.id,
    what: step.missing,
    forms,
    url: forms[0]?.url ?? PLATFORM_URL,
    usageText: step.forms.some((form) => form === 'F413' || form === 'F414') ? text : null,
    serviceApplicatif: step.id === 'order' ? (prescribed.serviceApplicatif ?? null) : null,
  };
}

function mailboxOf(form: FormNumber): { readonly mailbox: string | null } {
  const { mailbox } = formEdition(form, REFERRED_EDITION[form]);
  return { mailbox: mailbox && MAILBOXES[mailbox] };
}

/** Rights that exist, and are narrower than the documents advise [S2 case B]. */
function narrowDomains({ habilitations }: Facts): Whereabouts['warnings'] {
  const domains = new Set(habilitations.flatMap(({ domain }) => (domain === null ? [] : [domain])));
  return [...domains].map(narrowDomain).filter((warning) => warning !== undefined);
}

/** A certificate is renewed while it is active, or ordered anew. */
function endingCertificates({ orders }: Facts, now: Date): Whereabouts['warnings'] {
  return orders
    .filter(({ state, notAfter }) => state === 'withdrawn' && now >= oneMonthBefore(new Date(notAfter!)))
    .filter(({ id }) => !orders.some(({ renews, state }) => renews === id && state === 'withdrawn'))
    .map(({ id, commonName, notAfter }) => ({
      id: 'certificate-ends',
      text: {
        fr: `Le certificat « ${commonName} » (${id}) arrive à échéance le ${inFrench(notAfter!)} : le renouveler tant qu'il est actif.`,
        en: `The certificate "${commonName}" (${id}) ends on ${notAfter!.slice(0, 10)}: renew it while it is active.`,
      },
      requirements: ['S1-029'],
    }));
}
