/** Namespaces and algorithms of the messages to an insurer. */
export const SOAP = 'http://www.w3.org/2003/05/soap-envelope';
export const WSA = 'http://www.w3.org/2005/08/addressing';
const WSS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';
export const WSSE = `${WSS}-wssecurity-secext-1.0.xsd`;
export const WSU = `${WSS}-wssecurity-utility-1.0.xsd`;
export const DS = 'http://www.w3.org/2000/09/xmldsig#';
export const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
/** Of the bench, which stands for HospiAMC: that is not public. */
export const ROC = 'urn:banc-gap:roc:1.0.0';

export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const ENVELOPED = `${DS}enveloped-signature`;
export const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

/** A text as XML has it, in elements and in attributes. */
export const xml = (text: string | number): string =>
  String(text).replace(/[&<>"]/g, (character) => ENTITIES[character]!);

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
