import { SignedXml } from 'xml-crypto';
import { pemBlocks, type ServedCertificate } from '../material.ts';

export interface Dispensation {
  readonly identifiant: string;
  readonly ins: string;
  readonly oid: string;
  /** A day, as 2026-11-22. */
  readonly date: string;
  /** Who dispenses, and signs. */
  readonly pharmacien: string;
  readonly cip13: string;
  readonly libelle: string;
  readonly quantite: number;
}

const NAMESPACE = 'urn:banc-gap:dp:dispensation:1';
const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';

/** As docs/dp-dispensation.xsd has it, without its signature. */
export function dispensationXml(content: Dispensation): string {
  const { identifiant, ins, oid, date, pharmacien, cip13, libelle, quantite } = content;
  return (
    `<dispensation xmlns="${NAMESPACE}" Id="dispensation">` +
    `<identifiant>${identifiant}</identifiant><patient><ins oid="${text(oid)}">${text(ins)}</ins></patient>` +
    `<date>${date}</date><pharmacien>${text(pharmacien)}</pharmacien>` +
    `<medicament><cip13>${text(cip13)}</cip13><libelle>${text(libelle)}</libelle><quantite>${quantite}</quantite></medicament>` +
    `</dispensation>`
  );
}

/** Signs the whole document, by an enveloped XML signature with the certificate of whoever signs. */
export function signed(
  xml: string,
  signer: ServedCertificate,
  { what = '/*', algorithm = RSA_SHA256 }: { readonly what?: string; readonly algorithm?: string } = {},
): string {
  const signature = new SignedXml({
    privateKey: signer.privateKey,
    publicCert: pemBlocks(signer.certificateChain)[0]!,
    signatureAlgorithm: algorithm,
    canonicalizationAlgorithm: EXCLUSIVE_C14N,
  });
  signature.addReference({
    xpath: what,
    transforms: [ENVELOPED, EXCLUSIVE_C14N],
    digestAlgorithm: SHA256,
  });
  signature.computeSignature(xml, { location: { reference: '/*', action: 'append' }, prefix: 'ds' });
  return signature.getSignedXml();
}

const text = (value: string): string =>
  value.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);
