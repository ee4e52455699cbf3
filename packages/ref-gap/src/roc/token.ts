import { randomUUID } from 'node:crypto';
import { ATTRIBUTE_TYPES, Certificate, nameToString } from '@banc-gap/pki';
import { SignedXml } from 'xml-crypto';
import { pemBlocks, type ServedCertificate } from '../material.ts';
import { ENVELOPED, EXCLUSIVE, RSA_SHA256, SAML, SHA256, xml } from './names.ts';

/** What a token says of the structure that asks. */
export interface TokenClaims {
  readonly id: string;
  readonly issueInstant: Date;
  readonly notBefore: Date;
  readonly notOnOrAfter: Date;
  /** The subject of the certificate that signs (RFC 4514). */
  readonly issuer: string;
  /** National identifier of the structure, as in that certificate. */
  readonly structure: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Algorithms {
  readonly signature: string;
  readonly digest: string;
}

export const RIGHT_ALGORITHMS: Algorithms = { signature: RSA_SHA256, digest: SHA256 };

/** The structure that a certificate is issued to. */
export function structureOf({ certificateChain }: ServedCertificate): string {
  const { subject } = leafOf(certificateChain);
  return subject.flat().find(({ type }) => type === ATTRIBUTE_TYPES.OU)?.value ?? '';
}

/** Rightly: five minutes, of which half a minute is for clocks that differ. */
export function rightClaims(signature: ServedCertificate, now: Date): TokenClaims {
  return {
    id: `_${randomUUID()}`,
    issueInstant: now,
    notBefore: new Date(now.getTime() - 30_000),
    notOnOrAfter: new Date(now.getTime() + 300_000),
    issuer: nameToString(leafOf(signature.certificateChain).subject),
    structure: structureOf(signature),
    attributes: {
      Secteur_Activite: 'SA01',
      VIHF_Version: '3.0',
      Authentification_mode: 'DIRECTE',
      Ressource_URN: 'urn:roc',
      LPS_Nom: 'GAP de référence',
      LPS_Version: '1',
      LPS_ID: 'banc-gap',
      'urn:oasis:names:tc:xspa:1.0:subject:subject-id': 'AUTOMATE',
    },
  };
}

/** A SAML assertion, signed as an enveloped signature behind its Issuer, where the schema of SAML has it. */
export function signedToken(
  claims: TokenClaims,
  { privateKey, certificateChain }: ServedCertificate,
  { signature, digest } = RIGHT_ALGORITHMS,
): string {
  const signed = new SignedXml({
    privateKey,
    publicCert: pemBlocks(certificateChain)[0]!,
    signatureAlgorithm: signature,
    canonicalizationAlgorithm: EXCLUSIVE,
  });
  signed.addReference({
    xpath: '/*',
    transforms: [ENVELOPED, EXCLUSIVE],
    digestAlgorithm: digest,
  });
  const issuer = "/*/*[local-name(.)='Issuer']";
  signed.computeSignature(assertion(claims), {
    prefix: 'ds',
    location: { reference: issuer, action: 'after' },
  });
  return signed.getSignedXml();
}

function assertion(claims: TokenClaims): string {
  const { id, issuer, structure } = claims;
  const attributes = Object.entries({ Identifiant_Structure: structure, ...claims.attributes });
  return [
    `<saml2:Assertion xmlns:saml2="${SAML}" ID="${xml(id)}" IssueInstant="${instant(claims.issueInstant)}" Version="2.0">`,
    `<saml2:Issuer Format="urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName">${xml(issuer)}</saml2:Issuer>`,
    `<saml2:Subject><saml2:NameID>${xml(structure)}</saml2:NameID>`,
    '<saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"/></saml2:Subject>',
    `<saml2:Conditions NotBefore="${instant(claims.notBefore)}" NotOnOrAfter="${instant(claims.notOnOrAfter)}"/>`,
    `<saml2:AuthnStatement AuthnInstant="${instant(claims.issueInstant)}"><saml2:AuthnContext>`,
    '<saml2:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:X509</saml2:AuthnContextClassRef>',
    '</saml2:AuthnContext></saml2:AuthnStatement><saml2:AttributeStatement>',
    ...attributes.map(
      ([name, value]) =>
        `<saml2:Attribute Name="${xml(name)}"><saml2:AttributeValue>${xml(value)}</saml2:AttributeValue></saml2:Attribute>`,
    ),
    '</saml2:AttributeStatement></saml2:Assertion>',
  ].join('');
}

const leafOf = (certificateChain: string): Certificate => Certificate.parse(pemBlocks(certificateChain)[0]!);

/** To the second, in UTC. */
const instant = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');
