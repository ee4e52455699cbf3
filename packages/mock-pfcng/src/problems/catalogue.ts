import type { FormNumber } from '../schemas/forms.ts';
import { HTTP_PROBLEMS } from './http.ts';

interface Text {
  readonly fr: string;
  readonly en: string;
}

/** One kind of refusal. `{name}` in a detail stands for the parameter of that name. */
export interface ProblemEntry {
  /** HTTP status: 403 a right is missing, 409 the state does not allow it, 422 the content breaks a rule. */
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 500;
  readonly title: Text;
  readonly detail: Text;
  /** The right that is missing. */
  readonly right?: Text;
  /** What gives it. */
  readonly forms?: readonly FormNumber[];
  /** Rows of docs/requirements.csv; empty where the rule is ours. */
  readonly requirements: readonly string[];
}

const REPRESENTATIVE: Text = {
  fr: 'être le représentant légal de la structure',
  en: 'to be the legal representative of the structure',
};
const SIGN: Text = {
  fr: 'être le représentant légal de la structure ou son mandataire',
  en: 'to be the legal representative of the structure or its mandataire',
};
const HABILITATION: Text = {
  fr: 'être habilité à commander cette offre pour cette structure',
  en: 'to be habilitated for this offer and structure',
};
const VALID_CARD: Text = { fr: 'une carte CPx en cours de validité', en: 'a valid CPx card' };

/**
 * Every refusal, in the order of the path. Long, and whole on purpose: it is data, which docs/pfcng-refusals.md, the API and
 * the tests that leave no refusal unproven go through as one table.
 */
export const PROBLEMS = {
  'invalid-request': {
    status: 400,
    title: { fr: 'Demande invalide', en: 'Invalid request' },
    detail: {
      fr: 'Des champs sont absents ou invalides : {fields}.',
      en: 'Fields are missing or invalid: {fields}.',
    },
    requirements: [],
  },
  'not-found': {
    status: 404,
    title: { fr: 'Inconnu', en: 'Unknown' },
    detail: { fr: "Il n'y a pas de {what} {id}.", en: 'There is no {what} {id}.' },
    requirements: [],
  },
  'creation-key-reused': {
    status: 409,
    title: { fr: "Clé d'idempotence déjà utilisée", en: 'Idempotency key used before' },
    detail: {
      fr: 'La clé {key} a déjà servi pour une autre demande.',
      en: 'The key {key} was used for another request.',
    },
    requirements: [],
  },
  'card-required': {
    status: 401,
    title: { fr: 'Authentification par carte requise', en: 'Card authentication required' },
    detail: {
      fr: 'Cette action demande une authentification par carte CPx.',
      en: 'This takes an authentication with a CPx card.',
    },
    right: VALID_CARD,
    forms: ['F301', 'TOM'],
    requirements: ['S1-037', 'S4-013'],
  },
  'pin-wrong': {
    status: 401,
    title: { fr: 'Code porteur erroné', en: 'Wrong PIN' },
    detail: { fr: 'Il reste {left} essai(s).', en: '{left} attempt(s) left.' },
    requirements: [],
  },
  'card-blocked': {
    status: 403,
    title: { fr: 'Carte bloquée', en: 'Card blocked' },
    detail: {
      fr: 'La carte {card} est bloquée après trois codes erronés : demander la réfection du code confidentiel.',
      en: 'Card {card} is blocked after three wrong PINs: ask for a réfection of the code.',
    },
    right: {
      fr: 'une carte au code connu : réfection par le représentant légal ou un mandataire',
      en: 'a card whose code is known: réfection by the representative or a mandataire',
    },
    requirements: ['S1-040'],
  },
  'card-opposed': {
    status: 403,
    title: { fr: 'Carte en opposition', en: 'Card opposed' },
    detail: {
      fr: 'La carte {card} est en opposition depuis le {since}.',
      en: 'Card {card} has been opposed since {since}.',
    },
    right: VALID_CARD,
    forms: ['F301', 'TOM'],
    requirements: ['S1-038'],
  },
  'card-expired': {
    status: 403,
    title: { fr: 'Carte expirée', en: 'Card expired' },
    detail: { fr: 'La carte {card} a expiré le {since}.', en: 'Card {card} expired on {since}.' },
    right: VALID_CARD,
    forms: ['F301', 'TOM'],
    requirements: ['S4-004', 'S4-021'],
  },
  'service-client-only': {
    status: 403,
    title: { fr: 'Réservé au service client', en: 'For the service client only' },
    detail: {
      fr: "Seul le service client de l'ANS peut faire cela.",
      en: 'Only the service client of ANS can do this.',
    },
    right: { fr: "être du service client de l'ANS", en: 'to be of the service client of ANS' },
    requirements: ['S1-014'],
  },
  'structure-exists': {
    status: 409,
    title: { fr: 'Structure déjà connue', en: 'Structure already known' },
    detail: { fr: 'La structure {structure} existe déjà.', en: 'Structure {structure} exists already.' },
    requirements: [],
  },
  'structure-mismatch': {
    status: 422,
    title: {
      fr: 'Le formulaire ne décrit pas la structure connue',
      en: 'The form does not describe the known structure',
    },
    detail: {
      fr: '{field} ne correspond pas à ce que l’ANS connaît de la structure {structure}.',
      en: '{field} does not agree with what ANS knows of structure {structure}.',
    },
    requirements: ['S4-008'],
  },
  'contract-missing': {
    status: 403,
    title: { fr: 'Pas de contrat de structure', en: 'No contract' },
    detail: {
      fr: "La structure {structure} n'a pas de contrat avec l'ANS. {advice}",
      en: 'Structure {structure} has no contract with ANS. {adviceEn}',
    },
    right: { fr: 'un contrat de structure signé', en: 'a signed contract' },
    forms: ['contrat', 'F101'],
    requirements: ['S1-035', 'S1-061', 'S1-062', 'S4-022', 'S4-023'],
  },
  'representative-changed': {
    status: 403,
    title: { fr: 'Le directeur a changé', en: 'The director changed' },
    detail: {
      fr: "Le directeur de {structure} n'est plus celui du contrat : il manque le nouveau contrat. Jusque-là personne ne représente la structure.",
      en: 'The director of {structure} is no longer the one of the contract: the new contract is missing. Until then nobody represents the structure.',
    },
    right: REPRESENTATIVE,
    forms: ['F101', 'contrat'],
    requirements: ['S1-049', 'S1-063'],
  },
  'representative-card-missing': {
    status: 403,
    title: { fr: 'Le représentant légal sans carte', en: 'The representative has no card' },
    detail: {
      fr: "Le représentant légal de {structure} n'a ni carte CDE active, ni CPS de responsable.",
      en: 'The representative of {structure} has neither an active CDE nor a CPS as responsable.',
    },
    right: {
      fr: 'une carte CDE active ou une CPS de responsable',
      en: 'an active CDE, or a CPS as responsable',
    },
    forms: ['F101'],
    requirements: ['S1-034', 'S1-036'],
  },
  'signer-not-entitled': {
    status: 403,
    title: { fr: 'Signataire sans droit', en: 'The signer has no right' },
    detail: {
      fr: "Le porteur de la carte {card} n'est pas, ou n'est plus, représentant légal ou mandataire de {structure}.",
      en: 'The holder of card {card} is not, or is no longer, representative or mandataire of {structure}.',
    },
    right: SIGN,
    forms: ['F502', 'F301'],
    requirements: ['S1-012', 'S4-014', 'S4-015'],
  },
  'signer-card-invalid': {
    status: 403,
    title: { fr: 'Signataire sans carte valide', en: 'The signer has no valid card' },
    detail: {
      fr: 'La carte {card} du signataire est {state} : il faut une carte nominative et active.',
      en: "The signer's card {card} is {state}: a nominative and active card is wanted.",
    },
    right: VALID_CARD,
    forms: ['F101', 'F301', 'TOM'],
    requirements: ['S4-021'],
  },
  'only-representative-names': {
    status: 403,
    title: {
      fr: 'Seul le représentant légal désigne un mandataire',
      en: 'Only the representative names a mandataire',
    },
    detail: {
      fr: "Le porteur de la carte {card} n'est pas le représentant légal de {structure}.",
      en: 'The holder of card {card} is not the legal representative of {structure}.',
    },
    right: REPRESENTATIVE,
    forms: ['F101', 'contrat'],
    requirements: ['S1-005'],
  },
  'mandataire-without-card': {
    status: 422,
    title: { fr: 'Mandataire sans carte valide', en: 'Mandataire without a valid card' },
    detail: {
      fr: 'La carte {card} est {state} : une personne sans carte est désignée par un F301 où « mandat » est coché, ou par TOM.',
      en: 'Card {card} is {state}: whoever has no card is named by an F301 with "mandat" ticked, or by TOM.',
    },
    right: VALID_CARD,
    forms: ['F301', 'TOM'],
    requirements: ['S1-026', 'S4-007'],
  },
  'mandate-exists': {
    status: 409,
    title: { fr: 'Déjà mandataire', en: 'Already a mandataire' },
    detail: {
      fr: 'Le porteur de la carte {card} est déjà mandataire de {structure}.',
      en: 'The holder of card {card} is a mandataire of {structure} already.',
    },
    requirements: [],
  },
  'mandate-unknown': {
    status: 422,
    title: { fr: 'Pas de mandat à supprimer', en: 'No mandate to remove' },
    detail: {
      fr: "Le porteur de la carte {card} n'est pas mandataire de {structure}.",
      en: 'The holder of card {card} is no mandataire of {structure}.',
    },
    requirements: ['S3-011'],
  },
  'administrator-card-invalid': {
    status: 422,
    title: {
      fr: 'Administrateur technique sans carte valide',
      en: 'Administrateur technique without a valid card',
    },
    detail: { fr: 'La carte {card} est {state}.', en: 'Card {card} is {state}.' },
    right: { fr: 'une carte CPx nominative et active', en: 'a nominative and active CPx card' },
    forms: ['F301', 'TOM'],
    requirements: ['S1-006', 'S4-004'],
  },
  'administrator-card-of-service': {
    status: 422,
    title: { fr: 'Carte de service', en: 'Service card' },
    detail: { fr: "La carte {card} n'est pas nominative.", en: 'Card {card} is not nominative.' },
    right: { fr: 'une carte CPx nominative et active', en: 'a nominative and active CPx card' },
    forms: ['F301', 'TOM'],
    requirements: ['S1-006'],
  },
  'administrator-card-type': {
    status: 422,
    title: { fr: "Type de carte qui n'administre pas", en: 'A type of card that does not administer' },
    detail: {
      fr: 'La carte {card} est une {type} : il faut une CPS, CPE, CPA, CDE ou CDA.',
      en: 'Card {card} is a {type}: a CPS, CPE, CPA, CDE or CDA is wanted.',
    },
    right: { fr: 'une carte CPx nominative et active', en: 'a nominative and active CPx card' },
    forms: ['F301', 'TOM'],
    requirements: ['S4-003', 'S4-004'],
  },
  'card-of-other-environment': {
    status: 422,
    title: { fr: "Carte de l'autre environnement", en: 'Card of the other environment' },
    detail: {
      fr: 'La carte {card} est une carte de {environment} ; le F413 habilite des cartes réelles, le F414 des cartes de test.',
      en: 'Card {card} is a {environment} card; F413 habilitates real cards, F414 test cards.',
    },
    forms: ['F413', 'F414'],
    requirements: ['S2-012', 'S2-009'],
  },
  'form-empty': {
    status: 422,
    title: { fr: 'Formulaire vide', en: 'Empty form' },
    detail: { fr: 'Le formulaire {form} ne demande rien.', en: 'The form {form} asks for nothing.' },
    requirements: [],
  },
  'form-decided': {
    status: 409,
    title: { fr: 'Formulaire déjà instruit', en: 'Form already decided' },
    detail: { fr: 'Le formulaire {id} est {state}.', en: 'Form {id} is {state}.' },
    requirements: [],
  },
  'kit-not-ordered': {
    status: 422,
    title: { fr: 'Pas de kit commandé', en: 'No kit ordered' },
    detail: {
      fr: "« Non » en 4.3 désigne une carte commandée dans la partie 3, qui n'en commande pas.",
      en: '"Non" in 4.3 names a card ordered in section 3, which orders none.',
    },
    forms: ['F414'],
    requirements: ['S2-011', 'S2-012'],
  },
  'mandat-by-F502': {
    status: 422,
    title: { fr: 'Le mandat se donne par le F502', en: 'The mandate is given by F502' },
    detail: {
      fr: 'Cette édition de {form} commande une carte ; le mandat demande ensuite un F502.',
      en: 'This edition of {form} orders a card; the mandate then takes an F502.',
    },
    forms: ['F502'],
    requirements: ['S1-026', 'S4-016'],
  },
  'domain-missing': {
    status: 422,
    title: { fr: 'Nom de domaine absent', en: 'Domain missing' },
    detail: {
      fr: "L'offre SERVEUR demande un nom de domaine, du type *<nom de domaine>.",
      en: 'The offer SERVEUR wants a domain, such as *<domain>.',
    },
    forms: ['F413', 'F414'],
    requirements: ['S1-050', 'S2-010'],
  },
  'mail-domain-missing': {
    status: 422,
    title: { fr: 'Nom de domaine de messagerie absent', en: 'Mail domain missing' },
    detail: {
      fr: "Le nom de domaine de messagerie est obligatoire pour l'offre PRO et pour les certificats de messagerie.",
      en: 'The mail domain is mandatory for the offer PRO and for mail certificates.',
    },
    forms: ['F413', 'F414'],
    requirements: ['S4-026'],
  },
  'domain-unknown': {
    status: 422,
    title: { fr: "Le domaine n'existe pas", en: 'The domain does not exist' },
    detail: { fr: '« {domain} » : {reason}', en: '"{domain}": {reasonEn}' },
    requirements: ['S2-010'],
  },
  'habilitation-missing': {
    status: 422,
    title: { fr: "Pas d'habilitation à élargir", en: 'No habilitation to widen' },
    detail: {
      fr: "La carte {card} n'a pas, pour {structure}, d'habilitation que ce formulaire puisse mettre à jour.",
      en: 'Card {card} has no habilitation for {structure} that this form could update.',
    },
    right: HABILITATION,
    forms: ['F413'],
    requirements: ['S2-007'],
  },
  'not-habilitated': {
    status: 403,
    title: { fr: 'Non habilité', en: 'Not habilitated' },
    detail: {
      fr: "La carte {card} n'est pas habilitée à l'offre {offer} usage {usage} ({environment}) pour {structure}.",
      en: 'Card {card} is not habilitated for offer {offer}, usage {usage} ({environment}), of {structure}.',
    },
    right: HABILITATION,
    forms: ['F413', 'F414'],
    requirements: ['S1-012', 'S1-044', 'S1-048'],
  },
  'domain-not-habilitated': {
    status: 403,
    title: { fr: 'Hors du domaine habilité', en: 'Outside the habilitated domain' },
    detail: {
      fr: "« {name} » n'est pas couvert par {domains}.",
      en: '"{name}" is not covered by {domains}.',
    },
    right: { fr: 'une habilitation sur ce domaine', en: 'a habilitation for this domain' },
    forms: ['F503', 'F414'],
    requirements: ['S1-050', 'S1-067', 'S2-007'],
  },
  'fqdn-invalid': {
    status: 422,
    title: { fr: "Ce n'est pas un FQDN", en: 'Not a FQDN' },
    detail: { fr: '« {name} » : {reason}', en: '"{name}": {reasonEn}' },
    requirements: ['S1-033', 'S1-051'],
  },
  'beneficiary-card-invalid': {
    status: 422,
    title: { fr: 'Bénéficiaire sans carte valide', en: 'Beneficiary without a valid card' },
    detail: {
      fr: 'La carte {card} du bénéficiaire est {state}.',
      en: "The beneficiary's card {card} is {state}.",
    },
    right: { fr: 'être porteur d’une carte CPx active', en: 'to hold an active CPx card' },
    forms: ['F301', 'TOM'],
    requirements: ['S4-018'],
  },
  'beneficiary-card-type': {
    status: 422,
    title: { fr: 'Carte du bénéficiaire inadaptée', en: "The beneficiary's card is of the wrong type" },
    detail: {
      fr: "La carte {card} est une {type} : il faut une CPS pour un professionnel de santé, une CPE pour un agent d'admission.",
      en: 'Card {card} is a {type}: a CPS is wanted for a health professional, a CPE for an admission agent.',
    },
    forms: ['F301', 'TOM'],
    requirements: ['S4-019', 'S4-020'],
  },
  'email-outside-domain': {
    status: 422,
    title: { fr: 'Adresse hors du domaine de messagerie', en: 'Address outside the mail domain' },
    detail: {
      fr: "« {email} » n'est pas couverte par {domains}.",
      en: '"{email}" is not covered by {domains}.',
    },
    forms: ['F503', 'F414'],
    requirements: ['S4-026'],
  },
  'csr-refused': {
    status: 422,
    title: { fr: 'CSR refusée', en: 'CSR refused' },
    detail: { fr: '{reason}', en: '{reason}' },
    requirements: ['S1-059', 'S3-016'],
  },
  'terms-not-accepted': {
    status: 422,
    title: { fr: 'Conditions non acceptées', en: 'Terms not accepted' },
    detail: {
      fr: 'Le retrait demande d’accepter les CGU et le certificat.',
      en: 'The withdrawal takes the acceptance of the terms and of the certificate.',
    },
    requirements: [],
  },
  'key-password-missing': {
    status: 422,
    title: { fr: 'Mot de passe de la clé absent', en: 'Key password missing' },
    detail: {
      fr: 'La clé de cette commande est générée en ligne : un mot de passe protège le PKCS#12.',
      en: 'The key of this order is made on line: a password protects the PKCS#12.',
    },
    requirements: ['S1-055'],
  },
  'key-password-unexpected': {
    status: 422,
    title: { fr: 'Pas de clé à protéger', en: 'No key to protect' },
    detail: {
      fr: 'Cette commande vient d’une CSR : la plateforme ne détient pas de clé.',
      en: 'This order came with a CSR: the platform has no key.',
    },
    requirements: ['S3-016'],
  },
  'key-password-wrong': {
    status: 403,
    title: { fr: 'Mot de passe de la clé erroné', en: 'Wrong key password' },
    detail: {
      fr: 'Ce n’est pas le mot de passe donné au retrait. S’il est perdu, refaire la demande.',
      en: 'This is not the password given at the withdrawal. If it is lost, order again.',
    },
    requirements: [],
  },
  'order-not-requested': {
    status: 409,
    title: { fr: 'Rien à retirer', en: 'Nothing to withdraw' },
    detail: { fr: 'La commande {order} est déjà {state}.', en: 'Order {order} is {state} already.' },
    requirements: [],
  },
  'order-not-withdrawn': {
    status: 409,
    title: { fr: 'Certificat pas encore retiré', en: 'Certificate not withdrawn' },
    detail: {
      fr: 'La commande {order} est {state} : retirer d’abord.',
      en: 'Order {order} is {state}: withdraw first.',
    },
    requirements: [],
  },
  'order-not-active': {
    status: 409,
    title: { fr: 'Certificat qui n’est plus actif', en: 'Certificate no longer active' },
    detail: {
      fr: 'Le certificat de la commande {order} est {state} : seul un certificat actif se renouvelle, et il ne se révoque qu’une fois.',
      en: 'The certificate of order {order} is {state}: only an active one is renewed, and it is revoked once.',
    },
    forms: [],
    requirements: [],
  },
  'revocation-code-wrong': {
    status: 403,
    title: { fr: 'Code de révocation erroné', en: 'Wrong revocation code' },
    detail: {
      fr: 'Ce n’est pas le code donné au retrait de {order}. Le représentant légal ou un mandataire révoque sans code.',
      en: 'This is not the code given at the withdrawal of {order}. The representative or a mandataire revokes without it.',
    },
    right: {
      fr: 'le code de révocation, ou la qualité de représentant légal ou de mandataire',
      en: 'the revocation code, or to be representative or mandataire',
    },
    requirements: ['S1-030', 'S1-038'],
  },
  'upn-not-for-usage': {
    status: 422,
    title: { fr: 'Champ d’un autre usage', en: 'Field of another usage' },
    detail: {
      fr: 'Le champ {field} n’existe pas pour l’usage {usage} : UPN pour AUTH, adresse électronique pour SIGN et CONF.',
      en: 'The field {field} does not exist for usage {usage}: UPN goes with AUTH, the e-mail with SIGN and CONF.',
    },
    requirements: ['S4-028', 'S4-029'],
  },
  'batch-line-repeated': {
    status: 422,
    title: { fr: 'Ligne répétée', en: 'Line repeated' },
    detail: {
      fr: 'Cette ligne demande le même produit que la ligne {line}.',
      en: 'This line asks for the same product as line {line}.',
    },
    requirements: [],
  },
  'batch-invalid': {
    status: 422,
    title: { fr: 'Commande groupée refusée', en: 'Bulk order refused' },
    detail: {
      fr: '{count} ligne(s) en erreur ; rien n’a été commandé.',
      en: '{count} line(s) are wrong; nothing was ordered.',
    },
    requirements: ['S4-005'],
  },
  'card-already-opposed': {
    status: 409,
    title: { fr: 'Carte déjà en opposition', en: 'Card opposed already' },
    detail: {
      fr: 'La carte {card} est en opposition depuis le {since}.',
      en: 'Card {card} has been opposed since {since}.',
    },
    requirements: [],
  },
  'certificate-in-use': {
    status: 409,
    title: { fr: "Certificat d'une autre carte", en: 'Certificate of another card' },
    detail: {
      fr: 'Ce certificat est celui de la carte {card}.',
      en: 'This certificate is that of card {card}.',
    },
    requirements: [],
  },
  ...HTTP_PROBLEMS,
} as const satisfies Readonly<Record<string, ProblemEntry>>;

export type ProblemSlug = keyof typeof PROBLEMS;
