import { type Credential, PROFILES, pfcngFileName, pfcngPkcs12, pfcngProductOf } from '@banc-gap/pki';
import type { Order } from '../schemas/orders.ts';
import { type StoredOrder, visible } from '../store/orders.ts';

/** What tab Retirer lets one download. */
export interface Withdrawn {
  readonly order: Order;
  readonly fileName: string;
  readonly mediaType: 'application/x-pkcs12' | 'application/pkix-cert';
  /** PKCS#12 with ACI and ACR, or for a CSR the certificate alone in DER. */
  readonly content: Buffer;
  /** For a CSR: the issuing CA, which is to be added by hand. */
  readonly intermediate?: { readonly fileName: string; readonly path: string; readonly content: Buffer };
}

export async function deliver(
  order: StoredOrder,
  { certificate, chain, privateKey }: Credential,
  keyPassword: string | undefined,
): Promise<Withdrawn> {
  const fileName = pfcngFileName(pfcngProductOf(order.profile)!, new Date(order.withdrawnAt!));
  if (privateKey !== undefined && keyPassword !== undefined) {
    return {
      order: visible(order),
      fileName,
      mediaType: 'application/x-pkcs12',
      content: await pfcngPkcs12({ certificate, chain, privateKey, password: keyPassword }),
    };
  }
  const path = PROFILES[PROFILES[order.profile].issuer!].publishes!.certificate;
  return {
    order: visible(order),
    fileName: fileName.replace(/\.p12$/, '.cer'),
    mediaType: 'application/pkix-cert',
    content: Buffer.from(certificate.der),
    intermediate: {
      fileName: path.slice(path.lastIndexOf('/') + 1),
      path,
      content: Buffer.from(chain[0]!.der),
    },
  };
}
