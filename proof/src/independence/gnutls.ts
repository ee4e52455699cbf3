import { EXTENDED_KEY_USAGES } from '@banc-gap/pki';
import { pem, runTool } from './tool.ts';
import {
  type ChainQuestion,
  type CrlQuestion,
  type Findings,
  UNREADABLE,
  type Verifier,
} from './verifier.ts';

/** What certtool says of each GNUTLS_CERT_… of gnutls/gnutls.h. */
const STATUS: Readonly<Record<string, string>> = {
  'The certificate issuer is unknown.': 'SIGNER_NOT_FOUND',
  'The certificate issuer is not a CA.': 'SIGNER_NOT_CA',
  "The certificate chain violates the signer's constraints.": 'SIGNER_CONSTRAINTS_FAILURE',
  'The signature in the certificate is invalid.': 'SIGNATURE_FAILURE',
  'The certificate chain is revoked.': 'REVOKED',
  'The certificate chain uses expired certificate.': 'EXPIRED',
  'The certificate chain uses not yet valid certificate.': 'NOT_ACTIVATED',
  'The certificate chain uses insecure algorithm.': 'INSECURE_ALGORITHM',
  'The certificate chain does not match the intended purpose.': 'PURPOSE_MISMATCH',
  'The certificate contains an unknown critical extension.': 'UNKNOWN_CRIT_EXTENSIONS',
  'The revocation or OCSP data are old and have been superseded.': 'REVOCATION_DATA_SUPERSEDED',
  'The revocation or OCSP data are issued with a future date.': 'REVOCATION_DATA_ISSUED_IN_FUTURE',
};

/** `certtool`, which knows no time but the present. It says all that is wrong, not with which certificate. */
export const gnutls: Verifier = {
  name: 'gnutls',
  tool: 'certtool',
  verifyChains: (questions) => questions.map(verifyChain),
  verifyCrls: (questions) => questions.map(verifyCrl),
};

function verifyChain({ presented, anchors, crls, purpose, shortKeys }: ChainQuestion): Findings {
  const files = {
    chain: pem('CERTIFICATE', presented),
    anchors: pem('CERTIFICATE', anchors),
    crls: pem('X509 CRL', crls ?? []),
  };
  const options = [
    ...['--verify', '--infile', 'chain', '--load-ca-certificate', 'anchors'],
    ...(crls === undefined ? [] : ['--load-crl', 'crls']),
    ...['--verify-profile', shortKeys ? 'low' : 'medium'],
    ...(purpose === undefined ? [] : ['--verify-purpose', EXTENDED_KEY_USAGES[purpose]]),
  ];
  return findings(options, files);
}

function verifyCrl({ crl, issuer }: CrlQuestion): Findings {
  const files = { crl: pem('X509 CRL', [crl]), issuer: pem('CERTIFICATE', [issuer]) };
  return findings(['--verify-crl', '--infile', 'crl', '--load-ca-certificate', 'issuer'], files);
}

function findings(options: readonly string[], files: Readonly<Record<string, string>>): Findings {
  const { stdout, stderr } = runTool('certtool', options, files);
  if (/erification output: Verified\./.test(stdout)) return [];
  const [, reasons] =
    /erification output: Not verified\.\s+The certificate is NOT trusted\.(.+)$/m.exec(stdout) ?? [];
  const sentences = reasons?.match(/\S[^.]*\./g);
  if (sentences) return sentences.map((sentence) => STATUS[sentence] ?? sentence);
  if (stderr.includes('insufficient security level')) return ['INSECURE_ALGORITHM'];
  if (/parsing|import error|ASN1/.test(stderr)) return [UNREADABLE];
  throw new Error(`certtool: ${stdout}${stderr}`);
}
