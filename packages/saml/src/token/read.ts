import { samlErrors } from '../errors.ts';
import {
  attributeValue,
  childElements,
  childrenNamed,
  is,
  textOf,
  type XmlElement,
} from '../xml/document.ts';
import { DS, SAML } from '../xml/namespaces.ts';

/** What an assertion says. Texts are as written. */
export interface Token {
  readonly id: string;
  readonly issueInstant: Date;
  readonly issuer: string;
  readonly issuerFormat: string | undefined;
  readonly nameId: string;
  readonly confirmationMethods: readonly string[];
  readonly notBefore: Date | undefined;
  readonly notOnOrAfter: Date | undefined;
  /** Of each AudienceRestriction: the token is for one of its audiences. */
  readonly audiences: readonly (readonly string[])[];
  readonly authnInstant: Date;
  readonly authnContext: string;
  /** By name: the AttributeValue elements, whose content is text or, as of the role of a VIHF, an element. */
  readonly attributes: ReadonlyMap<string, readonly XmlElement[]>;
  /** Where all of this was read. */
  readonly element: XmlElement;
}

/** The text of an attribute that has one value; undefined if it is absent or has another form. */
export function attributeText({ attributes }: Token, name: string): string | undefined {
  const values = attributes.get(name);
  return values?.length === 1 ? textOf(values[0]!) : undefined;
}

const CHILDREN = ['Issuer', 'Subject', 'Conditions', 'AuthnStatement', 'AttributeStatement'];

/**
 * Reads an assertion of the VIHF family: one authentication, one list of attributes.
 *
 * @throws BancError SAML_FIELD_MISSING, SAML_FIELD_INVALID naming the field
 */
export function readToken(element: XmlElement): Token {
  const stranger = childElements(element).find(
    (child) =>
      !is(child, DS, 'Signature') && !(child.namespace === SAML && CHILDREN.includes(child.localName)),
  );
  if (stranger) throw invalid('Assertion', stranger.name, `nothing but Signature, ${CHILDREN.join(', ')}`);
  const version = required(element, 'Version', '@Version');
  if (version !== '2.0') throw invalid('@Version', version, '2.0');
  const issuer = child(element, 'Issuer');
  const subject = child(element, 'Subject');
  const authentication = child(element, 'AuthnStatement');
  return {
    element,
    id: required(element, 'ID', '@ID'),
    issueInstant: time(required(element, 'IssueInstant', '@IssueInstant'), '@IssueInstant'),
    issuer: text(issuer),
    issuerFormat: attributeValue(issuer, 'Format'),
    nameId: text(child(subject, 'NameID')),
    confirmationMethods: childrenNamed(subject, SAML, 'SubjectConfirmation').map((confirmation) =>
      required(confirmation, 'Method', 'SubjectConfirmation/@Method'),
    ),
    ...readConditions(optionalChild(element, 'Conditions')),
    authnInstant: time(
      required(authentication, 'AuthnInstant', 'AuthnStatement/@AuthnInstant'),
      'AuthnStatement/@AuthnInstant',
    ),
    authnContext: text(child(child(authentication, 'AuthnContext'), 'AuthnContextClassRef')),
    attributes: readAttributes(child(element, 'AttributeStatement')),
  };
}

/** OneTimeUse is how every token is treated; ProxyRestriction says nothing to who accepts it (SAML core §2.5.1). */
const CONDITIONS = ['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction'];

function readConditions(
  conditions: XmlElement | undefined,
): Pick<Token, 'notBefore' | 'notOnOrAfter' | 'audiences'> {
  if (conditions === undefined) return { notBefore: undefined, notOnOrAfter: undefined, audiences: [] };
  const unknown = childElements(conditions).find(
    ({ namespace, localName }) => namespace !== SAML || !CONDITIONS.includes(localName),
  );
  // SAML core §2.5.1.1: a condition that is not understood leaves the token without validity.
  if (unknown) throw invalid('Conditions', unknown.name, CONDITIONS.join(', '));
  const notBefore = attributeValue(conditions, 'NotBefore');
  const notOnOrAfter = attributeValue(conditions, 'NotOnOrAfter');
  return {
    notBefore: notBefore === undefined ? undefined : time(notBefore, 'Conditions/@NotBefore'),
    notOnOrAfter: notOnOrAfter === undefined ? undefined : time(notOnOrAfter, 'Conditions/@NotOnOrAfter'),
    audiences: childrenNamed(conditions, SAML, 'AudienceRestriction').map((restriction) =>
      childrenNamed(restriction, SAML, 'Audience').map(text),
    ),
  };
}

function readAttributes(statement: XmlElement): ReadonlyMap<string, readonly XmlElement[]> {
  const attributes = new Map<string, readonly XmlElement[]>();
  for (const attribute of childElements(statement)) {
    if (!is(attribute, SAML, 'Attribute')) throw invalid('AttributeStatement', attribute.name, 'Attribute');
    const name = required(attribute, 'Name', 'Attribute/@Name');
    if (attributes.has(name)) throw invalid('Attribute', name, 'each attribute once, with all its values');
    attributes.set(name, childrenNamed(attribute, SAML, 'AttributeValue'));
  }
  return attributes;
}

function child(parent: XmlElement, localName: string): XmlElement {
  const found = optionalChild(parent, localName);
  if (found === undefined) {
    throw samlErrors.error('SAML_FIELD_MISSING', { field: `${parent.localName}/${localName}` });
  }
  return found;
}

function optionalChild(parent: XmlElement, localName: string): XmlElement | undefined {
  const [found, ...others] = childrenNamed(parent, SAML, localName);
  if (others.length > 0) {
    throw invalid(`${parent.localName}/${localName}`, `${others.length + 1} elements`, 'one');
  }
  return found;
}

function required(element: XmlElement, attribute: string, field: string): string {
  const value = attributeValue(element, attribute);
  if (value === undefined || value === '') throw samlErrors.error('SAML_FIELD_MISSING', { field });
  return value;
}

function text(element: XmlElement): string {
  const value = textOf(element);
  if (value === undefined) throw invalid(element.localName, 'elements', 'text');
  const trimmed = value.trim();
  if (trimmed === '') throw samlErrors.error('SAML_FIELD_MISSING', { field: element.localName });
  return trimmed;
}

const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

/** xs:dateTime in UTC (SAML core §1.3.3). A Date makes 2 March of 30 February. */
function time(value: string, field: string): Date {
  const date = new Date(value);
  if (!UTC.test(value) || date.getUTCDate() !== Number(value.slice(8, 10))) {
    throw invalid(field, value, 'a time in UTC, such as 2026-01-31T12:00:00Z');
  }
  return date;
}

const invalid = (field: string, value: string, expected: string) =>
  samlErrors.error('SAML_FIELD_INVALID', { field, value, expected });
