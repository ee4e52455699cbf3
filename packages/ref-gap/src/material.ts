import { createPrivateKey, X509Certificate } from 'node:crypto';
import { refGapErrors } from './errors.ts';

/** A private key and the certificates that are sent with it, in PEM: the leaf, then its intermediates. */
export interface ServedCertificate {
  readonly privateKey: string;
  readonly certificateChain: string;
}

/** @throws BancError REF_GAP_KEY_MISMATCH */
export function assertKeyFits({ privateKey, certificateChain }: ServedCertificate): void {
  const [leaf = ''] = pemBlocks(certificateChain);
  const fits = new X509Certificate(leaf).checkPrivateKey(createPrivateKey(privateKey));
  if (!fits) throw refGapErrors.error('REF_GAP_KEY_MISMATCH');
}

/** The authorities that a GAP takes terminals from, in PEM. */
export interface TrustedAuthorities {
  /** Roots only: a terminal sends its own intermediate. */
  readonly trust: string;
  /** The current CRL of every CA below those roots and of the roots themselves; an entry may hold several. */
  readonly crls: readonly string[];
}

/** What an editor installs in a GAP so that it serves payment terminals. */
export interface GapMaterial extends ServedCertificate, TrustedAuthorities {
  /** Wrong files, for the defects that consist in having installed one. */
  readonly alternatives?: Alternatives;
}

export interface Alternatives {
  /** An SSL_SERVEUR certificate whose CN is not the name that terminals are given. */
  readonly anotherName?: ServedCertificate;
  /** One whose CN is another name, with the name that terminals are given as a DNS name beside it. */
  readonly nameAsAlternative?: ServedCertificate;
  /** One whose CN is the name that terminals are given, and a dot. */
  readonly trailingDot?: ServedCertificate;
  /** One whose CN is right and whose DNS name is another. */
  readonly anotherAlternativeName?: ServedCertificate;
  /** One whose RSA key has 1024 bits. */
  readonly shortKey?: ServedCertificate;
  /** A right one, with the private key of another. */
  readonly mismatchedKey?: ServedCertificate;
  /** An SSL_SERVEUR certificate that is right but expired. */
  readonly expired?: ServedCertificate;
  /** An ORG AUTH_CLI certificate whose CN is the name that terminals are given. */
  readonly clientCertificate?: ServedCertificate;
  /** An ORG AUTH_CLI certificate for the payment provider, right but expired. */
  readonly expiredClient?: ServedCertificate;
  /** One of another service applicatif. */
  readonly otherService?: ServedCertificate;
  /** An ORG SIGN certificate for the web services of insurers, right but expired. */
  readonly expiredSigner?: ServedCertificate;
  /** One of another service applicatif. */
  readonly otherSigner?: ServedCertificate;
  /** A PRO AUTH certificate of the doctor who uses the DP, right but expired. */
  readonly expiredDoctor?: ServedCertificate;
  /** A PRO SIGN certificate of a pharmacist who is not the one who uses the DP. */
  readonly anotherPharmacist?: ServedCertificate;
  /** An ORG AUTH_CLI certificate for the annuaire AMC, right but expired. */
  readonly expiredAnnuaireClient?: ServedCertificate;
  /** That for the payment provider. */
  readonly pspClient?: ServedCertificate;
  /** The IGC-Santé, which signs the GAP's own certificate and no terminal's. */
  readonly igcSante?: TrustedAuthorities;
}

/** Cuts a PEM text into its blocks. Node's `crl` option reads the first block of each entry and ignores the rest. */
export function pemBlocks(...texts: readonly string[]): string[] {
  return texts.flatMap(
    (text) => text.match(/-----BEGIN ([A-Z0-9 ]+)-----[\s\S]+?-----END \1-----\n?/g) ?? [],
  );
}
