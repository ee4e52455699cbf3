import type { Core } from '../core.ts';
import { KITS } from '../data/kits.ts';
import { KIT_USAGE_TEXT } from '../data/uses.ts';
import { PfcngProblem } from '../problems/problem.ts';
import { knownStructure } from '../rules/signing.ts';
import { strayingUsageText } from '../rules/wording.ts';
import type { FormOf } from '../schemas/forms.ts';
import type { Person } from '../schemas/people.ts';
import type { Structure } from '../schemas/structures.ts';
import type { Warning } from '../schemas/warnings.ts';
import { issueCard, opposeCard } from '../store/cards.ts';
import { savePerson } from '../store/people.ts';
import { type FormHandler, granted } from './handler.ts';
import { examineDomains, grantedRights, grantRights, requireAdministratorCard } from './rights.ts';

/** Test cards and test habilitations. It takes neither contract nor CDE: S2 asks for none. */
export const f414: FormHandler<'F414'> = ({ core, formId, fields }) => {
  const structure = knownStructure(core, fields.structure);
  const { kit, habilitation, edition } = fields;
  if (kit === null && habilitation === null) throw new PfcngProblem('form-empty', { form: 'F414' });
  const requester = savePerson(core, fields.requester);
  const cards = kit === null ? [] : deliverKits(core, structure, requester, edition, kit.quantity);
  const kitText = kit === null ? undefined : strayingKitText(kit.usageText);
  if (habilitation === null) return granted({ cards }, [kitText]);

  const rights = grantedRights(habilitation, 'F414', edition);
  const domainWarnings = examineDomains(core, rights);
  const administrators = namedCards(habilitation.cards, cards).map((number) =>
    requireAdministratorCard(core, number, 'test'),
  );
  const certified = {
    structure: structure.id,
    organizationalUnit: structure.id,
    departement: structure.departement,
  };
  const habilitations = grantRights(core, administrators, rights, certified, 'test', formId);
  return granted({ cards, habilitations }, [
    kitText,
    ...domainWarnings,
    strayingUsageText('F414', habilitation.usageText, rights.offers),
  ]);
};

type NamedCards = NonNullable<FormOf<'F414'>['habilitation']>['cards'];

/** "Oui" and numbers, or "Non" and one card of the first kit ordered with the same form. */
function namedCards(named: NamedCards, delivered: readonly string[]): string[] {
  if (named.answer === 'oui') return named.numbers;
  const number = delivered[named.cardOfKit - 1];
  if (number === undefined) throw new PfcngProblem('kit-not-ordered');
  return [number];
}

function deliverKits(
  core: Core,
  structure: Structure,
  requester: Person,
  edition: FormOf<'F414'>['edition'],
  quantity: number,
): string[] {
  return Array.from({ length: quantity }, (_, kit) =>
    KITS[edition].map(({ type, label, profession, opposed }, index) => {
      const holder = savePerson(
        core,
        testIdentity(
          requester,
          `${label} ${kit + 1}`,
          `${structure.id}-${core.newId('kit')}-${index + 1}`,
          profession,
        ),
      );
      const { number } = issueCard(core, {
        type,
        environment: 'test',
        structure: structure.id,
        holder: holder.id,
      });
      if (opposed) opposeCard(core, number, 'carte opposée du kit');
      return number;
    }),
  ).flat();
}

/** The holders of test cards are nobody; their mail goes to the requester, by a sub-address of his. */
function testIdentity(
  requester: Person,
  label: string,
  tag: string,
  profession: Person['profession'],
): Omit<Person, 'id'> {
  const [local, domain] = requester.email.split('@');
  return {
    familyName: `TEST ${label}`,
    givenName: 'Porteur',
    email: `${local}+${tag}@${domain}`.toLowerCase(),
    phone: null,
    profession,
    rpps: null,
  };
}

function strayingKitText(text: string): Warning | undefined {
  if (text.includes(KIT_USAGE_TEXT)) return undefined;
  return {
    id: 'kit-usage-text-unusual',
    text: {
      fr: `Le texte prescrit en section 3.1 est « ${KIT_USAGE_TEXT} ».`,
      en: `The text prescribed in section 3.1 is "${KIT_USAGE_TEXT}".`,
    },
    requirements: ['S2-014'],
  };
}
