import type { IssueOrder, ProfileId } from '@banc-gap/pki';
import type { Core } from '../core.ts';
import { type Card, isProfessionalCard } from '../schemas/cards.ts';
import { findStructure } from '../store/structures.ts';
import { identityOf } from './beneficiary.ts';

/** The order by which the issuer makes, or finds again, the AUTH certificate of a card. */
export function authCertificateOrder(core: Core, card: Card): IssueOrder {
  const { id, name, departement } = findStructure(core, card.structure)!;
  const hierarchy = card.environment === 'test' ? 'igc-sante-test' : 'igc-sante';
  return {
    orderId: `pfcng-card-${card.number}-${Date.parse(card.issuedAt)}`,
    profile: `${hierarchy}/${card.type.toLowerCase()}-auth` as ProfileId,
    subject: {
      ...identityOf(card).subject,
      ...(isProfessionalCard(card.type)
        ? {}
        : { structure: { nationalId: id, name: name.toUpperCase(), departement } }),
      cardNumber: card.number,
    },
    notBefore: new Date(card.issuedAt.replace(/\.\d+Z$/, 'Z')),
  };
}
