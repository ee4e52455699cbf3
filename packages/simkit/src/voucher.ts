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

/** @param der the leaf that its owner presented */
export function voucherOf(der: Uint8Array): Voucher {
  const { subject, issuer, commonName, serialNumber, fingerprint } = Certificate.parse(Buffer.from(der));
  return {
    subject: nameToString(subject),
    issuer: nameToString(issuer),
    commonName,
    serialNumber,
    sha256: fingerprint,
  };
}
