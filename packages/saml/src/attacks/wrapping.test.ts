import { beforeAll, describe, expect, it } from 'vitest';
import { verifyEnveloped } from '../signature/enveloped.ts';
import { SignerVerifier } from '../signer/signer-verifier.ts';
import { Attacker } from '../testing/attacker.ts';
import { NOW } from '../testing/test-pki.ts';
import { codeOf, message, token, verifier } from '../testing/tokens.ts';
import { partsOf, WRAPPINGS } from '../testing/wrapping.ts';

let attacker: Attacker;
beforeAll(async () => {
  attacker = await Attacker.create();
});

describe('signature wrapping', () => {
  const evil = (unsigned: string) => unsigned.replace(/AGENT[^<]*/, 'EVIL');
  const otherId = (unsigned: string) => evil(unsigned).replace(/ ID="[^"]*"/, ' ID="_evil"');

  it.each(Object.entries(WRAPPINGS))('%s is refused, whatever its identifier', (_, wrap) => {
    expect(attacker.refusal(wrap(partsOf(token(attacker.credential), evil)))).toBe('SAML_TOKEN_SEVERAL');
    expect(attacker.refusal(wrap(partsOf(token(attacker.credential), otherId)))).toBe('SAML_TOKEN_SEVERAL');
  });

  it.each([
    [
      'in the Body',
      (signed: string, evilOne: string) => message(evilOne).replace('<soap:Body>', `$&${signed}`),
    ],
    [
      'in the Header',
      (signed: string, evilOne: string) => message(evilOne).replace('<soap:Header>', `$&${signed}`),
    ],
    [
      'in a second wsse:Security',
      (signed: string, evilOne: string) =>
        message(evilOne).replace(
          '</soap:Header>',
          (end) => /<wsse:Security.*<\/wsse:Security>/s.exec(message(signed))![0] + end,
        ),
    ],
  ])('with the original %s is refused', (_, place) => {
    const { signed, evil: evilOne } = partsOf(token(attacker.credential), otherId);
    expect(codeOf(() => verifier(attacker.pki).verify(place(signed, evilOne)))).toBe('SAML_TOKEN_SEVERAL');
  });

  /** Documents have no rule about how many of them there are: there, the reference itself has to hold. */
  describe('of a document of another kind', () => {
    const ID = { localName: 'ID' } as const;
    let refusalOf: (document: string) => string | undefined;

    beforeAll(() => {
      const trust = attacker.pki.trust('igc-sante-test/aci-el-org');
      const signers = new SignerVerifier({ profile: 'igc-sante-test/org-sign', trust: () => trust });
      refusalOf = (document) => codeOf(() => verifyEnveloped(document, signers, NOW, { idAttribute: ID }));
    });

    it('is not needed for a good one', () => {
      expect(refusalOf(token(attacker.credential))).toBeUndefined();
    });

    it.each([
      ['XSW1', 'SAML_SIGNATURE_STRUCTURE'],
      ['XSW2', 'SAML_REFERENCE_OTHER'],
      ['XSW4', 'SAML_SIGNATURE_MISSING'],
      ['XSW6', 'SAML_SIGNATURE_STRUCTURE'],
      ['XSW8', 'SAML_SIGNATURE_STRUCTURE'],
    ])('%s is refused by what it references: %s', (name, code) => {
      const [, wrap] = Object.entries(WRAPPINGS).find(([title]) => title.startsWith(name))!;
      expect(refusalOf(wrap(partsOf(token(attacker.credential), otherId)))).toBe(code);
    });

    it('XSW2 under the same identifier is refused as a duplicate', () => {
      const [, wrap] = Object.entries(WRAPPINGS).find(([title]) => title.startsWith('XSW2'))!;
      expect(refusalOf(wrap(partsOf(token(attacker.credential), evil)))).toBe('SAML_ID_DUPLICATE');
    });

    it.each(['Id', 'id', 'xml:id', 'ID'])(
      'an element that bears the identifier as %s is refused',
      (attribute) => {
        const signed = token(attacker.credential);
        const [, id] = / ID="([^"]*)"/.exec(signed)!;
        const { unsigned, signature } = partsOf(signed, evil);
        const document = unsigned.replace(
          '</saml2:Issuer>',
          `$&${signature.replace('<ds:KeyInfo>', `<ds:KeyInfo ${attribute}="${id}">`)}`,
        );
        expect(refusalOf(document)).toBe('SAML_ID_DUPLICATE');
      },
    );
  });
});
