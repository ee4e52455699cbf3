/** Of OASIS WSS 1.1, X.509 Token Profile and SOAP Message Security: what a BinarySecurityToken says of itself. */
const WSS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';

export const X509_TOKEN = `${WSS}-x509-token-profile-1.0#X509v3`;
export const BASE64_BINARY = `${WSS}-soap-message-security-1.0#Base64Binary`;
