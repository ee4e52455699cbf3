import { cardFault } from '../actors.ts';
import type { Core } from '../core.ts';
import { formEdition } from '../data/forms.ts';
import { OFFERS, type OfferName, type UsageName } from '../data/offers.ts';
import { PfcngProblem } from '../problems/problem.ts';
import { existingDomain, narrowDomain } from '../rules/domains.ts';
import type { Card } from '../schemas/cards.ts';
import type { Environment } from '../schemas/identifiers.ts';
import type { Warning } from '../schemas/warnings.ts';
import { findCard } from '../store/cards.ts';
import { grantHabilitation } from '../store/habilitations.ts';

/** What forms 413 and 414 ask for in the same words. */
export interface RequestedRights {
  readonly offers: readonly { readonly offer: OfferName; readonly usages: readonly UsageName[] }[];
  readonly domain: string | null;
  readonly mailDomain: string | null;
}

/** Groups of usages that later editions tick as one. */
const GROUPS: Readonly<Record<OfferName, readonly (readonly UsageName[])[]>> = {
  ORG: [OFFERS.ORG.usages],
  SERV: [['SSL_SERVEUR'], ['SMIME', 'SIGN', 'CONF']],
  PRO: [OFFERS.PRO.usages],
};

const ADMINISTRATOR_CARDS: readonly string[] = ['CPS', 'CPE', 'CPA', 'CDE', 'CDA'];

/** The rights that the ticked boxes of this edition give. */
export function grantedRights(
  { offers, domain, mailDomain }: RequestedRights,
  form: 'F413' | 'F414',
  edition: string,
): RequestedRights {
  if (formEdition(form, edition).rights === 'per-usage') return { offers, domain, mailDomain };
  const widened = offers.map(({ offer, usages }) => ({
    offer,
    usages: GROUPS[offer].filter((group) => group.some((usage) => usages.includes(usage))).flat(),
  }));
  return { offers: widened, domain, mailDomain };
}

/**
 * Which domains the rights need, and whether they exist.
 *
 * @throws PfcngProblem domain-missing, mail-domain-missing, domain-unknown
 */
export function examineDomains(core: Core, { offers, domain, mailDomain }: RequestedRights): Warning[] {
  const wants = (offer: OfferName, ...usages: UsageName[]) =>
    offers.some((one) => one.offer === offer && one.usages.some((usage) => usages.includes(usage)));
  if (wants('SERV', 'SSL_SERVEUR') && domain === null) throw new PfcngProblem('domain-missing');
  const mail = wants('PRO', 'AUTH', 'SIGN', 'CONF') || wants('SERV', 'SMIME', 'SIGN', 'CONF');
  if (mail && mailDomain === null) throw new PfcngProblem('mail-domain-missing');
  if (mailDomain !== null) existingDomain(mailDomain, core.domainExists);
  if (domain === null) return [];
  existingDomain(domain, core.domainExists);
  const narrow = narrowDomain(domain);
  return narrow ? [narrow] : [];
}

/**
 * The card of someone who is to be administrateur technique.
 *
 * @throws PfcngProblem administrator-card-invalid, administrator-card-of-service, administrator-card-type,
 * card-of-other-environment
 */
export function requireAdministratorCard(core: Core, number: string, environment: Environment): Card {
  const card = findCard(core, number);
  if (card?.state !== 'active') {
    throw new PfcngProblem('administrator-card-invalid', { card: number, state: cardFault(card) });
  }
  if (!card.nominative) throw new PfcngProblem('administrator-card-of-service', { card: number });
  if (!ADMINISTRATOR_CARDS.includes(card.type)) {
    throw new PfcngProblem('administrator-card-type', { card: number, type: card.type });
  }
  if (card.environment !== environment) {
    throw new PfcngProblem('card-of-other-environment', {
      card: number,
      environment: card.environment === 'test' ? 'test' : 'production',
    });
  }
  return card;
}

/** What the certificates of these rights say of the structure. */
export interface CertifiedStructure {
  readonly structure: string;
  readonly organizationalUnit: string;
  readonly departement: string;
}

/** One habilitation for each card and offer; their ids. */
export function grantRights(
  core: Core,
  cards: readonly Card[],
  { offers, domain, mailDomain }: RequestedRights,
  certified: CertifiedStructure,
  environment: Environment,
  form: string,
): string[] {
  return cards.flatMap(({ number }) =>
    offers.map(({ offer, usages }) =>
      grantHabilitation(core, {
        ...certified,
        cardNumber: number,
        environment,
        offer,
        usages: [...usages],
        domain: offer === 'SERV' ? domain : null,
        mailDomain: offer === 'ORG' ? null : mailDomain,
        form,
      }),
    ),
  );
}
