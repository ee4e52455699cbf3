interface Text {
  readonly fr: string;
  readonly en: string;
}

/** One kind of refusal. `{name}` in a detail stands for the parameter of that name. */
export interface ProblemEntry {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 500 | 502 | 503;
  /** Whether the same request may succeed later. */
  readonly retriable?: true;
  readonly title: Text;
  readonly detail: Text;
}

const entries = {
  'schema-error': {
    status: 400,
    title: { fr: 'Demande invalide', en: 'Invalid request' },
    detail: {
      fr: 'Des champs sont absents ou invalides : {fields}.',
      en: 'Fields are missing or invalid: {fields}.',
    },
  },
  'malformed-body': {
    status: 400,
    title: { fr: 'Corps illisible', en: 'Unreadable body' },
    detail: {
      fr: 'Le corps de la requête est illisible : {reason}',
      en: 'The body of the request cannot be read: {reason}',
    },
  },
  'malformed-request': {
    status: 400,
    title: { fr: 'Requête mal formée', en: 'Malformed request' },
    detail: { fr: 'La requête ne respecte pas HTTP.', en: 'The request does not keep to HTTP.' },
  },
  'certificate-refused': {
    status: 401,
    title: { fr: 'Certificat client refusé', en: 'Client certificate refused' },
    detail: {
      fr: 'Le certificat de cette connexion n’est pas ou plus accepté ({alert}).',
      en: 'The certificate of this connection is not accepted, or not any more ({alert}).',
    },
  },
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
      fr: 'Consulter un dossier est réservé aux pharmaciens et aux médecins ; ce certificat est celui de : {role}.',
      en: 'To consult a dossier is for pharmacists and doctors; this certificate is of: {role}.',
    },
  },
  'alimentation-not-allowed': {
    status: 403,
    title: { fr: 'Alimentation non autorisée', en: 'Feeding not allowed' },
    detail: {
      fr: 'Alimenter un dossier est réservé aux pharmaciens ; ce certificat est celui de : {role}.',
      en: 'To feed a dossier is for pharmacists; this certificate is of: {role}.',
    },
  },
  'annuaire-not-allowed': {
    status: 403,
    title: { fr: 'Annuaire non autorisé', en: 'Directory not allowed' },
    detail: {
      fr: 'L’annuaire des patients est réservé aux agents d’admission ; ce certificat est celui de : {role}.',
      en: 'The directory of patients is for admission agents; this certificate is of: {role}.',
    },
  },
  'user-is-another': {
    status: 403,
    title: { fr: 'Utilisateur autre que le porteur', en: 'User is not the holder' },
    detail: {
      fr: 'La demande est faite au nom de {named}, et le certificat est celui de {holder}.',
      en: 'The request is made for {named}, and the certificate is that of {holder}.',
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
      fr: 'Ce patient n’a pas de Dossier Pharmaceutique.',
      en: 'This patient has no Dossier Pharmaceutique.',
    },
  },
  'patient-opposed': {
    status: 409,
    title: { fr: 'Patient opposé', en: 'Patient opposed' },
    detail: {
      fr: 'Le patient s’est opposé à son Dossier Pharmaceutique.',
      en: 'The patient is opposed to a Dossier Pharmaceutique.',
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
  'body-too-large': {
    status: 413,
    title: { fr: 'Corps trop grand', en: 'Body too large' },
    detail: {
      fr: 'Le corps de la requête dépasse {limit} octets.',
      en: 'The body of the request exceeds {limit} octets.',
    },
  },
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
      fr: 'Le certificat du signataire est révoqué. {reason}',
      en: 'The certificate of the signer is revoked. {reason}',
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
      fr: 'La dispensation est signée par {signer}, et la connexion est celle de {holder}.',
      en: 'The dispensation is signed by {signer}, and the connection is that of {holder}.',
    },
  },
  'author-is-another': {
    status: 422,
    title: { fr: 'Pharmacien autre que le signataire', en: 'Pharmacist is not the signer' },
    detail: {
      fr: 'La dispensation est au nom de {author}, et signée par {signer}.',
      en: 'The dispensation is in the name of {author}, and signed by {signer}.',
    },
  },
  'internal-error': {
    status: 500,
    title: { fr: 'Erreur du service', en: 'Fault of the service' },
    detail: {
      fr: 'La demande n’a pas pu être traitée.',
      en: 'The request could not be processed.',
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
