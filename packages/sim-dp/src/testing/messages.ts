import { randomUUID } from 'node:crypto';

export const OID = '1.2.250.1.213.1.4.10';
/** Those of seed/dossiers.yaml. */
export const PATIENTS = {
  full: '180019999900168',
  empty: '255129999900260',
  opposed: '102039999900340',
  notInDirectory: '297122A99900463',
  none: '268069999900503',
} as const;

export const IDENTITY_OF_DIANE = {
  oid: '1.2.250.1.213.1.4.11',
  nomNaissance: 'ESSAI-HORS-ANNUAIRE',
  prenom: 'DIANE',
  dateNaissance: '1997-12-05',
  sexe: 'F',
} as const;

interface Written {
  readonly ins?: string;
  readonly oid?: string;
  readonly identifiant?: string;
  readonly pharmacien?: string;
  readonly libelle?: string;
}

/** A dispensation that is not signed. */
export function dispensationXml({
  ins = PATIENTS.full,
  oid = OID,
  identifiant = randomUUID(),
  pharmacien = '899700000013',
  libelle = 'MEDICAMENT FICTIF',
}: Written = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<d:dispensation xmlns:d="urn:banc-gap:dp:dispensation:1" Id="d1">
  <d:identifiant>${identifiant}</d:identifiant>
  <d:patient><d:ins oid="${oid}">${ins}</d:ins></d:patient>
  <d:date>2026-11-22</d:date>
  <d:pharmacien>${pharmacien}</d:pharmacien>
  <d:structure>10B0152872</d:structure>
  <d:medicament><d:cip13>3400990000011</d:cip13><d:libelle>${libelle}</d:libelle><d:quantite>2</d:quantite></d:medicament>
</d:dispensation>`;
}

const DS = 'http://www.w3.org/2000/09/xmldsig#';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** A ds:Signature for xmlsec1 to fill in, over the element of that identifier. */
export const signatureTemplate = (id: string): string => `<ds:Signature xmlns:ds="${DS}"><ds:SignedInfo>
<ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"/>
<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>
<ds:Reference URI="#${id}"><ds:Transforms><ds:Transform Algorithm="${DS}enveloped-signature"/><ds:Transform Algorithm="${EXCLUSIVE}"/></ds:Transforms>
<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue/></ds:Reference></ds:SignedInfo>
<ds:SignatureValue/><ds:KeyInfo><ds:X509Data><ds:X509Certificate/></ds:X509Data></ds:KeyInfo></ds:Signature>`;
