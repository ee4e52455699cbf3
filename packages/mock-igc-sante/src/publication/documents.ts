import { encodeCertificateBundle, PROFILES } from '@banc-gap/pki';
import type { Fault } from '../faults/catalogue.ts';
import { AUTHORITIES, AUTHORITY_IDS, type AuthorityId, isCrafted, type PkiName } from '../hierarchy.ts';
import { certificateWithFault, crlWithFault } from './faulty-content.ts';
import { PKI_PAGES } from './pki-pages.ts';
import type { PublicationSources } from './sources.ts';

/** One file of the publication. */
export interface PublishedDocument {
  /** Of the URL, as it is written in certificates: percent-encoded. */
  readonly path: string;
  readonly contentType: string;
  readonly title: string;
  readonly pki: PkiName;
  readonly crafted: boolean;
  read(): Promise<DocumentContent>;
}

export interface DocumentContent {
  readonly body: Buffer;
  readonly lastModified: Date;
  readonly fault?: Fault<'crl' | 'certificate'> | undefined;
}

/** RFC 2585 §4. */
const CERTIFICATE_TYPE = 'application/pkix-cert';
const CRL_TYPE = 'application/pkix-crl';
const BUNDLE_TYPE = 'application/x-pkcs7-certificates';

/**
 * The certificate and the CRL of every CA, and the chain file of every PKI. A CA that does not exist yet is established
 * when somebody asks for its files; those of production are there only where somebody wanted them.
 */
export function publishedDocuments(sources: PublicationSources): PublishedDocument[] {
  const established = new Set(sources.state.authorities.established());
  const ids = AUTHORITY_IDS.filter(
    (id) => established.has(id) || AUTHORITIES[id].pki !== 'igcSanteProduction',
  );
  const pkis = new Set(ids.map((id) => AUTHORITIES[id].pki));
  return [
    ...[...pkis].map((pki) => chainFile(sources, pki)),
    ...ids.flatMap((id) => [certificateFile(sources, id), crlFile(sources, id)]),
  ];
}

function certificateFile(sources: PublicationSources, id: AuthorityId): PublishedDocument {
  return {
    ...about(id),
    path: AUTHORITIES[id].files.certificate,
    contentType: CERTIFICATE_TYPE,
    async read() {
      const { certificate } = await sources.establish(id);
      const fault = sources.faults.of('certificate', id);
      const body = certificateWithFault(sources, id, fault);
      return { body, lastModified: certificate.notBefore, fault };
    },
  };
}

function crlFile(sources: PublicationSources, id: AuthorityId): PublishedDocument {
  return {
    ...about(id),
    path: AUTHORITIES[id].files.crl,
    contentType: CRL_TYPE,
    async read() {
      await sources.establish(id);
      const fault = sources.faults.of('crl', id);
      const body = crlWithFault(sources, id, 'full', fault);
      return { body, lastModified: sources.crls.current(id).thisUpdate, fault };
    },
  };
}

function chainFile({ establish }: PublicationSources, pki: PkiName): PublishedDocument {
  const ids = AUTHORITY_IDS.filter((id) => AUTHORITIES[id].pki === pki && !isCrafted(id));
  return {
    pki,
    crafted: false,
    title: 'Chaîne de certification',
    path: PKI_PAGES[pki].chainFile,
    contentType: BUNDLE_TYPE,
    async read() {
      const certificates = (await Promise.all(ids.map(establish))).map(({ certificate }) => certificate);
      const newest = Math.max(...certificates.map(({ notBefore }) => notBefore.getTime()));
      return { body: encodeCertificateBundle(certificates), lastModified: new Date(newest) };
    },
  };
}

function about(id: AuthorityId): Pick<PublishedDocument, 'title' | 'pki' | 'crafted'> {
  const { pki, profile } = AUTHORITIES[id];
  const crafted = isCrafted(id);
  return { pki, crafted, title: crafted ? id : PROFILES[profile].title.fr };
}
