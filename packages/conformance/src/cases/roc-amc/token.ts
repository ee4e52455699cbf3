import type { SeenRequests } from '../call-case.ts';
import type { CaseFacts, Finding } from '../case.ts';
import { callRequest, topic } from '../define.ts';

const NOT_PUBLIC = {
  fr: 'Le cadre d’interopérabilité des services AMC n’est pas public : ce point est celui du VIHF, ou du banc.',
  en: 'The framework of the insurers’ services is not public: this point is that of the VIHF, or of the bench.',
};
const OUR_INFERENCE = {
  fr: 'Le document dit le type et le nom à commander, pas que l’AMC les vérifie.',
  en: 'The document says which type and name to order, not that the insurer checks them.',
};

interface TokenFacts extends Pick<CaseFacts, 'title' | 'requirement' | 'whyNotMust' | 'lookAt'> {
  /** What of the remarks of the insurer is about this. */
  readonly about: readonly string[];
  readonly provenBy: string;
}

/** The token that the GAP signs with its ORG SIGN, as docs/saml.md has it. */
export const amcToken = topic('roc-amc', 'token', [
  tokenCase('present', {
    title: { fr: 'La demande porte un jeton SAML', en: 'The request has a SAML token' },
    requirement: 'S3-007',
    about: ['SAML_SECURITY_HEADER', 'SAML_TOKEN_MISSING', 'SAML_TOKEN_SEVERAL', 'SAML_TOKEN_MISPLACED'],
    provenBy: 'amc-sends-no-token',
    lookAt: {
      fr: 'Un saml2:Assertion et un seul, dans wsse:Security de l’en-tête.',
      en: 'One saml2:Assertion and no more, in wsse:Security of the header.',
    },
  }),
  tokenCase('signature', {
    title: { fr: 'La signature du jeton est bonne', en: 'The signature of the token is right' },
    requirement: 'S3-007',
    about: [
      'SAML_SIGNATURE_MISSING',
      'SAML_SIGNATURE_SEVERAL',
      'SAML_SIGNATURE_STRUCTURE',
      'SAML_REFERENCE_SEVERAL',
      'SAML_REFERENCE_EMPTY',
      'SAML_REFERENCE_OTHER',
      'SAML_DIGEST_MISMATCH',
      'SAML_SIGNATURE_INVALID',
      'SAML_KEY_INFO',
      'SAML_CERTIFICATE_UNREADABLE',
    ],
    provenBy: 'amc-changes-signed-token',
    lookAt: {
      fr: 'Le jeton est modifié (mise en forme, espaces de noms) après avoir été signé.',
      en: 'The token is changed (pretty printing, namespaces) after it was signed.',
    },
  }),
  tokenCase('algorithms', {
    title: {
      fr: 'Le jeton est signé par RSA-SHA256, en forme canonique exclusive',
      en: 'The token is signed with RSA-SHA256, in exclusive canonical form',
    },
    requirement: 'S3-007',
    whyNotMust: NOT_PUBLIC,
    about: [
      'SAML_SIGNATURE_ALGORITHM',
      'SAML_DIGEST_ALGORITHM',
      'SAML_CANONICALIZATION_ALGORITHM',
      'SAML_TRANSFORM',
    ],
    provenBy: 'amc-signs-with-sha1',
    lookAt: {
      fr: 'Les algorithmes de la bibliothèque de signature : SHA-1 est souvent celui par défaut.',
      en: 'The algorithms of the library that signs: SHA-1 is often its default.',
    },
  }),
  tokenCase('certificate-type', {
    title: { fr: 'Le jeton est signé par un ORG SIGN', en: 'The token is signed with an ORG SIGN' },
    requirement: 'S3-005',
    whyNotMust: OUR_INFERENCE,
    about: ['SAML_SIGNER_TYPE'],
    provenBy: 'amc-signs-with-client-certificate',
    lookAt: {
      fr: 'Le certificat installé pour signer : roc-amc-sign du kit, non roc-annuaire-client.',
      en: 'The certificate that is installed for signing: roc-amc-sign of the kit, not roc-annuaire-client.',
    },
  }),
  tokenCase('certificate-validity', {
    title: {
      fr: 'Le certificat qui signe est dans ses dates, et de l’IGC-Santé',
      en: 'The certificate that signs is within its dates, and of IGC-Santé',
    },
    requirement: 'S3-005',
    whyNotMust: OUR_INFERENCE,
    about: ['SAML_SIGNER_UNTRUSTED', 'SAML_SIGNER_REVOKED'],
    provenBy: 'amc-signs-with-expired-certificate',
    lookAt: {
      fr: 'Le renouvellement du certificat ORG SIGN : il vit trois ans.',
      en: 'The renewal of the ORG SIGN certificate: it lives three years.',
    },
  }),
  callRequest('certificate-name', {
    title: {
      fr: 'Le signataire est Client_ROC_WebServices_AMC',
      en: 'The signer is Client_ROC_WebServices_AMC',
    },
    level: 'SHOULD',
    requirement: 'S3-013',
    whyNotMust: OUR_INFERENCE,
    provenBy: ['amc-signs-as-other-service'],
    expected: {
      fr: 'Le CN du certificat qui signe le jeton est Client_ROC_WebServices_AMC.',
      en: 'The CN of the certificate that signs the token is Client_ROC_WebServices_AMC.',
    },
    judge: ({ requests: [{ remarks }] }) => {
      const signer = remarks.find(({ code }) => code === 'SIGNER')?.detail;
      return signer && { right: signer.en === 'Client_ROC_WebServices_AMC', found: signer };
    },
    lookAt: {
      fr: 'Le nom du service applicatif dans la commande du certificat.',
      en: 'The name of the service applicatif in the order of the certificate.',
    },
  }),
  tokenCase('times', {
    title: { fr: 'Le jeton est en cours de validité', en: 'The token is within its time' },
    requirement: 'S3-007',
    whyNotMust: NOT_PUBLIC,
    about: ['SAML_EXPIRED', 'SAML_NOT_YET_VALID'],
    provenBy: 'amc-sends-expired-token',
    lookAt: {
      fr: 'L’horloge du GAP (NTP), l’heure locale écrite à la place de l’heure UTC, un jeton gardé.',
      en: 'The clock of the GAP (NTP), local time written in the place of UTC, a token that was kept.',
    },
  }),
  tokenCase('lifetime', {
    title: { fr: 'Le jeton ne vit pas plus de huit heures', en: 'The token lives eight hours at most' },
    requirement: 'S3-007',
    whyNotMust: NOT_PUBLIC,
    about: ['SAML_LIFETIME_TOO_LONG'],
    provenBy: 'amc-sends-long-lived-token',
    lookAt: {
      fr: 'NotOnOrAfter : quelques minutes suffisent à un jeton fait pour une seule demande.',
      en: 'NotOnOrAfter: some minutes are enough for a token that is made for one request.',
    },
  }),
  tokenCase('structure', {
    title: {
      fr: 'La structure du jeton est celle du certificat qui le signe',
      en: 'The structure of the token is that of the certificate that signs it',
    },
    requirement: 'S3-007',
    whyNotMust: NOT_PUBLIC,
    about: ['SAML_STRUCTURE_MISMATCH'],
    provenBy: 'amc-names-other-structure',
    lookAt: {
      fr: 'NameID et Identifiant_Structure : l’identifiant national que le certificat a dans OU.',
      en: 'NameID and Identifiant_Structure: the national identifier that the certificate has in OU.',
    },
  }),
  tokenCase('issuer', {
    title: { fr: 'Issuer est le nom du signataire', en: 'Issuer is the name of the signer' },
    requirement: 'S3-007',
    whyNotMust: NOT_PUBLIC,
    about: ['SAML_ISSUER_MISMATCH', 'issuer-format'],
    provenBy: 'amc-names-other-issuer',
    lookAt: {
      fr: 'Issuer : le sujet du certificat qui signe, écrit selon la RFC 4514.',
      en: 'Issuer: the subject of the certificate that signs, written as RFC 4514 has it.',
    },
  }),
  tokenCase('attributes', {
    title: {
      fr: 'Le jeton dit quel logiciel demande, et pour quoi',
      en: 'The token says which software asks, and for what',
    },
    requirement: 'S3-007',
    whyNotMust: NOT_PUBLIC,
    about: ['attribute-missing', 'SAML_FIELD_MISSING', 'SAML_FIELD_INVALID'],
    provenBy: 'amc-leaves-out-attributes',
    lookAt: {
      fr: 'Les attributs de docs/saml.md : Secteur_Activite, VIHF_Version, LPS_Nom et les autres.',
      en: 'The attributes of docs/saml.md: Secteur_Activite, VIHF_Version, LPS_Nom and the others.',
    },
  }),
]);

function tokenCase(slug: string, { about, provenBy, ...facts }: TokenFacts) {
  return callRequest(slug, {
    ...facts,
    level: facts.whyNotMust === undefined ? 'MUST' : 'SHOULD',
    provenBy: [provenBy],
    expected: { fr: `${facts.title.fr}.`, en: `${facts.title.en}.` },
    judge: (seen) => judgeToken(seen, about),
  });
}

/** The insurer stops at the first thing that it refuses: where that is something else, nothing is known of this. */
function judgeToken(
  { requests: [{ remarks }] }: SeenRequests,
  about: readonly string[],
): Finding | undefined {
  const remark = remarks.find(({ code }) => about.includes(code));
  if (remark !== undefined) return { right: false, found: remark.detail };
  if (remarks.some(({ code }) => code.startsWith('SAML_'))) return undefined;
  return {
    right: true,
    found: { fr: 'L’AMC n’a rien à y redire.', en: 'The insurer has nothing to say against it.' },
  };
}
