import { createPublicKey } from 'node:crypto';
import { buildCrl, type CertificateDefect, type Crl, type RevokedCertificate } from '@banc-gap/pki';
import type { DocumentFault } from '../faults/catalogue.ts';
import { AUTHORITIES, type AuthorityId } from '../hierarchy.ts';
import { mint, mintSelfSigned } from '../mint.ts';
import { anotherAuthority, type PublicationSources } from './sources.ts';

const DAY_MS = 86_400_000;
const HUGE_LIST_ENTRIES = 300_000;
const HUGE_FILE_OCTETS = 16 * 1024 * 1024;

/** What a proxy or a hotel network sends for any file that one asks for. */
const WEB_PAGE = Buffer.from(
  '<!doctype html>\n<title>Connexion requise</title>\n<h1>Veuillez vous identifier pour accéder à Internet.</h1>\n',
);

/** A full or delta list of this CA, as the fault has it; faults of transport leave it as it is. */
export function crlWithFault(
  sources: PublicationSources,
  id: AuthorityId,
  kind: 'full' | 'delta',
  fault: DocumentFault | undefined,
): Buffer {
  const { crls, state } = sources;
  const listOf = (authority: AuthorityId): Crl =>
    kind === 'full' ? crls.current(authority) : crls.delta(authority);
  const crl = listOf(id);
  const content = crls.contentOf(id, crl);
  switch (fault) {
    case 'stale': {
      const days = Math.ceil((crl.nextUpdate!.getTime() - crl.thisUpdate.getTime()) / DAY_MS);
      return buildCrl({
        ...content,
        defect: { thisUpdate: { days: -days - 1 }, nextUpdate: { days: -1 } },
      });
    }
    case 'future':
      return buildCrl({ ...content, defect: { thisUpdate: { days: 1 } } });
    case 'wrong-signer': {
      const { privateKey } = state.authorities.get(anotherAuthority(sources, id)).signer;
      return buildCrl({ ...content, issuer: { ...content.issuer, privateKey } });
    }
    case 'wrong-issuer':
      return listOf(anotherAuthority(sources, id)).der;
    case 'huge':
      return buildCrl({ ...content, entries: [...content.entries, ...manyEntries(crl.thisUpdate)] });
    default:
      return withFault(crl.der, fault);
  }
}

/** The certificate of this CA, likewise. */
export function certificateWithFault(
  sources: PublicationSources,
  id: AuthorityId,
  fault: DocumentFault | undefined,
): Buffer {
  const { certificate } = sources.state.authorities.get(id);
  switch (fault) {
    case 'stale':
      return reissued(sources, id, { notAfter: { days: -1 } });
    case 'future':
      return reissued(sources, id, { notBefore: { days: 1 } });
    case 'wrong-signer':
      return reissued(sources, id, { signature: 'by-own-key' });
    case 'wrong-issuer':
      return sources.state.authorities.get(anotherAuthority(sources, id)).certificate.der;
    default:
      return withFault(certificate.der, fault);
  }
}

/** What spoils any file. */
export function withFault(der: Buffer, fault: string | undefined): Buffer {
  switch (fault) {
    case 'html':
      return WEB_PAGE;
    case 'truncated':
      return der.subarray(0, der.length >> 1);
    case 'huge':
      return Buffer.concat([der, Buffer.alloc(HUGE_FILE_OCTETS)]);
    default:
      return der;
  }
}

/** The same CA with the same key and serial number. */
function reissued(sources: PublicationSources, id: AuthorityId, wrong: CertificateDefect): Buffer {
  const { state, context } = sources;
  const { certificate, signer } = state.authorities.get(id);
  const { issuer, profile, subject = {}, defect } = AUTHORITIES[id];
  const request = {
    profile,
    subject,
    publicKey: createPublicKey(signer.privateKey),
    privateKey: signer.privateKey,
    serialNumber: Buffer.from(certificate.serialNumber, 'hex'),
    defect: { ...defect, ...wrong },
  };
  if (issuer !== null) return mint(state.authorities.get(issuer), request, context()).der;
  if (wrong.signature === undefined) return mintSelfSigned(request, signer.privateKey, context()).der;
  // A root is signed by its own key when all is well.
  const { privateKey } = state.authorities.get(anotherAuthority(sources, id)).signer;
  return mintSelfSigned({ ...request, defect: defect ?? {} }, privateKey, context()).der;
}

/** Of certificates that nobody has: of IGC-Santé's length, beginning as no serial number of the bench does. */
function manyEntries(revocationDate: Date): RevokedCertificate[] {
  return Array.from({ length: HUGE_LIST_ENTRIES }, (_, index) => ({
    serialNumber: `7F${index.toString(16).toUpperCase().padStart(30, 'F')}`,
    revocationDate,
  }));
}
