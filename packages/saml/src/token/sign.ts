import { signEnveloped, type XmlCredential } from '../signature/sign.ts';
import { subjectText } from '../signer/issuer.ts';
import { structureOf } from '../signer/structure.ts';
import { xmlAttribute, xmlText } from '../xml/escape.ts';
import { SAML } from '../xml/namespaces.ts';
import {
  ATTRIBUTES,
  SENDER_VOUCHES,
  STRUCTURE_ATTRIBUTE,
  X509_AUTHENTICATION,
  X509_SUBJECT_NAME,
} from './names.ts';

/** What a token says. What is left out is what the contract prescribes, from the certificate and the time of issue. */
export interface TokenClaims {
  /** An NCName that nobody uses twice: `_` and a UUID. */
  readonly id: string;
  readonly issueInstant: Date;
  /** Half a minute before the time of issue. */
  readonly notBefore?: Date;
  /** Five minutes after the time of issue. */
  readonly notOnOrAfter?: Date;
  /** The time of issue. */
  readonly authnInstant?: Date;
  /** The subject of the certificate. */
  readonly issuer?: string;
  /** The structure of the certificate, for both. */
  readonly nameId?: string;
  readonly structure?: string;
  /** By name, in this order, behind that of the structure. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** The software that makes a token, and the agent or automaton for which it does. */
export interface RocSoftware {
  /** Such as SA01, with or without ^ and the OID of its nomenclature. */
  readonly sector: string;
  readonly name: string;
  readonly version: string;
  readonly id: string;
  readonly subject: string;
}

/** The attributes of a token for ROC (docs/saml.md). */
export function rocAttributes(software: RocSoftware): Readonly<Record<string, string>> {
  return {
    [ATTRIBUTES.sector]: software.sector,
    [ATTRIBUTES.vihfVersion]: '3.0',
    [ATTRIBUTES.authenticationMode]: 'DIRECTE',
    [ATTRIBUTES.resource]: 'urn:roc',
    [ATTRIBUTES.softwareName]: software.name,
    [ATTRIBUTES.softwareVersion]: software.version,
    [ATTRIBUTES.softwareId]: software.id,
    [ATTRIBUTES.subjectId]: software.subject,
  };
}

const NOT_BEFORE_MS = -30_000;
const NOT_ON_OR_AFTER_MS = 300_000;

/**
 * A signed assertion, ready for wsse:Security: it declares every namespace that it uses.
 *
 * @throws BancError SAML_TEXT_NOT_XML naming the claim
 */
export function signToken(claims: TokenClaims, credential: XmlCredential): string {
  return signEnveloped(assertionXml(claims, credential), credential, {
    idAttribute: { localName: 'ID' },
    after: { namespace: SAML, localName: 'Issuer' },
  });
}

function assertionXml(claims: TokenClaims, { certificate }: XmlCredential): string {
  const { id, issueInstant, attributes } = claims;
  const structure = claims.structure ?? structureOf(certificate);
  const values = Object.entries({ [STRUCTURE_ATTRIBUTE]: structure, ...attributes });
  return (
    `<saml2:Assertion xmlns:saml2="${SAML}" ID="${xmlAttribute(id, 'id')}" IssueInstant="${instant(issueInstant)}" Version="2.0">` +
    `<saml2:Issuer Format="${X509_SUBJECT_NAME}">${xmlText(claims.issuer ?? subjectText(certificate), 'issuer')}</saml2:Issuer>` +
    `<saml2:Subject><saml2:NameID>${xmlText(claims.nameId ?? structure, 'nameId')}</saml2:NameID>` +
    `<saml2:SubjectConfirmation Method="${SENDER_VOUCHES}"></saml2:SubjectConfirmation></saml2:Subject>` +
    `<saml2:Conditions NotBefore="${instant(claims.notBefore ?? later(issueInstant, NOT_BEFORE_MS))}"` +
    ` NotOnOrAfter="${instant(claims.notOnOrAfter ?? later(issueInstant, NOT_ON_OR_AFTER_MS))}"></saml2:Conditions>` +
    `<saml2:AuthnStatement AuthnInstant="${instant(claims.authnInstant ?? issueInstant)}"><saml2:AuthnContext>` +
    `<saml2:AuthnContextClassRef>${X509_AUTHENTICATION}</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement>` +
    `<saml2:AttributeStatement>${values.map(attributeXml).join('')}</saml2:AttributeStatement></saml2:Assertion>`
  );
}

const attributeXml = ([name, value]: [string, string]): string =>
  `<saml2:Attribute Name="${xmlAttribute(name, 'attributes')}"><saml2:AttributeValue>${xmlText(value, name)}</saml2:AttributeValue></saml2:Attribute>`;

/** To the second, as the VIHF has it. */
const instant = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');

const later = (date: Date, milliseconds: number): Date => new Date(date.getTime() + milliseconds);
