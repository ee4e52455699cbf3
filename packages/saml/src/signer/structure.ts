import { attribute, type Certificate, nameToString } from '@banc-gap/pki';
import { samlErrors } from '../errors.ts';

const ORGANISATIONAL_UNIT = attribute('OU', '').type;

const structures = new WeakMap<Certificate, string>();

/**
 * The national identifier of the structure that a certificate of an organisation is for: its one OU.
 *
 * @throws BancError SAML_SIGNER_TYPE
 */
export function structureOf(certificate: Certificate): string {
  const known = structures.get(certificate);
  if (known !== undefined) return known;
  const [unit, ...others] = certificate.subject.flat().filter(({ type }) => type === ORGANISATIONAL_UNIT);
  if (unit === undefined || others.length > 0) {
    throw samlErrors.error('SAML_SIGNER_TYPE', {
      subject: nameToString(certificate.subject),
      type: 'of an organisation',
      problem: 'it does not have one OU that identifies the structure',
    });
  }
  structures.set(certificate, unit.value);
  return unit.value;
}
