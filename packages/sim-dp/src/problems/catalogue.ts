import { COMMON_PROBLEMS, type ProblemEntry } from '@banc-gap/simkit';

const entries = {
  'schema-error': COMMON_PROBLEMS['schema-error'],
  'malformed-body': {
    status: 400,
    title: { fr: 'Corps illisible', en: 'Unreadable body' },
    detail: {
      fr: 'Le corps de la requête est illisible : {reason}',
      en: 'The body of the request cannot be read: {reason}',
    },
  },
  'malformed-request': COMMON_PROBLEMS['malformed-request'],
  'certificate-refused': COMMON_PROBLEMS['certificate-refused'],
  'login-refused': {
    status: 401,
    title: { fr: 'Utilisateur non authentifié', en: 'User not authenticated' },
    detail: {
      fr: 'La passerelle ne connaît pas cet utilisateur avec ce mot de passe.',
      en: 'The gateway does not know this user with this password.',
    },
  },
  'consultation-not-allowed': {
    status: 403,
    title: { fr: 'Consultation non autorisée', en: 'Consultation not allowed' },
    detail: {
      fr: 'Consulter un dossier est réservé aux pharmaciens et aux médecins ; ce certificat est celui de : {role}. Se connecter avec le PRO AUTH de qui consulte.',
      en: 'To consult a dossier is for pharmacists and doctors; this certificate is of: {role}. Connect with the PRO AUTH of who consults.',
    },
  },
  'alimentation-not-allowed': {
    status: 403,
    title: { fr: 'Alimentation non autorisée', en: 'Feeding not allowed' },
    detail: {
      fr: 'Alimenter un dossier est réservé aux pharmaciens ; ce certificat est celui de : {role}. Se connecter avec le PRO AUTH du pharmacien.',
      en: 'To feed a dossier is for pharmacists; this certificate is of: {role}. Connect with the PRO AUTH of the pharmacist.',
    },
  },
  'annuaire-not-allowed': {
    status: 403,
    title: { fr: 'Annuaire non autorisé', en: 'Directory not allowed' },
    detail: {
      fr: 'L’annuaire des patients est réservé aux agents d’admission ; ce certificat est celui de : {role}. Se connecter avec le PRO AUTH de l’agent.',
      en: 'The directory of patients is for admission agents; this certificate is of: {role}. Connect with the PRO AUTH of the agent.',
    },
  },
  'user-is-another': {
    status: 403,
    title: { fr: 'Utilisateur autre que le porteur', en: 'User is not the holder' },
    detail: {
      fr: 'La demande est faite au nom de {named}, et le certificat est celui de {holder}. Se connecter avec le certificat de cet utilisateur : chaque personne a sa clé.',
      en: 'The request is made for {named}, and the certificate is that of {holder}. Connect with the certificate of that user: each person has a key.',
    },
  },
  'resource-unknown': {
    status: 404,
    title: { fr: 'Ressource inconnue', en: 'Unknown resource' },
    detail: {
      fr: 'L’API n’a pas cette ressource ; docs/dp.openapi.json les décrit toutes.',
      en: 'The API has no such resource; docs/dp.openapi.json describes all of them.',
    },
  },
  'not-in-directory': {
    status: 404,
    title: { fr: 'Patient absent de l’annuaire', en: 'Patient not in the directory' },
    detail: {
      fr: 'L’annuaire des patients n’a pas cet identifiant : un agent d’admission doit l’ajouter.',
      en: 'The directory of patients has no such identifier: an admission agent has to add it.',
    },
  },
  'no-dossier': {
    status: 404,
    title: { fr: 'Pas de dossier', en: 'No dossier' },
    detail: {
      fr: 'Ce patient n’a pas de Dossier Pharmaceutique : une pharmacie l’ouvre ; sur le banc, PUT /dossiers du port de contrôle.',
      en: 'This patient has no Dossier Pharmaceutique: a pharmacy opens it; on the bench, PUT /dossiers of the control port does.',
    },
  },
  'patient-opposed': {
    status: 409,
    title: { fr: 'Patient opposé', en: 'Patient opposed' },
    detail: {
      fr: 'Le patient s’est opposé à son Dossier Pharmaceutique : ne rien demander de plus pour lui.',
      en: 'The patient is opposed to a Dossier Pharmaceutique: ask for nothing more for them.',
    },
  },
  'identity-differs': {
    status: 409,
    title: { fr: 'Identité différente', en: 'Identity differs' },
    detail: {
      fr: 'Le dossier de cet identifiant porte une autre identité : {fields}.',
      en: 'The dossier of this identifier is of another identity: {fields}.',
    },
  },
  'dispensation-conflict': {
    status: 409,
    title: { fr: 'Dispensation déjà reçue', en: 'Dispensation received before' },
    detail: {
      fr: 'Une autre dispensation a été reçue sous l’identifiant {identifiant}.',
      en: 'Another dispensation was received under the identifier {identifiant}.',
    },
  },
  'body-too-large': COMMON_PROBLEMS['body-too-large'],
  'media-type-unsupported': {
    status: 415,
    title: { fr: 'Type de contenu non pris en charge', en: 'Unsupported content type' },
    detail: {
      fr: 'Il faut application/xml pour une alimentation, application/json ailleurs.',
      en: 'application/xml is wanted to feed a dossier, application/json elsewhere.',
    },
  },
  'ins-invalid': {
    status: 422,
    title: { fr: 'INS invalide', en: 'Invalid INS' },
    detail: {
      fr: 'L’identifiant du patient n’a pas la forme d’un INS (13 caractères et une clé de deux chiffres), ou sa clé est fausse.',
      en: 'The identifier of the patient does not have the form of an INS (13 characters and a key of two digits), or its key is wrong.',
    },
  },
  'ins-oid-unknown': {
    status: 422,
    title: { fr: 'OID d’INS inconnu', en: 'Unknown OID of an INS' },
    detail: {
      fr: 'L’OID n’est celui d’aucun INS de test : 1.2.250.1.213.1.4.10 ou 1.2.250.1.213.1.4.11.',
      en: 'The OID is that of no INS for tests: 1.2.250.1.213.1.4.10 or 1.2.250.1.213.1.4.11.',
    },
  },
  'ins-of-a-real-patient': {
    status: 422,
    title: { fr: 'INS d’un vrai patient', en: 'INS of a real patient' },
    detail: {
      fr: 'L’OID est celui des patients réels. Le banc ne traite ni ne journalise leurs données.',
      en: 'The OID is that of real patients. The bench neither processes nor records their data.',
    },
  },
  'dispensation-invalid': {
    status: 422,
    title: { fr: 'Dispensation invalide', en: 'Invalid dispensation' },
    detail: {
      fr: 'La dispensation ne respecte pas son schéma, docs/dp-dispensation.xsd : {fields}.',
      en: 'The dispensation does not keep to its schema, docs/dp-dispensation.xsd: {fields}.',
    },
  },
  'signature-missing': {
    status: 422,
    title: { fr: 'Signature absente', en: 'No signature' },
    detail: {
      fr: 'La dispensation n’est pas signée : il faut une signature XML enveloppée dans sa racine.',
      en: 'The dispensation is not signed: an enveloped XML signature in its root is wanted.',
    },
  },
  'signature-algorithm': {
    status: 422,
    title: { fr: 'Algorithme de signature refusé', en: 'Algorithm of the signature refused' },
    detail: {
      fr: 'Seuls RSA-SHA256, SHA-256 et la canonicalisation exclusive sont acceptés. {reason}',
      en: 'Only RSA-SHA256, SHA-256 and exclusive canonicalization are accepted. {reason}',
    },
  },
  'signature-partial': {
    status: 422,
    title: { fr: 'Signature partielle', en: 'Signature not of the whole' },
    detail: {
      fr: 'La signature ne couvre pas toute la dispensation. {reason}',
      en: 'The signature does not cover the whole dispensation. {reason}',
    },
  },
  'signature-invalid': {
    status: 422,
    title: { fr: 'Signature invalide', en: 'Invalid signature' },
    detail: {
      fr: 'La signature ne se vérifie pas. {reason}',
      en: 'The signature does not verify. {reason}',
    },
  },
  'signer-untrusted': {
    status: 422,
    title: { fr: 'Signataire non reconnu', en: 'Signer not trusted' },
    detail: {
      fr: 'Le certificat du signataire n’est pas un PRO SIGN valide de l’IGC-Santé. {reason}',
      en: 'The certificate of the signer is no valid PRO SIGN of IGC-Santé. {reason}',
    },
  },
  'signer-revoked': {
    status: 422,
    title: { fr: 'Signataire révoqué', en: 'Signer revoked' },
    detail: {
      fr: 'Le certificat du signataire est révoqué : signer avec un PRO SIGN en cours. {reason}',
      en: 'The certificate of the signer is revoked: sign with a PRO SIGN that is good. {reason}',
    },
  },
  'signer-type': {
    status: 422,
    title: { fr: 'Type de certificat du signataire', en: 'Type of the signer’s certificate' },
    detail: {
      fr: 'Une dispensation se signe avec un certificat PRO SIGN, et non PRO AUTH ou autre. {reason}',
      en: 'A dispensation is signed with a PRO SIGN certificate, and not with PRO AUTH or another. {reason}',
    },
  },
  'signer-is-another': {
    status: 422,
    title: { fr: 'Signataire autre que l’utilisateur', en: 'Signer is not the user' },
    detail: {
      fr: 'La dispensation est signée par {signer}, et la connexion est celle de {holder}. Signer avec le PRO SIGN de la personne connectée.',
      en: 'The dispensation is signed by {signer}, and the connection is that of {holder}. Sign with the PRO SIGN of the person who is connected.',
    },
  },
  'author-is-another': {
    status: 422,
    title: { fr: 'Pharmacien autre que le signataire', en: 'Pharmacist is not the signer' },
    detail: {
      fr: 'La dispensation est au nom de {author}, et signée par {signer} : pharmacien est le signataire.',
      en: 'The dispensation is in the name of {author}, and signed by {signer}: pharmacien has to be the signer.',
    },
  },
  'internal-error': {
    status: 500,
    title: { fr: 'Erreur du service', en: 'Fault of the service' },
    detail: {
      fr: 'La demande n’a pas pu être traitée : c’est un défaut du banc, à signaler avec le journal du port de contrôle.',
      en: 'The request could not be processed: that is a fault of the bench, to be reported with the journal of the control port.',
    },
  },
  'dp-unreachable': {
    status: 502,
    retriable: true,
    title: { fr: 'DP injoignable', en: 'DP out of reach' },
    detail: {
      fr: 'La passerelle n’a pas obtenu de réponse du DP : {reason}',
      en: 'The gateway got no answer from the DP: {reason}',
    },
  },
  unavailable: {
    status: 503,
    retriable: true,
    title: { fr: 'Service indisponible', en: 'Service unavailable' },
    detail: {
      fr: 'Rien n’a été fait. Refaire la demande plus tard.',
      en: 'Nothing was done. Try again later.',
    },
  },
} as const satisfies Readonly<Record<string, ProblemEntry>>;

export type ProblemSlug = keyof typeof entries;
export const PROBLEMS: Readonly<Record<ProblemSlug, ProblemEntry>> = entries;
