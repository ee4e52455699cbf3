import { createPrivateKey, type KeyObject } from 'node:crypto';
import { pkiErrors } from '../../errors.ts';

const ENCRYPTED = /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m;

/**
 * A private key in PEM, or in DER as PKCS#8, PKCS#1 or SEC 1.
 *
 * @throws BancError PKI_FILE_PASSWORD_MISSING, PKI_FILE_PASSWORD_WRONG or PKI_FILE_KEY_UNREADABLE
 */
export function readPrivateKey(bytes: Buffer, password: string | undefined): KeyObject {
  const pem = bytes.includes('-----BEGIN ');
  const encrypted = pem ? ENCRYPTED.test(bytes.toString('latin1')) : undefined;
  if (encrypted && password === undefined) throw pkiErrors.error('PKI_FILE_PASSWORD_MISSING');
  const passphrase = password === undefined ? {} : { passphrase: password };
  if (pem) return attempt(() => createPrivateKey({ key: bytes, ...passphrase }), encrypted);
  for (const type of ['pkcs8', 'pkcs1', 'sec1'] as const) {
    try {
      return createPrivateKey({ key: bytes, format: 'der', type, ...passphrase });
    } catch {
      // Each form is tried in turn: DER does not say which one it is.
    }
  }
  throw pkiErrors.error('PKI_FILE_KEY_UNREADABLE', { reason: 'none of PKCS#8, PKCS#1 and SEC 1 reads it' });
}

function attempt(read: () => KeyObject, encrypted: boolean | undefined): KeyObject {
  try {
    return read();
  } catch (error) {
    if (encrypted) throw pkiErrors.error('PKI_FILE_PASSWORD_WRONG', {}, { cause: error });
    const reason = error instanceof Error ? error.message : String(error);
    throw pkiErrors.error('PKI_FILE_KEY_UNREADABLE', { reason }, { cause: error });
  }
}
