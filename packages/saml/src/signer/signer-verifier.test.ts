import type { CrlSet } from '@banc-gap/pki';
import { beforeAll, describe, expect, it } from 'vitest';
import type { XmlCredential } from '../signature/sign.ts';
import { NOW, TestPki } from '../testing/test-pki.ts';
import { codeOf } from '../testing/tokens.ts';
import { type SignerTrust, SignerVerifier } from './signer-verifier.ts';

const CA = 'igc-sante-test/aci-el-org';
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

/** Counts how often revocation is looked up: a verdict that is remembered looks nothing up. */
function counted(trust: SignerTrust): { readonly trust: SignerTrust; lookups: number } {
  const result = { lookups: 0, trust };
  const crls = {
    issuedBy: (ca) => {
      result.lookups += 1;
      return trust.crls!.issuedBy(ca);
    },
  } as CrlSet;
  result.trust = { ...trust, crls };
  return result;
}

describe('the verdict on a signer', () => {
  let pki: TestPki;
  let credential: XmlCredential;
  let presented: string[];

  beforeAll(async () => {
    pki = await TestPki.create();
    credential = pki.credential('igc-sante-test/org-sign');
    presented = [credential.certificate.der.toString('base64')];
  });

  const signersWith = (trust: () => SignerTrust) =>
    new SignerVerifier({ profile: 'igc-sante-test/org-sign', trust });

  it('is remembered while nothing changes', () => {
    const counting = counted(pki.trust(CA));
    const signers = signersWith(() => counting.trust);
    const first = signers.verify(presented, NOW);
    const { lookups } = counting;
    expect(lookups).toBeGreaterThan(0);
    expect(signers.verify(presented, later(3600))).toBe(first);
    expect(counting.lookups).toBe(lookups);
  });

  it('does not outlive a revocation', () => {
    let trust = pki.trust(CA);
    const signers = signersWith(() => trust);
    expect(codeOf(() => signers.verify(presented, NOW))).toBeUndefined();
    trust = pki.trust(CA, [credential.certificate]);
    expect(codeOf(() => signers.verify(presented, NOW))).toBe('SAML_SIGNER_REVOKED');
    trust = pki.trust(CA);
    expect(codeOf(() => signers.verify(presented, NOW))).toBeUndefined();
  });

  it('does not outlive trust in the root, nor in the CA', () => {
    const good = pki.trust(CA);
    let trust = good;
    const signers = signersWith(() => trust);
    expect(codeOf(() => signers.verify(presented, NOW))).toBeUndefined();
    trust = { ...good, trustAnchors: [] };
    expect(codeOf(() => signers.verify(presented, NOW))).toBe('SAML_SIGNER_UNTRUSTED');
    trust = { ...good, intermediates: [] };
    expect(codeOf(() => signers.verify(presented, NOW))).toBe('SAML_SIGNER_UNTRUSTED');
  });

  it('does not outlive the CRL', () => {
    const trust = pki.trust(CA);
    const signers = signersWith(() => trust);
    const nextUpdate = 6 * 86_400;
    expect(codeOf(() => signers.verify(presented, NOW))).toBeUndefined();
    expect(codeOf(() => signers.verify(presented, later(nextUpdate - 1)))).toBeUndefined();
    expect(codeOf(() => signers.verify(presented, later(nextUpdate + 1)))).toBe('SAML_SIGNER_UNTRUSTED');
  });

  it('does not outlive the certificate', () => {
    const { crls: _, ...trust } = pki.trust(CA);
    const signers = signersWith(() => trust);
    const { notBefore, notAfter } = credential.certificate;
    expect(codeOf(() => signers.verify(presented, notAfter))).toBeUndefined();
    expect(codeOf(() => signers.verify(presented, new Date(notAfter.getTime() + 1)))).toBe(
      'SAML_SIGNER_UNTRUSTED',
    );
    expect(codeOf(() => signers.verify(presented, new Date(notBefore.getTime() - 1)))).toBe(
      'SAML_SIGNER_UNTRUSTED',
    );
  });

  it('is no reason to accept another certificate with the same key', () => {
    const trust = pki.trust(CA);
    const signers = signersWith(() => trust);
    const { certificate } = pki.credential('igc-sante-test/org-auth-cli');
    expect(codeOf(() => signers.verify(presented, NOW))).toBeUndefined();
    expect(codeOf(() => signers.verify([certificate.der.toString('base64')], NOW))).toBe('SAML_SIGNER_TYPE');
  });
});
