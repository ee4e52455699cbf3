import { defineErrors } from '@banc-gap/pki';

export const amcErrors = defineErrors({
  AMC_FAULT_TARGET_UNKNOWN: {
    message: 'The insurer has no operation "{target}" to fail at; it has {known}',
    next: 'Name one of them: clc.',
  },
  AMC_FAULT_UNKNOWN: {
    message: 'Operation {target} of the insurer has no fault "{fault}"; there are {known}',
    next: 'Name one of them, with a probability if it is to happen now and then: lost-reply@0.2.',
  },
  AMC_ANNUAIRE_FAULT_TARGET_UNKNOWN: {
    message: 'The annuaire has no operation "{target}" to fail at; it has search',
    next: 'Name it, or that for one AMC: search:99900011.',
  },
  AMC_ANNUAIRE_FAULT_UNKNOWN: {
    message: 'A search of the annuaire has no fault "{fault}"; there are {known}',
    next: 'Name one of them, with a probability if it is to happen now and then: slow@0.2.',
  },
  AMC_TEMPLATE_UNREADABLE: {
    message: 'The template {file} of a reply cannot be read: {reason}',
    next: 'Copy the file from packages/sim-amc/templates, and change the copy.',
  },
  AMC_TEMPLATE_INVALID: {
    message: 'The template {file} of a reply is no mustache: {reason}',
    next: 'Close every section that it opens.',
  },
  AMC_TEMPLATE_NAME_UNKNOWN: {
    message: 'The template {file} names {name}, which its reply does not have; there are {known}',
    next: 'Name one of them.',
  },
  AMC_ATTESTATION_INVALID: {
    message: 'Item {field} of the attestation is "{value}"',
    next: 'Give numeroAmc 8 to 10 digits, typeConvention 2 or 3 characters, csr and numeroAdherent 15 at most, capitals and digits, and two days of which fin is not the first.',
  },
  AMC_ATTESTATION_NOT_OURS: {
    message: 'The DataMatrix is not that of an attestation as the bench makes it',
    next: 'Render one with `banc attestation`: the layout of real attestations is not public, and is not read here.',
  },
  AMC_ATTESTATION_OF_NOBODY: {
    message: 'AMC {amc} insures nobody with the number {adherent}; there are {known}',
    next: 'Name one of them, or give another seed file.',
  },
  AMC_IMAGE_UNREADABLE: {
    message: 'The image cannot be read: {reason}',
    next: 'Give a PNG or a JPEG.',
  },
  AMC_DATAMATRIX_MISSING: {
    message: 'There is no DataMatrix in the image',
    next: 'Give an image in which it is sharp, whole, and has a white margin.',
  },
  AMC_SEED_UNREADABLE: {
    message: 'The seed file {file} cannot be read: {reason}',
    next: 'Copy that of packages/sim-amc/seed, change the copy, and name it.',
  },
  // Why a request is refused; what the token has against it is of @banc-gap/saml.
  AMC_STRUCTURE_NOT_TRUSTED: {
    message: 'Structure {structure} is not in the circle of trust of {amc}',
    next: 'Send the request to an AMC that trusts the structure, or add it to cercleDeConfiance in the seed.',
  },
  AMC_STRUCTURE_OTHER: {
    message: 'The request is for structure {found}, and the token is that of {expected}',
    next: 'Ask for the structure whose certificate signs the token.',
  },
  AMC_ACTION_OTHER: {
    message: 'wsa:Action is {found}, where {expected} is wanted',
    next: 'Give one wsa:Action in the header, that of the service whose address is used.',
  },
  AMC_MESSAGE_ID_INVALID: {
    message: 'wsa:MessageID is {found}',
    next: 'Give one wsa:MessageID in the header: a URI of at most 200 characters, such as urn:uuid: and a UUID, another one in each request.',
  },
  AMC_MESSAGE_ID_REUSED: {
    message: 'The message {id} was sent before, with another Body',
    next: 'Repeat a request as it was, or give another MessageID to another request.',
  },
  AMC_REQUEST_OTHER: {
    message: 'The Body has {found}, where {service} wants {expected}',
    next: 'Send the request to the address of its service.',
  },
  AMC_REQUEST_INVALID: {
    message: 'The request is not what its schema says: line {line}, {path}: {problem}',
    next: 'Check it with `xmllint --schema`: the schema is at /roc.xsd of the service.',
  },
  AMC_FIELD_INVALID: {
    message: 'The field {field} of the request cannot be used: {problem}',
    next: 'Correct the field; docs/amc.md says what each is.',
  },
  AMC_SOAP_VERSION: {
    message: 'The message is SOAP 1.1',
    next: 'Send SOAP 1.2, with Content-Type application/soap+xml.',
  },
  AMC_MESSAGE_TOO_LARGE: {
    message: 'The request has more than {limit} octets',
    next: 'Send a smaller one: an estimate has some thousand.',
  },
  AMC_CONTENT_TYPE: {
    message: 'The content type is {found}',
    next: 'Send application/soap+xml; charset=utf-8.',
  },
  AMC_HTTP: {
    message: 'The request cannot be answered over HTTP: {problem}',
    next: 'Send POST to /roc/idb, /roc/sim, /roc/clc or /roc/del.',
  },
  AMC_CERTIFICATE_REFUSED: {
    message: 'The certificate of this connection is not accepted any more ({alert})',
    next: 'Connect with a certificate that is valid.',
  },
  AMC_SIGNER_UNKNOWN: {
    message: 'The signer of the token is not known to who issued its certificate: {reason}',
    next: 'Sign with an ORG SIGN certificate of the CA whose responder is asked; on the bench, one of the same state.',
  },
  AMC_SIGNER_UNCHECKABLE: {
    message: 'Whether the signer of the token is revoked cannot be found out: {reason}',
    next: 'Nothing was done: fall back on the attestation, ask again later with a new token. The responder has to be within reach of the bench (banc up starts that of its own certificates).',
  },
  // What a fault set on the control port says.
  AMC_UNAVAILABLE: {
    message: 'The AMC is not available',
    next: 'Nothing was done: fall back on the attestation, ask again later.',
  },
  AMC_TIMEOUT: {
    message: 'The AMC did not answer in time',
    next: 'It may have been done: repeat the request with the same MessageID.',
  },
  AMC_INTERNAL: {
    message: 'The bench failed: {problem}',
    next: 'That is a fault of the bench: report it with the journal of the control port.',
  },
});
