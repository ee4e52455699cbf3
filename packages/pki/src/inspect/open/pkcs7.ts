import { Certificate } from '../../certificate.ts';
import { DerReader, decodeObjectIdentifier, decodeSequence } from '../../der/decode.ts';
import { TAG } from '../../der/encode.ts';
import { reading } from '../../malformed.ts';

const SIGNED_DATA = '1.2.840.113549.1.7.2';

/**
 * The certificates of a file .p7b: a SignedData (RFC 2315 §9) that signs nothing.
 *
 * @throws BancError PKI_CERTIFICATE_MALFORMED
 */
export function readPkcs7(der: Buffer): readonly Certificate[] {
  const certificates = reading('PKI_CERTIFICATE_MALFORMED', () =>
    decodeSequence(der, 'pkcs7', (outer) => {
      const { content } = outer.element('pkcs7.contentType', TAG.objectIdentifier);
      const type = decodeObjectIdentifier(content, 'pkcs7.contentType');
      const wrapped = outer.optional(0xa0, 'pkcs7.content');
      return type === SIGNED_DATA && wrapped ? certificatesOf(wrapped.content) : [];
    }),
  );
  return certificates.map((one) => Certificate.parse(one));
}

function certificatesOf(signedData: Buffer): readonly Buffer[] {
  return decodeSequence(signedData, 'pkcs7.signedData', (reader) => {
    reader.integer('pkcs7.version');
    reader.element('pkcs7.digestAlgorithms', TAG.set);
    reader.element('pkcs7.encapContentInfo', TAG.sequence);
    const set = reader.optional(0xa0, 'pkcs7.certificates');
    while (!reader.atEnd) reader.element('pkcs7.signerInfos');
    return set === undefined ? [] : elementsOf(set.content);
  });
}

function elementsOf(content: Buffer): readonly Buffer[] {
  const reader = new DerReader(content, 'pkcs7.certificates');
  const elements: Buffer[] = [];
  while (!reader.atEnd) elements.push(reader.element('pkcs7.certificates').der);
  return elements;
}
