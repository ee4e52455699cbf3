import type { Authorities } from '../authorities.ts';
import { AUTHORITIES, isCrafted, type PkiName } from '../hierarchy.ts';

/** One file of the publication. */
export interface PublishedDocument {
  /** Of the URL, as it is written in certificates: percent-encoded. */
  readonly path: string;
  readonly contentType: string;
  readonly title: string;
  readonly pki: PkiName;
  readonly crafted: boolean;
  read(): { readonly body: Buffer; readonly lastModified: Date };
}

/** RFC 2585 §4. */
const CERTIFICATE_TYPE = 'application/pkix-cert';
const CRL_TYPE = 'application/pkix-crl';

/** The certificate and the CRL of every CA that exists. CRLs are read from the store each time: another process may revoke. */
export function publishedDocuments(authorities: Authorities): PublishedDocument[] {
  return authorities.established().flatMap((id) => {
    const { files, pki } = AUTHORITIES[id];
    const certificate = authorities.certificate(id);
    const common = { pki, crafted: isCrafted(id), title: certificate.commonName ?? id };
    return [
      {
        ...common,
        path: files.certificate,
        contentType: CERTIFICATE_TYPE,
        read: () => ({ body: certificate.der, lastModified: certificate.notBefore }),
      },
      {
        ...common,
        path: files.crl,
        contentType: CRL_TYPE,
        read: () => {
          const { der, thisUpdate } = authorities.crl(id);
          return { body: der, lastModified: thisUpdate };
        },
      },
    ];
  });
}
