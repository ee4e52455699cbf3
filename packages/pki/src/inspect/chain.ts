import type { Certificate } from '../certificate.ts';
import { commonName } from '../names.ts';
import { namesEqual } from '../names-decode.ts';
import { signatureProblem } from '../signature-check.ts';
import { igcSanteAuthority } from './igc-sante-authority.ts';
import type { Material } from './material.ts';
import type { Examined } from './rule.ts';

const isSelfIssued = ({ issuer, subject }: Certificate): boolean => namesEqual(issuer, subject);

const namedIssuers = (certificate: Certificate, among: readonly Certificate[]): readonly Certificate[] =>
  among.filter(({ subject }) => namesEqual(subject, certificate.issuer));

/** The first CA of the file that has the name of the issuer. */
export const issuerInFile = (certificate: Certificate, { chain }: Material): Certificate | undefined =>
  namedIssuers(certificate, chain)[0];

/** In the file: the ACI whose name differs from the issuer's by the word TEST only. */
export function twinOfIssuer({ certificate, material }: Examined): Certificate | undefined {
  const issuer = igcSanteAuthority(certificate.issuer);
  return material.chain.find(({ subject }) => {
    const authority = igcSanteAuthority(subject);
    return (
      issuer !== undefined &&
      authority !== undefined &&
      authority.environment !== issuer.environment &&
      authority.gamme === issuer.gamme &&
      authority.domaine === issuer.domaine
    );
  });
}

/** A weak algorithm is a matter of its own: here only whether the key of that CA made the signature. */
function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  const problem = signatureProblem(certificate, issuer.publicKey);
  return problem !== 'signature-invalid' && problem !== 'signature-algorithm-inconsistent';
}

/** The first link of the chain that no CA of that name, in the file or else known, has signed. */
export function brokenLink({ certificate, material, surroundings }: Examined): Certificate | undefined {
  let current = certificate;
  for (const _ of material.certificates) {
    if (isSelfIssued(current)) return isSignedBy(current, current) ? undefined : current;
    const inFile = namedIssuers(current, material.chain);
    const candidates = inFile.length > 0 ? inFile : namedIssuers(current, surroundings.authorities ?? []);
    if (candidates.length === 0) return undefined;
    const issuer = candidates.find((candidate) => isSignedBy(current, candidate));
    if (issuer === undefined) return current;
    current = issuer;
  }
  return undefined;
}

/** subjectKeyIdentifier of the real CAs that issue to organisations; those for persons were not seen. */
const REAL_KEYS: Readonly<Record<string, string>> = {
  'AC IGC-SANTE ELEMENTAIRE ORGANISATIONS': 'd7fbfadcd5027fe7c153864d4be8a44a1e0bbb63',
  'TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS': '212e847d3b1ef512de51a2215cae93a8ef5be3f5',
};

/** Of the CA with the name of the issuer: the real one, and that of the bench where it is known. */
export function knownKeys({ certificate, surroundings: { authorities } }: Examined): readonly string[] {
  const real = REAL_KEYS[commonName(certificate.issuer) ?? ''];
  if (real === undefined || authorities === undefined) return [];
  const own = namedIssuers(certificate, authorities).map(
    ({ subjectKeyIdentifier }) => subjectKeyIdentifier?.toString('hex') ?? '',
  );
  return [real, ...own];
}

/** Leaf first, then each one's issuer: as TLS wants them sent (RFC 5246 §7.4.2). */
export function isInOrder({ certificates, certificate }: Material): boolean {
  return (
    certificates[0]!.fingerprint === certificate.fingerprint &&
    certificates.slice(1).every(({ subject }, index) => namesEqual(certificates[index]!.issuer, subject))
  );
}
