import { attribute, type Certificate, nameToString } from '@banc-gap/pki';
import { samlErrors } from '../errors.ts';

const ORGANISATIONAL_UNIT = attribute('OU', '').type;

/**
 * The national identifier of the structure that a certificate of an organisation is for: its one OU.
 *
 * @throws BancError SAML_SIGNER_TYPE
 */
export function structureOf(certificate: Certificate): string {
  const units = certificate.subject.flat().filter(({ type }) => type === ORGANISATIONAL_UNIT);
  if (units.length === 1) return units[0]!.value;
  throw samlErrors.error('SAML_SIGNER_TYPE', {
    subject: nameToString(certificate.subject),
    type: 'of an organisation',
    problem: `it has ${units.length} OU, and not the one that identifies the structure`,
  });
}
