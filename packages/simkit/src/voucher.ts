import { Certificate, nameToString } from '@banc-gap/pki';

/** The certificate that vouches for a message, as a journal shows it. */
export interface Voucher {
  /** RFC 4514, as the issuer's name is. */
  readonly subject: string;
  readonly issuer: string;
  readonly commonName: string | undefined;
  readonly serialNumber: string;
  readonly sha256: string;
}

/** @param leaf of whoever sent the message, or its DER */
export function voucherOf(leaf: Certificate | Uint8Array): Voucher {
  const certificate = leaf instanceof Certificate ? leaf : Certificate.parse(Buffer.from(leaf));
  const { subject, issuer, commonName, serialNumber, fingerprint } = certificate;
  return {
    subject: nameToString(subject),
    issuer: nameToString(issuer),
    commonName,
    serialNumber,
    sha256: fingerprint,
  };
}
