import type { Core } from '../core.ts';
import { PfcngProblem } from '../problems/problem.ts';
import { existingDomain, narrowDomain } from '../rules/domains.ts';
import { knownStructure, requireSignatory } from '../rules/signing.ts';
import type { FormOf } from '../schemas/forms.ts';
import type { Habilitation } from '../schemas/habilitations.ts';
import { changeDomains, habilitationsOfCard } from '../store/habilitations.ts';
import { type FormHandler, granted } from './handler.ts';

/** Other domains for the rights that administrateurs techniques have in production. */
export const f503: FormHandler<'F503'> = ({ core, fields }) => {
  const { administrators, domain, mailDomain, signature } = fields;
  const { contract } = requireSignatory(core, knownStructure(core, fields.structure), signature.cardNumber);
  if (domain === null && mailDomain === null) throw new PfcngProblem('form-empty', { form: 'F503' });
  for (const one of [domain, mailDomain]) if (one !== null) existingDomain(one, core.domainExists);
  const habilitations = administrators.flatMap((card) => {
    const updated = updatable(core, card, contract.structure, fields);
    if (updated.length === 0) {
      throw new PfcngProblem('habilitation-missing', { card, structure: contract.structure });
    }
    return updated.map((habilitation) => {
      changeDomains(core, habilitation.id, {
        domain: habilitation.domain === null ? null : (domain ?? habilitation.domain),
        mailDomain: habilitation.mailDomain === null ? null : (mailDomain ?? habilitation.mailDomain),
      });
      return habilitation.id;
    });
  });
  return granted({ habilitations }, [domain === null ? undefined : narrowDomain(domain)]);
};

function updatable(
  core: Core,
  card: string,
  structure: string,
  { domain, mailDomain }: FormOf<'F503'>,
): Habilitation[] {
  return habilitationsOfCard(core, card).filter(
    (one) =>
      one.structure === structure &&
      one.environment === 'production' &&
      ((domain !== null && one.domain !== null) || (mailDomain !== null && one.mailDomain !== null)),
  );
}
