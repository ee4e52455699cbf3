import { defineErrors } from '@banc-gap/pki';

const catalogue = defineErrors({
  // What is not XML, or not XML that is read here
  SAML_XML_ENCODING: {
    message: 'The message is not XML 1.0 in UTF-8: {problem}.',
    next: 'Send UTF-8; other encodings are refused because a filter on the way may read them otherwise.',
  },
  SAML_XML_MALFORMED: {
    message: 'The message is not well-formed at line {line}, column {column}: {problem}.',
    next: 'Check the message with `xmllint --noout`.',
  },
  SAML_XML_NAMESPACE: {
    message: 'The namespaces are wrong at line {line}, column {column}: {problem}.',
    next: 'Give absolute namespace names of ASCII characters without &, <, > and quotes: implementations disagree on the canonical form of others.',
  },
  SAML_XML_DTD: {
    message: 'The message has a DTD, at line {line}, column {column}.',
    next: 'Remove <!DOCTYPE …>: SOAP forbids it (SOAP 1.2 Part 1 §5, SOAP 1.1 §3), and so does this verifier.',
  },
  SAML_XML_ENTITY: {
    message: 'The entity {entity} at line {line}, column {column} is none of the five of XML.',
    next: 'Write the character itself or a character reference.',
  },
  SAML_XML_PROCESSING_INSTRUCTION: {
    message: 'The message has a processing instruction, at line {line}, column {column}.',
    next: 'Remove <?…?>: SOAP has none (SOAP 1.2 Part 1 §5, SOAP 1.1 §3), and so does this verifier.',
  },
  SAML_XML_TOO_LARGE: {
    message: 'The message has more than {limit} {what}.',
    next: 'Send a smaller message, or raise the limit where the verifier is made.',
  },
  SAML_TEXT_NOT_XML: {
    message: 'What is to be written as {field} has a character that XML 1.0 cannot have: U+{character}.',
    next: 'Remove the character; a reference to it is not allowed either.',
  },
  SAML_ELEMENT_EMPTY: {
    message: 'There is no place for a signature in {element}, which is written as an empty element.',
    next: 'Write it with an end tag.',
  },

  // Where the token and the signature are
  SAML_ENVELOPE_INVALID: {
    message: 'This is not a SOAP message: {problem}.',
    next: 'Send an Envelope of SOAP 1.1 or 1.2 with one Header at most, then one Body.',
  },
  SAML_SECURITY_HEADER: {
    message: 'The SOAP header should have one wsse:Security, and has {count}.',
    next: 'Put the token, or the signature, into one wsse:Security.',
  },
  SAML_TOKEN_MISSING: {
    message: 'The message has no SAML 2.0 assertion.',
    next: 'Put one saml2:Assertion into soap:Header/wsse:Security.',
  },
  SAML_TOKEN_SEVERAL: {
    message:
      'The message has {count} SAML 2.0 assertions: which one is signed and which one is read could differ.',
    next: 'Send one assertion, and none inside of it or elsewhere in the message.',
  },
  SAML_TOKEN_MISPLACED: {
    message: 'The SAML assertion is in {place}.',
    next: 'Put it directly into soap:Header/wsse:Security.',
  },
  SAML_SIGNATURE_MISSING: {
    message: '{element} is not signed: it has no ds:Signature of its own.',
    next: 'Sign it; a signature elsewhere in the message does not count.',
  },
  SAML_SIGNATURE_SEVERAL: {
    message: '{element} has {count} signatures, in it or below it.',
    next: 'Sign it once.',
  },

  // What the signature says
  SAML_SIGNATURE_STRUCTURE: {
    message: 'ds:Signature is not as XML Signature §4 has it: {problem}.',
    next: 'Give SignedInfo (CanonicalizationMethod, SignatureMethod, one Reference), SignatureValue and KeyInfo, in that order, and no Object.',
  },
  SAML_CANONICALIZATION_ALGORITHM: {
    message: 'SignedInfo is canonicalized with {algorithm}.',
    next: 'Use http://www.w3.org/2001/10/xml-exc-c14n#.',
  },
  SAML_SIGNATURE_ALGORITHM: {
    message: 'The signature is made with {algorithm}.',
    next: 'Use http://www.w3.org/2001/04/xmldsig-more#rsa-sha256; SHA-1 is broken, and an HMAC key would be public.',
  },
  SAML_DIGEST_ALGORITHM: {
    message: 'The digest is made with {algorithm}.',
    next: 'Use http://www.w3.org/2001/04/xmlenc#sha256.',
  },
  SAML_TRANSFORM: {
    message: 'The transforms of the Reference are {transforms}.',
    next: 'Use {expected}, and no other.',
  },
  SAML_REFERENCE_SEVERAL: {
    message: 'The signature has {count} References.',
    next: 'Give one: {element} is all that is read.',
  },
  SAML_REFERENCE_EMPTY: {
    message: 'The Reference names no element: its URI is {uri}.',
    next: 'Name the signed element: URI="#" and its identifier.',
  },
  SAML_REFERENCE_OTHER: {
    message: 'The Reference names {uri}, and what is read is {element} with the identifier {id}.',
    next: 'Sign the element that is read. If you did, somebody wrapped it.',
  },
  SAML_ID_MISSING: {
    message: '{element} has no identifier {attribute} that a Reference could name.',
    next: 'Give it one: an NCName, such as _ and a UUID.',
  },
  SAML_ID_DUPLICATE: {
    message: 'The identifier {id} is given {count} times in the message.',
    next: 'Give every element an identifier of its own. If you did, somebody wrapped one.',
  },
  SAML_COMMENT_IN_SIGNED: {
    message: 'There is a comment inside of what is signed, at line {line}, column {column}.',
    next: 'Remove it: the signature does not cover comments, and some readers cut a text off where one is.',
  },
  SAML_DIGEST_MISMATCH: {
    message:
      '{element} was changed after it was signed, or canonicalized otherwise: its digest is {digest}, and the Reference says {expected}.',
    next: 'Sign last, and change nothing after that: no pretty printing, no namespace moved. Compare with `xmlsec1 --verify --store-references`.',
  },
  SAML_SIGNATURE_INVALID: {
    message: 'The key of the certificate in KeyInfo did not make SignatureValue.',
    next: 'Sign with the private key of that certificate; change nothing in SignedInfo after that.',
  },

  // Who signed
  SAML_KEY_INFO: {
    message: 'KeyInfo does not say who signed: {problem}.',
    next: 'Give {expected}, and nothing else.',
  },
  SAML_CERTIFICATE_UNREADABLE: {
    message: 'The certificate of the signer cannot be read: {reason}',
    next: 'Give the DER of the certificate in base64, without the lines of PEM.',
  },
  SAML_SIGNER_UNTRUSTED: {
    message: 'The signer is not trusted: {reason}',
    next: 'See {clause}. The certificate is to be issued by {issuer}, current, and its CAs known to the verifier.',
  },
  SAML_SIGNER_REVOKED: {
    message: 'The signer is not trusted: {reason}',
    next: 'Order another certificate, and sign with it.',
  },
  SAML_SIGNER_TYPE: {
    message: 'The certificate {subject} is not of type {type}: {problem}.',
    next: 'Sign with a certificate {type}.',
  },

  // What the token says
  SAML_FIELD_MISSING: {
    message: 'The token has no {field}.',
    next: 'Add it: docs/saml.md lists what a token must have.',
  },
  SAML_FIELD_INVALID: {
    message: '{field} of the token is "{value}": expected {expected}.',
    next: 'Correct it: docs/saml.md says what each field of a token is.',
  },
  SAML_ISSUER_MISMATCH: {
    message: 'The Issuer of the token is "{issuer}", and it is signed by {subject}.',
    next: 'Write the subject of the signing certificate as RFC 4514 does.',
  },
  SAML_STRUCTURE_MISMATCH: {
    message: '{field} of the token is "{value}", and the certificate is that of structure {structure}.',
    next: 'Give the identifier of the structure that the certificate has in OU.',
  },
  SAML_NOT_YET_VALID: {
    message: 'The token is not valid yet: {field} is {value}, and it is {now}.',
    next: 'Set the clock of the sender by NTP: {skew} s of difference are tolerated.',
  },
  SAML_EXPIRED: {
    message: 'The token has expired: {field} is {value}, and it is {now}.',
    next: 'Make a token for each message; set the clock of the sender by NTP: {skew} s of difference are tolerated.',
  },
  SAML_LIFETIME_TOO_LONG: {
    message: 'The token is valid for {seconds} s, until {until}.',
    next: 'Give it a life of {limit} s at most: it is remembered for as long, lest it be replayed.',
  },
  SAML_AUDIENCE: {
    message: 'The token is for another audience: {audiences}.',
    next: 'Leave AudienceRestriction out, as the VIHF does, or name this service.',
  },
  SAML_REPLAYED: {
    message: 'The token {id} was used before.',
    next: 'Make a token for each message. If you did, somebody replays your messages.',
  },
  SAML_REPLAY_CACHE_FULL: {
    message:
      'The token cannot be told from a replay: {capacity} tokens that are still valid are remembered already.',
    next: 'Try again later; raise the capacity of the replay cache or shorten the life of tokens.',
  },
});

const LONGEST_PARAMETER = 500;

/** What the sender wrote is in many errors: on one line and cut short, lest it forges lines of a log, or fills it. */
function harmless(value: string | number): string | number {
  if (typeof value === 'number') return value;
  const short = value.length > LONGEST_PARAMETER ? `${value.slice(0, LONGEST_PARAMETER)}…` : value;
  return short.replace(/\p{Cc}/gu, ' ');
}

export const samlErrors: typeof catalogue = {
  entries: catalogue.entries,
  error: (code, parameters = {}, options) => {
    const entries = Object.entries(parameters).map(([name, value]) => [name, harmless(value)]);
    return catalogue.error(code, Object.fromEntries(entries), options);
  },
};
