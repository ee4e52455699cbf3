/** Names and values of SAML 2.0 and of the VIHF that tokens have. */
export const X509_SUBJECT_NAME = 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName';
export const SENDER_VOUCHES = 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches';
export const X509_AUTHENTICATION = 'urn:oasis:names:tc:SAML:2.0:ac:classes:X509';

export const STRUCTURE_ATTRIBUTE = 'Identifiant_Structure';

/** What a token of the contract has beside the structure (docs/saml.md). */
export const ATTRIBUTES = {
  sector: 'Secteur_Activite',
  vihfVersion: 'VIHF_Version',
  authenticationMode: 'Authentification_mode',
  resource: 'Ressource_URN',
  softwareName: 'LPS_Nom',
  softwareVersion: 'LPS_Version',
  softwareId: 'LPS_ID',
  subjectId: 'urn:oasis:names:tc:xspa:1.0:subject:subject-id',
} as const;
