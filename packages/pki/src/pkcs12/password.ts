import { pkiErrors } from '../errors.ts';

/**
 * Programs encode what is not ASCII in different ways; pkijs puts a zero before each octet.
 *
 * @throws BancError PKI_PKCS12_PASSWORD_NOT_ASCII
 */
export function assertAscii(password: string): void {
  if (!/^[\x20-\x7e]*$/.test(password)) throw pkiErrors.error('PKI_PKCS12_PASSWORD_NOT_ASCII');
}
