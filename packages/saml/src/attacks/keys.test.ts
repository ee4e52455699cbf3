import { createHmac, createPublicKey } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { XmlCredential } from '../signature/sign.ts';
import { Attacker } from '../testing/attacker.ts';
import { codeOf, token, verifier } from '../testing/tokens.ts';
import { canonicalXml } from '../xml/canonical.ts';
import { parseXml } from '../xml/parse.ts';

let attacker: Attacker;
beforeAll(async () => {
  attacker = await Attacker.create();
});

describe('keys that are confused', () => {
  const keyInfo = (content: string) => attacker.changed(/(?<=<ds:KeyInfo>).*(?=<\/ds:KeyInfo>)/s, content);
  const x509 = ({ certificate }: XmlCredential) =>
    `<ds:X509Data><ds:X509Certificate>${certificate.der.toString('base64')}</ds:X509Certificate></ds:X509Data>`;
  const keyValue = () => {
    const { n, e } = createPublicKey(attacker.pki.strangerKey).export({ format: 'jwk' });
    return `<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>${n}</ds:Modulus><ds:Exponent>${e}</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>`;
  };

  it('the certificate of somebody else is refused', () => {
    const other = attacker.pki.credential('igc-sante-test/org-sign');
    const forged = token({ certificate: other.certificate, privateKey: attacker.pki.strangerKey });
    expect(attacker.refusal(forged)).toBe('SAML_SIGNATURE_INVALID');
  });

  it('a certificate that nobody issued is refused', () => {
    const self = attacker.pki.selfSigned('igc-sante-test/org-sign');
    expect(attacker.refusal(token(self))).toBe('SAML_SIGNER_UNTRUSTED');
  });

  it('a KeyValue is refused, alone or beside the certificate', () => {
    expect(attacker.refusal(keyInfo(keyValue()))).toBe('SAML_KEY_INFO');
    expect(attacker.refusal(keyInfo(keyValue() + x509(attacker.credential)))).toBe('SAML_KEY_INFO');
    expect(attacker.refusal(keyInfo(x509(attacker.credential) + keyValue()))).toBe('SAML_KEY_INFO');
  });

  it.each([
    ['nothing', () => ''],
    ['a KeyName', () => '<ds:KeyName>key</ds:KeyName>'],
    ['a RetrievalMethod', () => '<ds:RetrievalMethod URI="http://127.0.0.1/key"></ds:RetrievalMethod>'],
    ['X509Data twice', () => x509(attacker.credential) + x509(attacker.credential)],
    ['X509Data without a certificate', () => '<ds:X509Data><ds:X509SKI>AAAA</ds:X509SKI></ds:X509Data>'],
    [
      'X509Data with a CRL',
      () => x509(attacker.credential).replace('</ds:X509Data>', '<ds:X509CRL>AAAA</ds:X509CRL>$&'),
    ],
    ['a SecurityTokenReference', () => '<wsse:SecurityTokenReference></wsse:SecurityTokenReference>'],
  ])('KeyInfo with %s is refused', (_, content) => {
    const security = keyInfo('PLACE').replace('PLACE', content());
    expect(attacker.refusal(security)).toBe('SAML_KEY_INFO');
  });

  it('a certificate in PEM is refused', () => {
    const { pem } = attacker.credential.certificate;
    const content = `<ds:X509Data><ds:X509Certificate>${pem}</ds:X509Certificate></ds:X509Data>`;
    expect(attacker.refusal(keyInfo(content))).toBe('SAML_CERTIFICATE_UNREADABLE');
  });

  it('a certificate that is none is refused', () => {
    expect(
      attacker.refusal(keyInfo('<ds:X509Data><ds:X509Certificate>AAAA</ds:X509Certificate></ds:X509Data>')),
    ).toBe('SAML_CERTIFICATE_UNREADABLE');
  });

  it('the first certificate is the signer, and those behind it are its CAs', () => {
    const authority = attacker.pki.authority('igc-sante-test/aci-el-org').certificate.der.toString('base64');
    const chain = `<ds:X509Certificate>${authority}</ds:X509Certificate>`;
    const leaf = x509(attacker.credential);
    const trust = { ...attacker.pki.trust('igc-sante-test/aci-el-org'), intermediates: [] };
    const signed = token(attacker.credential);
    const verify = (content: string) =>
      codeOf(() => verifier(attacker.pki, { trust: () => trust }).verify(signed.replace(leaf, content)));
    expect(verify(leaf)).toBe('SAML_SIGNER_UNTRUSTED');
    expect(verify(leaf.replace('</ds:X509Data>', `${chain}$&`))).toBeUndefined();
    expect(verify(leaf.replace('<ds:X509Data>', `$&${chain}`))).toBe('SAML_SIGNER_TYPE');
  });

  it('an HMAC with the public key is refused before any key is looked at', () => {
    const text = attacker.changed('xmldsig-more#rsa-sha256', 'xmldsig-more#hmac-sha256');
    const { elements, source } = parseXml(text);
    const signedInfo = canonicalXml(elements.find(({ localName }) => localName === 'SignedInfo')!);
    const mac = createHmac('sha256', attacker.credential.certificate.pem).update(signedInfo).digest('base64');
    const forged = source.replace(/(?<=<ds:SignatureValue>)[^<]*/, mac);
    expect(attacker.refusal(forged)).toBe('SAML_SIGNATURE_ALGORITHM');
  });
});
