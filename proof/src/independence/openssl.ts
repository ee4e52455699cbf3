import { type KeyObject, X509Certificate } from 'node:crypto';
import { pem, runTool } from './tool.ts';
import {
  type ChainQuestion,
  type CrlQuestion,
  type Findings,
  UNREADABLE,
  type Verifier,
} from './verifier.ts';

/** X509_V_ERR_… of openssl/x509_vfy.h: numbers stay, words change from version to version. */
const ERRORS: Readonly<Record<number, string>> = {
  3: 'UNABLE_TO_GET_CRL',
  7: 'CERT_SIGNATURE_FAILURE',
  8: 'CRL_SIGNATURE_FAILURE',
  9: 'CERT_NOT_YET_VALID',
  10: 'CERT_HAS_EXPIRED',
  11: 'CRL_NOT_YET_VALID',
  12: 'CRL_HAS_EXPIRED',
  18: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  20: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  23: 'CERT_REVOKED',
  25: 'PATH_LENGTH_EXCEEDED',
  26: 'INVALID_PURPOSE',
  32: 'KEYUSAGE_NO_CERTSIGN',
  34: 'UNHANDLED_CRITICAL_EXTENSION',
  36: 'UNHANDLED_CRITICAL_CRL_EXTENSION',
  48: 'EXCLUDED_VIOLATION',
  66: 'EE_KEY_TOO_SMALL',
  68: 'CA_MD_TOO_WEAK',
  78: 'SIGNATURE_ALGORITHM_INCONSISTENCY',
  79: 'INVALID_CA',
  81: 'PATHLEN_WITHOUT_KU_KEY_CERT_SIGN',
  82: 'KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA',
};

/** `openssl verify`, strict. It goes on after most errors, and lists everything that it finds. */
export const openssl: Verifier = {
  name: 'openssl',
  tool: 'openssl',
  verifyChains: (questions) => questions.map(verifyChain),
  verifyCrls: (questions) => questions.map(verifyCrl),
};

function verifyChain({
  presented,
  anchors,
  crls,
  at,
  purpose,
  knownExtension,
  shortKeys,
}: ChainQuestion): Findings {
  const [leaf, ...others] = presented;
  const files = {
    leaf: pem('CERTIFICATE', [leaf!]),
    others: pem('CERTIFICATE', others),
    anchors: pem('CERTIFICATE', anchors),
    crls: pem('X509 CRL', crls ?? []),
  };
  const options = [
    ...['-x509_strict', '-no-CApath', '-no-CAstore', '-CAfile', 'anchors'],
    ...['-attime', String(Math.floor(at.getTime() / 1000))],
    // It reaches roots in any case; with this, an anchor need not be one.
    '-partial_chain',
    ...(others.length === 0 ? [] : ['-untrusted', 'others']),
    // With -crl_check_all an anchor has to be on a CRL too, and only the CRL of a root is its own.
    ...(crls === undefined
      ? []
      : [anchors.every(isRoot) ? '-crl_check_all' : '-crl_check', '-CRLfile', 'crls']),
    ...(purpose === undefined ? [] : ['-purpose', purpose === 'clientAuth' ? 'sslclient' : 'sslserver']),
    ...(knownExtension === undefined ? [] : ['-ignore_critical']),
    // 112 bits of security, or 80, which SHA-1 does not reach.
    ...['-auth_level', shortKeys ? '1' : '2'],
  ];
  const { status, stderr } = runTool('openssl', ['verify', ...options, 'leaf'], files);
  const findings = [...stderr.matchAll(/^error (\d+) at (\d+) depth lookup/gm)].map(
    ([, number, depth]) => `${ERRORS[Number(number)] ?? `error ${number}`} at ${depth}`,
  );
  return findings.length > 0 || status === 0 ? findings : [unreadable(stderr)];
}

function verifyCrl({ crl, issuer }: CrlQuestion): Findings {
  const files = { crl: pem('X509 CRL', [crl]), issuer: pem('CERTIFICATE', [issuer]) };
  const { stderr } = runTool('openssl', ['crl', '-in', 'crl', '-CAfile', 'issuer', '-noout'], files);
  if (/^verify OK$/m.test(stderr)) return [];
  return [/^verify failure$/m.test(stderr) ? 'CRL_SIGNATURE_FAILURE' : unreadable(stderr)];
}

/** Whether a certificate has the public half of a private key. */
export function belongs(privateKey: KeyObject, certificate: Buffer): boolean {
  const files = {
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }),
    certificate: pem('CERTIFICATE', [certificate]),
  };
  const ofKey = runTool('openssl', ['pkey', '-in', 'key', '-pubout'], files);
  const ofCertificate = runTool('openssl', ['x509', '-in', 'certificate', '-noout', '-pubkey'], files);
  for (const { status, stderr } of [ofKey, ofCertificate]) {
    if (status !== 0) throw new Error(`openssl: ${stderr}`);
  }
  return ofKey.stdout === ofCertificate.stdout;
}

function unreadable(stderr: string): string {
  if (/Could not (read|find)|[Uu]nable to load/.test(stderr)) return UNREADABLE;
  throw new Error(`openssl: ${stderr}`);
}

function isRoot(der: Buffer): boolean {
  const { subject, issuer } = new X509Certificate(der);
  return subject === issuer;
}
