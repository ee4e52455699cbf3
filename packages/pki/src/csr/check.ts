import type { KeyObject } from 'node:crypto';
import type { BancError } from '../error-catalogue.ts';
import { pkiErrors } from '../errors.ts';
import type { Text } from '../inspect/text.ts';
import { rsaNumbers, subjectPublicKeyInfo } from '../keys.ts';
import { type Name, nameToString } from '../names.ts';
import { namesEqual } from '../names-decode.ts';
import { ALGORITHMS, EXTENSIONS } from '../object-identifiers.ts';
import { signatureProblem } from '../signature-check.ts';
import { type Csr, readCsr } from './read.ts';
import { weaknessOf } from './weak-keys.ts';

export interface CsrOptions {
  /** What the platform knows of whom the certificate is for: it is issued to this name, whatever the request says. */
  readonly subject?: Name;
  /** Whether a certificate was issued for this key before. */
  readonly keySeen?: (publicKey: KeyObject) => boolean | Promise<boolean>;
}

/** What a certificate will have otherwise than its request wants. */
export interface CsrWarning {
  readonly id: 'subject-overridden' | 'extensions-ignored' | 'attributes-ignored';
  readonly text: Text;
}

export interface CsrExamination {
  readonly csr: Csr;
  /** Why no certificate can be issued for it; the gravest first. */
  readonly objections: readonly BancError[];
  readonly warnings: readonly CsrWarning[];
}

/**
 * What is needed of a request to issue a certificate.
 *
 * @throws BancError PKI_CSR_…, one for each reason to refuse it
 */
export async function checkCsr(
  input: Uint8Array | string,
  options: CsrOptions = {},
): Promise<{ readonly publicKey: KeyObject; readonly warnings: readonly CsrWarning[] }> {
  const { csr, objections, warnings } = await examineCsr(input, options);
  if (objections[0] !== undefined) throw objections[0];
  return { publicKey: csr.publicKey, warnings };
}

/**
 * All that there is to object to in a request.
 *
 * @throws BancError PKI_CSR_TOO_LARGE, PKI_CSR_MALFORMED
 */
export async function examineCsr(
  input: Uint8Array | string,
  { subject, keySeen }: CsrOptions = {},
): Promise<CsrExamination> {
  const csr = await readCsr(input);
  const keyObjection = objectionToKey(csr.publicKey);
  const objections = [
    ...(keyObjection ? [keyObjection] : []),
    ...objectionsToSignature(csr),
    ...((await keySeen?.(csr.publicKey)) ? [pkiErrors.error('PKI_CSR_KEY_SEEN_BEFORE')] : []),
  ];
  return { csr, objections, warnings: [...warningsOf(csr, subject)] };
}

/** PFCNG's certificates have RSA keys of 2048 bits, no more and no less. */
const MODULUS_LENGTH = 2048;
const SMALLEST_EXPONENT = 65537n;
/** FIPS 186-4 §B.3.1. */
const EXPONENT_BELOW = 1n << 256n;

function objectionToKey(key: KeyObject): BancError | undefined {
  const { asymmetricKeyType = 'unknown' } = key;
  if (asymmetricKeyType !== 'rsa') {
    const curve = key.asymmetricKeyDetails?.namedCurve;
    const found = curve === undefined ? asymmetricKeyType : `${asymmetricKeyType} (${curve})`;
    return pkiErrors.error('PKI_CSR_KEY_NOT_RSA', { found });
  }
  const { modulus, modulusLength: bits, publicExponent: exponent } = rsaNumbers(key);
  if (bits < MODULUS_LENGTH) return pkiErrors.error('PKI_CSR_KEY_TOO_SHORT', { bits });
  if (bits > MODULUS_LENGTH) return pkiErrors.error('PKI_CSR_KEY_TOO_LONG', { bits });
  if (exponent < SMALLEST_EXPONENT || exponent >= EXPONENT_BELOW || exponent % 2n === 0n) {
    return pkiErrors.error('PKI_CSR_KEY_EXPONENT', { exponent: `0x${exponent.toString(16)}` });
  }
  const weakness = weaknessOf(modulus);
  return weakness === undefined ? undefined : pkiErrors.error('PKI_CSR_KEY_WEAK', { weakness });
}

/**
 * In octets of SubjectPublicKeyInfo; RSA of 8192 bits has a few less. Above this, or without an RSA key, a verification
 * would cost much or say nothing: the key is refused anyway.
 */
const LARGEST_VERIFIED_KEY = 1100;

function objectionsToSignature({ publicKey, signed: { tbs, algorithm, signature } }: Csr): BancError[] {
  if (publicKey.asymmetricKeyType !== 'rsa') return [];
  if (subjectPublicKeyInfo(publicKey).length > LARGEST_VERIFIED_KEY) return [];
  const found = () => ({ algorithm: nameOf(ALGORITHMS, algorithm.oid) });
  switch (
    signatureProblem({ tbs, innerAlgorithm: algorithm, outerAlgorithm: algorithm, signature }, publicKey)
  ) {
    case undefined:
      return [];
    case 'signature-algorithm-weak':
      return [pkiErrors.error('PKI_CSR_SIGNATURE_WEAK', found())];
    case 'signature-algorithm-unsupported':
      return [pkiErrors.error('PKI_CSR_SIGNATURE_UNSUPPORTED', found())];
    default:
      return [pkiErrors.error('PKI_CSR_SIGNATURE_INVALID')];
  }
}

function* warningsOf(csr: Csr, subject: Name | undefined): Generator<CsrWarning> {
  if (subject !== undefined && !namesEqual(csr.subject, subject)) {
    const [asked, given] = [csr.subject, subject].map(nameToString);
    yield {
      id: 'subject-overridden',
      text: {
        fr: `Le sujet de la demande (${asked || 'vide'}) est ignoré : le certificat porte celui de la plateforme (${given}).`,
        en: `The subject of the request (${asked || 'empty'}) is ignored: the certificate bears that of the platform (${given}).`,
      },
    };
  }
  if (csr.requestedExtensions.length > 0) {
    const names = csr.requestedExtensions.map((oid) => nameOf(EXTENSIONS, oid)).join(', ');
    yield {
      id: 'extensions-ignored',
      text: {
        fr: `Les extensions demandées (${names}) sont ignorées : celles du certificat viennent de son gabarit.`,
        en: `The extensions asked for (${names}) are ignored: those of the certificate come from its profile.`,
      },
    };
  }
  if (csr.otherAttributes.length > 0) {
    const names = csr.otherAttributes.join(', ');
    yield {
      id: 'attributes-ignored',
      text: {
        fr: `Les attributs de la demande (${names}) sont ignorés.`,
        en: `The attributes of the request (${names}) are ignored.`,
      },
    };
  }
}

function nameOf(table: Readonly<Record<string, string>>, oid: string): string {
  return Object.entries(table).find(([, value]) => value === oid)?.[0] ?? oid;
}
