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
  PKI_OCSP_RESPONSE_MALFORMED: {
    message: 'This is not an OCSP response to RFC 6960: {field} {problem}.',
    next: 'Ask the responder with `openssl ocsp -respout FILE`, and look at FILE with `openssl asn1parse -inform DER`.',
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
  PKI_CSR_TOO_LARGE: {
    message: 'The certificate signing request has {size} octets; no honest one has more than {limit}.',
    next: 'Send the request only: one PEM block or DER.',
  },
  PKI_CSR_MALFORMED: {
    message: 'This is not a certificate signing request (PKCS#10): {field} {problem}.',
    next: 'Make it again with `openssl req -new`, and compare with `openssl req -in FILE -noout -text`.',
  },
  PKI_CSR_KEY_NOT_RSA: {
    message: 'The key of the request is {found}; IGC-Santé certifies RSA keys only.',
    next: 'Make another key: `openssl genrsa 2048`.',
  },
  PKI_CSR_KEY_TOO_SHORT: {
    message: 'The RSA key of the request has {bits} bits where 2048 are wanted.',
    next: 'Make another key: `openssl genrsa 2048`.',
  },
  PKI_CSR_KEY_TOO_LONG: {
    message:
      'The RSA key of the request has {bits} bits; the certificates of IGC-Santé have keys of exactly 2048.',
    next: 'Make another key: `openssl genrsa 2048`.',
  },
  PKI_CSR_KEY_EXPONENT: {
    message: 'The public exponent of the key is {exponent}; wanted is an odd one from 65537 (0x10001) on.',
    next: 'Make another key: `openssl genrsa 2048` takes 65537.',
  },
  PKI_CSR_KEY_WEAK: {
    message: 'Anybody could find the private key of the request: {weakness}.',
    next: 'Make the key with an up-to-date OpenSSL or Java, and ask what made this one.',
  },
  PKI_CSR_KEY_SEEN_BEFORE: {
    message: 'A certificate was already issued for the key of this request.',
    next: 'Make a new key for every certificate: with a shared one, a revocation would not end what a thief can do.',
  },
  PKI_CSR_SIGNATURE_WEAK: {
    message: 'The request is signed with {algorithm}, on MD5 or SHA-1, which are broken.',
    next: 'Sign it with SHA-256: `openssl req -new -sha256`.',
  },
  PKI_CSR_SIGNATURE_UNSUPPORTED: {
    message: 'The request is signed with {algorithm}; wanted is RSA (PKCS #1 v1.5) with SHA-256.',
    next: 'Sign it with SHA-256: `openssl req -new -sha256`.',
  },
  PKI_CSR_SIGNATURE_INVALID: {
    message:
      'The signature of the request does not hold, so nothing proves that the sender has the private key.',
    next: 'The request was changed after it was made, or signed with another key: make it again.',
  },
  PKI_FILE_EMPTY: {
    message: 'The file is empty.',
    next: 'Take the file from its source again.',
  },
  PKI_FILE_TOO_LARGE: {
    message: 'The file has {size} octets, and {most} are the most that is read.',
    next: 'Name the file of one certificate, keystore, request or CRL.',
  },
  PKI_FILE_UNKNOWN: {
    message: 'This is no certificate, PKCS#7, PKCS#12, JKS, request or CRL, neither in PEM nor in DER.',
    next: 'Name a file .pem, .cer, .crt, .p7b, .p12, .pfx, .jks, .csr or .crl; a text that was copied needs its lines "-----BEGIN …-----".',
  },
  PKI_FILE_KEY_ALONE: {
    message: 'The file has a private key and no certificate.',
    next: 'Name the file of the certificate; in banc.yaml, the key goes beside it, under "key". Send a private key to nobody.',
  },
  PKI_FILE_KEY_UNREADABLE: {
    message: 'The private key cannot be read: {reason}.',
    next: 'Check the file with `openssl pkey -in FILE -noout -check`.',
  },
  PKI_FILE_NO_CERTIFICATE: {
    message: 'The file holds no certificate.',
    next: 'Name the file that holds the certificate; a keystore must be exported with it.',
  },
  PKI_FILE_PASSWORD_MISSING: {
    message: 'The file is protected by a password, and none was given.',
    next: 'Give it: `--password-file FILE` or `--password`; in banc.yaml, `password`.',
  },
  PKI_FILE_PASSWORD_WRONG: {
    message: 'The password does not open the private key.',
    next: 'Try the password that was chosen when the key was made or exported.',
  },
});
