import type { Core } from '../core.ts';
import { departementOf } from '../data/departements.ts';
import { PfcngProblem } from '../problems/problem.ts';
import { requireSignatory } from '../rules/signing.ts';
import { strayingUsageText } from '../rules/wording.ts';
import type { FormOf } from '../schemas/forms.ts';
import type { Structure } from '../schemas/structures.ts';
import { findStructure, findStructureBySiret } from '../store/structures.ts';
import { type FormHandler, granted } from './handler.ts';
import { examineDomains, grantedRights, grantRights, requireAdministratorCard } from './rights.ts';

/** Declares administrateurs techniques and the offers that they may order, in production. */
export const f413: FormHandler<'F413'> = ({ core, formId, fields }) => {
  const { beneficiary, edition, usageText } = fields;
  const structure = beneficiaryOf(core, beneficiary);
  const { contract } = requireSignatory(core, structure, fields.signature.cardNumber);
  const departement = departementOf(beneficiary.postcode);
  if (departement === undefined) throw mismatch('beneficiary.postcode', structure);
  const rights = grantedRights(fields, 'F413', edition);
  const warnings = examineDomains(core, rights);
  const cards = fields.administrators.map(({ cardNumber }) =>
    requireAdministratorCard(core, cardNumber, 'production'),
  );
  const certified = {
    structure: contract.structure,
    // Without a FINESS géographique the SIRET identifies the structure [S4 §5].
    organizationalUnit: beneficiary.finess === null ? `3${beneficiary.siret}` : contract.structure,
    departement,
  };
  return granted({ habilitations: grantRights(core, cards, rights, certified, 'production', formId) }, [
    ...warnings,
    strayingUsageText('F413', usageText, rights.offers),
  ]);
};

function beneficiaryOf(core: Core, { finess, siret }: FormOf<'F413'>['beneficiary']): Structure {
  const structure = finess === null ? findStructureBySiret(core, siret) : findStructure(core, `1${finess}`);
  if (structure === undefined) {
    throw new PfcngProblem('not-found', {
      what: 'structure',
      id: finess === null ? `3${siret}` : `1${finess}`,
    });
  }
  if (structure.siret !== null && structure.siret !== siret) throw mismatch('beneficiary.siret', structure);
  return structure;
}

function mismatch(field: string, structure: Structure): PfcngProblem {
  return new PfcngProblem('structure-mismatch', { field, structure: structure.id });
}
