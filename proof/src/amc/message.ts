import { randomUUID } from 'node:crypto';
import { type Certificate, nameToString } from '@banc-gap/pki';

const DS = 'http://www.w3.org/2000/09/xmldsig#';

/** Where a signature belongs, for a tool that fills it in; the namespaces are written where xmlsec1 wants them. */
const signatureTemplate = (id: string): string =>
  `<ds:Signature xmlns:ds="${DS}"><ds:SignedInfo>` +
  '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>' +
  '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>' +
  `<ds:Reference URI="#${id}"><ds:Transforms><ds:Transform Algorithm="${DS}enveloped-signature"/>` +
  '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms>' +
  '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue/></ds:Reference>' +
  '</ds:SignedInfo><ds:SignatureValue/><ds:KeyInfo><ds:X509Data><ds:X509Certificate/></ds:X509Data></ds:KeyInfo></ds:Signature>';

/** An IDB of a hospital, written by hand: none of it comes from the code that reads it. */
export function identification(
  signer: Certificate,
  structure: string,
  { signature }: { readonly signature: 'template' | 'none' },
): string {
  const id = `_${randomUUID()}`;
  const day = new Date().toISOString().slice(0, 10);
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  const attributes = {
    Identifiant_Structure: structure,
    Secteur_Activite: 'SA01',
    VIHF_Version: '3.0',
    Authentification_mode: 'DIRECTE',
    Ressource_URN: 'urn:roc',
    LPS_Nom: 'Essai',
    LPS_Version: '1',
    LPS_ID: 'essai',
    'urn:oasis:names:tc:xspa:1.0:subject:subject-id': 'AUTOMATE',
  };
  return `<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" xmlns:wsa="http://www.w3.org/2005/08/addressing" xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">
  <soap:Header>
    <wsa:Action>urn:banc-gap:roc:idb:1.0.0:identifierDroits</wsa:Action>
    <wsa:MessageID>urn:uuid:${randomUUID()}</wsa:MessageID>
    <wsse:Security soap:mustUnderstand="true">
      <saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id}" IssueInstant="${at(0)}" Version="2.0">
        <saml2:Issuer Format="urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName">${nameToString(signer.subject)}</saml2:Issuer>${signature === 'template' ? signatureTemplate(id) : ''}
        <saml2:Subject><saml2:NameID>${structure}</saml2:NameID><saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"/></saml2:Subject>
        <saml2:Conditions NotBefore="${at(-30)}" NotOnOrAfter="${at(300)}"/>
        <saml2:AuthnStatement AuthnInstant="${at(0)}"><saml2:AuthnContext><saml2:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:X509</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement>
        <saml2:AttributeStatement>${Object.entries(attributes)
          .map(
            ([name, value]) =>
              `<saml2:Attribute Name="${name}"><saml2:AttributeValue>${value}</saml2:AttributeValue></saml2:Attribute>`,
          )
          .join('')}</saml2:AttributeStatement>
      </saml2:Assertion>
    </wsse:Security>
  </soap:Header>
  <soap:Body>
    <identifierDroits xmlns="urn:banc-gap:roc:1.0.0">
      <structure>${structure}</structure>
      <attestation><numeroAMC>99900011</numeroAMC><numeroAdherent>0001001</numeroAdherent><debut>${day}</debut><fin>${day}</fin></attestation>
      <beneficiaire><nom>MARTIN</nom><prenom>LOUISE</prenom><dateNaissance>1971-05-04</dateNaissance><nirAssure>271139900100144</nirAssure></beneficiaire>
      <contexte><dateReference>${day}</dateReference><discipline>MCO</discipline><modeTraitement>03</modeTraitement></contexte>
    </identifierDroits>
  </soap:Body>
</soap:Envelope>
`;
}
