import type { SubjectInput } from '@banc-gap/pki';
import type { Core } from '../core.ts';
import { PfcngProblem } from '../problems/problem.ts';
import { covers, coversAddress } from '../rules/domains.ts';
import { assertFqdn, leadingDigit } from '../rules/fqdn.ts';
import { filledForDp, strayingServiceApplicatif } from '../rules/wording.ts';
import type { Habilitation } from '../schemas/habilitations.ts';
import type { Product } from '../schemas/orders.ts';
import type { Warning } from '../schemas/warnings.ts';
import { findStructure } from '../store/structures.ts';
import { beneficiaryIdentity } from './beneficiary.ts';

/** What a product becomes: the subject of its certificate, under one of the habilitations that allow it. */
export interface Examined {
  readonly subject: SubjectInput;
  readonly commonName: string;
  readonly warnings: readonly Warning[];
}

type Rights = readonly [Habilitation, ...Habilitation[]];
type ProductOf<Offer extends Product['offer']> = Extract<Product, { offer: Offer }>;

/** @throws PfcngProblem with the rule that the product breaks */
export function examineProduct(core: Core, product: Product, rights: Rights): Examined {
  switch (product.offer) {
    case 'ORG':
      return organisation(core, product, rights);
    case 'SERV':
      return product.usage === 'SSL_SERVEUR'
        ? server(core, product, rights)
        : mailServer(core, product, rights);
    case 'PRO':
      return person(core, product, rights);
  }
}

function organisation(core: Core, product: ProductOf<'ORG'>, [habilitation]: Rights): Examined {
  const { usage, serviceApplicatif } = product;
  return {
    subject: { structure: certifiedStructure(core, habilitation), serviceApplicatif },
    commonName: serviceApplicatif,
    warnings: present(strayingServiceApplicatif(usage, serviceApplicatif)),
  };
}

type ServerProduct = Extract<Product, { usage: 'SSL_SERVEUR' }>;

function server(core: Core, { fqdn, alternativeNames }: ServerProduct, rights: Rights): Examined {
  const names = [...new Set([fqdn, ...alternativeNames])];
  for (const name of names) assertFqdn(name);
  const covering = rights.find(({ domain }) =>
    names.every((name) => domain !== null && covers(domain, name)),
  );
  if (covering === undefined) {
    const domains = rights.map(({ domain }) => domain).join(', ');
    const name =
      names.find((one) => !rights.some(({ domain }) => domain !== null && covers(domain, one))) ?? fqdn;
    throw new PfcngProblem('domain-not-habilitated', { name, domains }, { forms: [wideningForm(rights)] });
  }
  const others = names.filter((name) => name !== fqdn);
  return {
    subject: {
      structure: certifiedStructure(core, covering),
      fqdn,
      ...(others.length > 0 && { alternativeNames: others }),
    },
    commonName: fqdn,
    warnings: present(...names.map(leadingDigit)),
  };
}

type MailProduct = Exclude<ProductOf<'SERV'>, ServerProduct>;

function mailServer(core: Core, { email }: MailProduct, rights: Rights): Examined {
  const covering = requireMailDomain(email, rights);
  return {
    subject: { structure: certifiedStructure(core, covering), email },
    commonName: email,
    warnings: [],
  };
}

function person(core: Core, { usage, beneficiary, upn, email }: ProductOf<'PRO'>, rights: Rights): Examined {
  const signs = usage !== 'AUTH';
  if (signs ? upn !== null : email !== null) {
    throw new PfcngProblem('upn-not-for-usage', { field: signs ? 'UPN' : 'e-mail', usage });
  }
  const habilitation = email === null ? rights[0] : requireMailDomain(email, rights);
  const identity = beneficiaryIdentity(core, beneficiary, habilitation.environment);
  return {
    subject: {
      ...identity.subject,
      ...(identity.subject.employee && { structure: certifiedStructure(core, habilitation) }),
      ...(upn !== null && { userPrincipalName: upn }),
      ...(email !== null && { email }),
    },
    commonName: identity.commonName,
    warnings: present(
      upn === null ? undefined : filledForDp('UPN'),
      email === null ? undefined : filledForDp('e-mail'),
    ),
  };
}

function requireMailDomain(email: string, rights: Rights): Habilitation {
  const covering = rights.find(({ mailDomain }) => mailDomain !== null && coversAddress(mailDomain, email));
  if (covering) return covering;
  const domains = rights.map(({ mailDomain }) => mailDomain).join(', ');
  throw new PfcngProblem('email-outside-domain', { email, domains }, { forms: [wideningForm(rights)] });
}

const wideningForm = ([{ environment }]: Rights) => (environment === 'test' ? 'F414' : 'F503');

/** The entity that signed the contract, as the habilitation form describes it. */
export function certifiedStructure(
  core: Core,
  habilitation: Habilitation,
): NonNullable<SubjectInput['structure']> {
  const { structure, organizationalUnit, departement } = habilitation;
  return {
    name: findStructure(core, structure)!.name.toUpperCase(),
    nationalId: organizationalUnit,
    departement,
  };
}

function present(...warnings: readonly (Warning | undefined)[]): Warning[] {
  return warnings.filter((warning) => warning !== undefined);
}
