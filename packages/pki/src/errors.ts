import { defineErrors } from './error-catalogue.ts';

export const pkiErrors = defineErrors({
  PKI_CERTIFICATE_MALFORMED: {
    message: 'This is not a certificate to RFC 5280: {field} {problem}.',
    next: 'Compare the file with `openssl asn1parse`; a certificate that is cut off or edited must be issued again.',
  },
  PKI_CRL_MALFORMED: {
    message: 'This is not a CRL to RFC 5280: {field} {problem}.',
    next: 'Fetch the CRL again from its distribution point, and compare it with `openssl asn1parse`.',
  },
  PKI_OCSP_REQUEST_MALFORMED: {
    message: 'This is not an OCSP request to RFC 6960: {field} {problem}.',
    next: 'Compare it with what `openssl ocsp -reqout` writes, by `openssl asn1parse`.',
  },
  PKI_SUBJECT_INVALID: {
    message: 'The subject does not suit a certificate {profile}: {field} should be {expected}.',
    next: 'This profile takes {fields}.',
  },
  PKI_DEFECT_NEEDS_PRIVATE_KEY: {
    message: "The defect signature: 'by-own-key' needs the private key of the certificate's subject.",
    next: 'Put the privateKey into the certificate content.',
  },
  PKI_PKCS12_PASSWORD_NOT_ASCII: {
    message:
      'The password of the PKCS#12 file has characters outside ASCII, which programs encode differently.',
    next: 'Choose a password of ASCII letters, digits and punctuation.',
  },
  PKI_PKCS12_MALFORMED: {
    message: 'This is not a PKCS#12 file: {field} {problem}.',
    next: 'Compare the file with `openssl asn1parse -inform DER`; a file that was cut off must be downloaded again.',
  },
  PKI_PKCS12_PASSWORD_WRONG: {
    message: 'The password does not open this PKCS#12 file.',
    next: 'Give the password that was typed when the certificate was withdrawn; PFCNG cannot give it again: without it, order anew.',
  },
  PKI_PKCS12_DAMAGED: {
    message:
      'The password is right, but this PKCS#12 file was changed since it was made: its MAC does not hold.',
    next: 'Download the file again, in binary mode.',
  },
  PKI_PKCS12_UNSUPPORTED: {
    message: 'This PKCS#12 file has {what}, which the bench does not read.',
    next: 'Convert it: `openssl pkcs12 -in FILE -nodes | openssl pkcs12 -export -out NEW`.',
  },
  PKI_JKS_MALFORMED: {
    message: 'This is not a Java keystore (JKS): {field} {problem}.',
    next: 'Compare the file with `keytool -list -keystore FILE`.',
  },
  PKI_JKS_PASSWORD_WRONG: {
    message: 'The password does not open this Java keystore (JKS), or the file is damaged.',
    next: 'Try the password with `keytool -list -keystore FILE`.',
  },
  PKI_JKS_DAMAGED: {
    message: 'The password is right, but this Java keystore (JKS) was changed since it was made.',
    next: 'Take the file again from where it was made, in binary mode.',
  },
  PKI_JKS_JCEKS: {
    message: 'This is a keystore of type JCEKS, which the bench does not read.',
    next: 'Convert it: `keytool -importkeystore -srckeystore FILE -srcstoretype JCEKS -destkeystore NEW.p12 -deststoretype PKCS12`.',
  },
  PKI_CSR_MALFORMED: {
    message: 'This is not a certificate signing request (PKCS#10): {field} {problem}.',
    next: 'Make it again with `openssl req -new`, and compare with `openssl req -in FILE -noout -text`.',
  },
});
