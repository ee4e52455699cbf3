import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { verifyEnveloped } from '../signature/enveloped.ts';
import { signEnveloped, type XmlCredential } from '../signature/sign.ts';
import { SignerVerifier } from '../signer/signer-verifier.ts';
import { signBody, verifyBody } from '../soap/body-signature.ts';
import { envelopeXml } from '../soap/write.ts';
import { ForeignPeers } from '../testing/foreign.ts';
import { randomXml } from '../testing/random-xml.ts';
import { signatureTemplate } from '../testing/template.ts';
import { NOW, TestPki } from '../testing/test-pki.ts';
import { codeOf, message, token, verifier } from '../testing/tokens.ts';

const ROUNDS = 40;
const PREFIX_LISTS = [[], ['xs', 'p'], ['#default', 'a', 'xs'], ['unused']];
const prefixListOf = (index: number): readonly string[] => PREFIX_LISTS[index % PREFIX_LISTS.length]!;
const ID = { localName: 'ID' } as const;

/** A document of ours around random content, under declarations that the content may or may not use. */
const documents = (count: number, seed: number): string[] =>
  fc
    .sample(randomXml, { numRuns: count, seed })
    .map(
      (content) =>
        '<t:signed xmlns:t="urn:banc-gap:test" xmlns:xs="urn:xs" xmlns:p="urn:p" ID="_1"><t:first/>' +
        `<t:content xmlns:a="urn:outer" xmlns="urn:default">${content}</t:content></t:signed>`,
    );

describe('foreign implementations', () => {
  let credential: XmlCredential;
  let pki: TestPki;
  let peers: ForeignPeers;
  let signers: SignerVerifier;

  beforeAll(async () => {
    pki = await TestPki.create();
    credential = pki.credential('igc-sante-test/org-sign');
    peers = new ForeignPeers(credential);
    const trust = pki.trust('igc-sante-test/aci-el-org');
    signers = new SignerVerifier({ profile: 'igc-sante-test/org-sign', trust: () => trust });
  });
  afterAll(() => peers[Symbol.dispose]());

  const body = (version: '1.1' | '1.2') =>
    signBody(
      envelopeXml({
        version,
        body: '<r:reponse xmlns:r="urn:banc-gap:roc">éé</r:reponse>',
        bodyId: 'body',
      }),
      credential,
      'token',
    );

  /** Tokens alone and in messages, signed bodies of both versions of SOAP, and random documents. */
  function ours(): string[] {
    return [
      token(credential),
      message(token(credential)),
      body('1.1'),
      body('1.2'),
      ...documents(ROUNDS, 1).map((document) => signEnveloped(document, credential, { idAttribute: ID })),
    ];
  }

  describe.skipIf(!foreignTool('xmlsec1'))('xmlsec1', () => {
    it('verifies what is signed here', () => {
      const signed = ours();
      const refused = peers
        .xmlsecAccepts(signed)
        .flatMap((accepted, index) => (accepted ? [] : signed[index]));
      expect(refused).toEqual([]);
    });

    it('signs a Body that is verified here', () => {
      const template = body('1.2').replace(/(<ds:(?:Digest|Signature)Value>)[^<]*/g, '$1');
      expect(codeOf(() => verifyBody(template, signers, NOW))).toBe('SAML_SIGNATURE_STRUCTURE');
      expect(verifyBody(peers.xmlsecSign(template), signers, NOW).envelope.version).toBe('1.2');
    });

    it('signs what is verified here, with and without a PrefixList', () => {
      const refused = documents(ROUNDS, 2).flatMap((document, index) => {
        const template = document.replace('<t:first/>', `$&${signatureTemplate('_1', prefixListOf(index))}`);
        const signed = peers.xmlsecSign(template);
        const code = codeOf(() => verifyEnveloped(signed, signers, NOW, { idAttribute: ID }));
        return code === undefined ? [] : [{ code, signed }];
      });
      expect(refused).toEqual([]);
    });
  });

  describe.skipIf(!foreignTool('java'))('javax.xml.crypto', () => {
    it('verifies what is signed here', () => {
      const signed = ours();
      const refused = peers.javaAccepts(signed).flatMap((accepted, index) => (accepted ? [] : signed[index]));
      expect(refused).toEqual([]);
    });

    it('signs what is verified here, with and without a PrefixList', () => {
      const unsigned = documents(ROUNDS, 3).map((document, index) => ({
        document,
        prefixList: prefixListOf(index),
      }));
      const refused = peers.javaSign(unsigned).flatMap((signed) => {
        const code = codeOf(() => verifyEnveloped(signed, signers, NOW, { idAttribute: ID }));
        return code === undefined ? [] : [{ code, signed }];
      });
      expect(refused).toEqual([]);
    });

    it('signs a token that is accepted', () => {
      const unsigned = token(credential).replace(/<ds:Signature .*<\/ds:Signature>/s, '');
      const [signed] = peers.javaSign([{ document: unsigned, prefixList: [] }]);
      expect(verifier(pki).verify(message(signed!))).toMatchObject({
        structure: '10B0152872',
        observations: [],
      });
    });
  });
});
