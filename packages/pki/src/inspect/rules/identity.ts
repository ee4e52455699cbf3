import type { Certificate } from '../../certificate.ts';
import { nameToString } from '../../names.ts';
import { parseStructureId } from '../../national-identifier.ts';
import { EXTENSIONS } from '../../object-identifiers.ts';
import { attributeValues } from '../facts.ts';
import type { Rule } from '../rule.ts';
import type { Text } from '../text.ts';
import { PERSON_USES, type Person, STRUCTURE_USES, USES } from '../uses.ts';
import { IN_NO_DOCUMENT, mootForOtherType, when } from './when.ts';

const ASK_ANS: Text = {
  fr: 'Vérifier sur PFCNG la structure pour laquelle l’offre est habilitée, puis commander de nouveau.',
  en: 'Check on PFCNG the structure that the offer is habilitated for, then order again.',
};

const structureOf = (certificate: Certificate): string | undefined => attributeValues(certificate, 'OU')[0];

/** Profession codes of TRE_G15; an employee has none. */
const PROFESSIONS: Readonly<Record<string, Person>> = { '0a': 'medecin', '15': 'pharmacien' };

const PERSON_NAMES: Readonly<Record<Person, Text>> = {
  medecin: { fr: 'un médecin', en: 'a doctor' },
  pharmacien: { fr: 'un pharmacien', en: 'a pharmacist' },
  agent: { fr: 'un personnel de la structure', en: 'an employee of the structure' },
};

function personOf(certificate: Certificate): Person | 'other' {
  const code = certificate.extension(EXTENSIONS.profession)?.value.toString('hex');
  if (code === undefined) return 'agent';
  return PROFESSIONS[code.replace(/^0201/, '')] ?? 'other';
}

const OTHER_PROFESSION: Text = { fr: 'une autre profession', en: 'another profession' };

export const IDENTITY_RULES: readonly Rule[] = [
  {
    id: 'identity/subject-form',
    level: 'SHOULD',
    whyNotMust: IN_NO_DOCUMENT,
    requirement: 'S1-065',
    title: {
      fr: 'Le sujet nomme la structure comme l’IGC-Santé le fait',
      en: 'The subject names the structure as IGC-Santé does',
    },
    uses: STRUCTURE_USES,
    moot: mootForOtherType,
    finds: ({ certificate: { subject } }) =>
      when(!/^CN=[^+]*,OU=[^+]*,O=[^+]*,ST=[^+]*,C=FR$/.test(nameToString(subject)), {
        subject: nameToString(subject),
      }),
    found: {
      fr: 'Sujet {subject} : il est attendu C=FR, ST, O, OU puis CN, et rien de plus.',
      en: 'Subject {subject}: expected are C=FR, ST, O, OU, then CN, and nothing more.',
    },
    next: ASK_ANS,
  },
  {
    id: 'identity/structure-identifier',
    level: 'SHOULD',
    whyNotMust: {
      fr: 'La forme de l’identifiant est dans le modèle des objets de santé de l’ANS, non dans ces documents.',
      en: 'The form of the identifier is in the health object model of ANS, not in these documents.',
    },
    requirement: 'S1-065',
    title: {
      fr: 'L’OU est un identifiant national de structure',
      en: 'The OU is a national identifier of a structure',
    },
    uses: STRUCTURE_USES,
    moot: mootForOtherType,
    finds: ({ certificate }) => {
      const id = structureOf(certificate);
      return id === undefined ? undefined : when(parseStructureId(id) === undefined, { id });
    },
    found: {
      fr: 'OU={id} : il est attendu 1 et le FINESS, 2 et le SIREN, 3 et le SIRET, 4 et le RPPS-rang, ou 0 et l’ADELI-rang.',
      en: 'OU={id}: expected are 1 and the FINESS, 2 and the SIREN, 3 and the SIRET, 4 and the RPPS-rang, or 0 and the ADELI-rang.',
    },
    next: ASK_ANS,
  },
  {
    id: 'identity/structure-key',
    level: 'SHOULD',
    whyNotMust: {
      fr: 'La clé est de l’Insee et du répertoire FINESS ; ces documents n’en parlent pas.',
      en: 'The check digit is of Insee and of the FINESS register; these documents do not speak of it.',
    },
    requirement: 'S1-065',
    title: {
      fr: 'La clé de contrôle de l’identifiant de structure est juste',
      en: 'The check digit of the identifier of the structure is right',
    },
    uses: STRUCTURE_USES,
    moot: mootForOtherType,
    finds: ({ certificate }) => {
      const parsed = parseStructureId(structureOf(certificate) ?? '');
      return (
        parsed && when(parsed.keyIsRight === false, { register: parsed.register, id: parsed.identifier })
      );
    },
    found: {
      fr: 'La clé du {register} {id} est fausse : un chiffre a été mal recopié.',
      en: 'The check digit of {register} {id} is wrong: a digit was miscopied.',
    },
    next: ASK_ANS,
  },
  {
    id: 'identity/same-structure',
    level: 'SHOULD',
    whyNotMust: {
      fr: 'Plusieurs entités géographiques peuvent avoir chacune leur contrat, donc leurs certificats.',
      en: 'Several geographic entities may each have their contract, hence their certificates.',
    },
    requirement: 'S1-065',
    title: {
      fr: 'Tous les certificats du GAP sont de la même structure (EJ ou EG)',
      en: 'All certificates of the GAP are of the same structure (EJ or EG)',
    },
    uses: STRUCTURE_USES,
    moot: (examined) =>
      mootForOtherType(examined) ??
      (examined.surroundings.others?.length
        ? undefined
        : { fr: 'aucun autre certificat à comparer', en: 'there is no other certificate to compare' }),
    finds: ({ certificate, surroundings: { others = [] } }) => {
      const own = structureOf(certificate);
      if (own === undefined || parseStructureId(own) === undefined) return undefined;
      for (const { name, use, material } of others) {
        const other = STRUCTURE_USES.includes(use) ? structureOf(material.certificate) : undefined;
        if (other !== undefined && parseStructureId(other) && other !== own) return { own, other, name };
      }
      return undefined;
    },
    found: {
      fr: 'OU={own}, mais OU={other} dans {name} : le PSP et l’AMC verraient deux établissements.',
      en: 'OU={own}, but OU={other} in {name}: the PSP and the AMC would see two establishments.',
    },
    next: {
      fr: 'L’entité qui a signé le contrat est celle des certificats : commander les deux pour la même.',
      en: 'The entity that signed the contract is that of the certificates: order both for the same one.',
    },
  },
  {
    id: 'identity/dp-person',
    level: 'SHOULD',
    whyNotMust: {
      fr: 'L’ANS dit qui consulte et qui alimente ; que le DP le vérifie par la profession du certificat est notre déduction.',
      en: 'ANS says who consults and who feeds; that the DP checks it by the profession in the certificate is our inference.',
    },
    requirement: 'S4-019',
    title: {
      fr: 'Le certificat du DP est celui d’une personne du bon métier',
      en: 'The certificate for the DP is of a person of the right profession',
    },
    uses: PERSON_USES,
    moot: mootForOtherType,
    finds: ({ certificate, use }) => {
      const wanted = use && USES[use].person;
      const person = personOf(certificate);
      return wanted === undefined
        ? undefined
        : when(person !== wanted, {
            person: person === 'other' ? OTHER_PROFESSION : PERSON_NAMES[person],
            wanted: PERSON_NAMES[wanted],
          });
    },
    found: {
      fr: 'C’est le certificat d’{person}, et non d’{wanted}.',
      en: 'This is the certificate of {person}, not of {wanted}.',
    },
    next: {
      fr: 'Commander l’offre PRO pour la bonne personne : CPS pour pharmaciens et médecins, CPE pour les agents d’admission.',
      en: 'Order the PRO offer for the right person: CPS for pharmacists and doctors, CPE for admission agents.',
    },
  },
  {
    id: 'identity/dp-upn-empty',
    level: 'SHOULD',
    whyNotMust: {
      fr: 'L’ANS le conseille : « le champ UPN n’est pas obligatoire ».',
      en: 'ANS advises it: the field UPN is “not mandatory”.',
    },
    requirement: 'S4-028',
    title: { fr: 'Le PRO AUTH du DP n’a pas d’UPN', en: 'The PRO AUTH for the DP has no UPN' },
    uses: PERSON_USES.filter((use) => USES[use].kind === 'pro-auth'),
    moot: mootForOtherType,
    finds: ({ certificate: { subjectAlternativeName = [] } }) =>
      when(subjectAlternativeName.some(({ type }) => type === 'otherName')),
    found: {
      fr: 'Le certificat porte un UPN, alors que l’ANS dit de ne rien indiquer pour le DP.',
      en: 'The certificate has a UPN, while ANS says to give nothing for the DP.',
    },
    next: {
      fr: 'À la prochaine commande, laisser le champ UPN vide.',
      en: 'At the next order, leave the field UPN empty.',
    },
  },
  {
    id: 'identity/dp-mail-empty',
    level: 'SHOULD',
    whyNotMust: {
      fr: 'L’ANS le conseille : « il est conseillé de ne rien indiquer ».',
      en: 'ANS advises it: “it is advised to give nothing”.',
    },
    requirement: 'S4-029',
    title: {
      fr: 'Le PRO SIGN du DP n’a pas d’adresse électronique',
      en: 'The PRO SIGN for the DP has no e-mail address',
    },
    uses: PERSON_USES.filter((use) => USES[use].kind === 'pro-sign'),
    moot: mootForOtherType,
    finds: ({ certificate: { subjectAlternativeName = [] } }) => {
      const mails = subjectAlternativeName.flatMap((name) =>
        name.type === 'rfc822Name' ? [name.value] : [],
      );
      return when(mails.length > 0, { mail: mails.join(', ') });
    },
    found: {
      fr: 'Le certificat porte l’adresse {mail}, alors que l’ANS conseille de ne rien indiquer pour le DP.',
      en: 'The certificate has the address {mail}, while ANS advises to give none for the DP.',
    },
    next: {
      fr: 'À la prochaine commande, laisser le champ de l’adresse vide.',
      en: 'At the next order, leave the field of the address empty.',
    },
  },
];
