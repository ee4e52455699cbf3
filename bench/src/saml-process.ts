/** What one process of `measureSaml` does; prints its figures as JSON. */
import { sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Certificate, Crl, CrlSet } from '@banc-gap/pki';
import { MemoryReplayCache, TokenVerifier } from '@banc-gap/saml';
import { SignedXml } from 'xml-crypto';
import type { TokenFigures } from './results.ts';
import { makeMessage, makeToken, readCredential } from './saml-material.ts';

export interface SamlFiles {
  readonly certificate: string;
  readonly key: string;
  readonly issuingCa: string;
  readonly root: string;
  readonly crls: readonly string[];
}

export interface SamlTask extends SamlFiles {
  readonly task: 'verify' | 'sign' | 'verify-xml-crypto' | 'sign-xml-crypto';
  /** Of processor time, to warm up and again to measure. */
  readonly seconds: number;
}

const task = JSON.parse(process.argv[2]!) as SamlTask;

/** How many are done between two looks at the clock. */
const BATCH = 100;

function perform({ task: name, seconds }: SamlTask) {
  switch (name) {
    case 'verify':
      return measure(verifyOurs(), seconds);
    case 'sign':
      return measureSigning(seconds);
    case 'verify-xml-crypto':
      return measure(verifyXmlCrypto(), seconds);
    case 'sign-xml-crypto':
      return measure(signXmlCrypto(), seconds);
  }
}

function measure(operation: () => void, seconds: number): TokenFigures {
  repeat(operation, seconds);
  return repeat(operation, seconds);
}

function repeat(operation: () => void, seconds: number): TokenFigures {
  const start = process.cpuUsage();
  for (let operations = 0; ; ) {
    for (let count = 0; count < BATCH; count++) operation();
    operations += BATCH;
    const { user, system } = process.cpuUsage(start);
    const processorSeconds = (user + system) / 1e6;
    if (processorSeconds >= seconds) return { operations, processorSeconds };
  }
}

/** All checks, of messages that are each used once. */
function verifyOurs(): () => void {
  const certificate = (file: string) => Certificate.parse(readFileSync(file, 'utf8'));
  const trust = {
    trustAnchors: [certificate(task.root)],
    intermediates: [certificate(task.issuingCa)],
    crls: new CrlSet(task.crls.map((file) => Crl.parse(readFileSync(file)))),
  };
  let replay = new MemoryReplayCache();
  const verifier = new TokenVerifier({
    trust: () => trust,
    clock: () => new Date(),
    replay: { capacity: replay.capacity, use: (...parameters) => replay.use(...parameters) },
  });
  const messages = Array.from({ length: 500 }, () => Buffer.from(makeMessage(task)));
  let next = 0;
  return () => {
    if (next === messages.length) {
      replay = new MemoryReplayCache();
      next = 0;
    }
    verifier.verify(messages[next++]!);
  };
}

/** Tokens, and RSA alone with the same key over as many octets as SignedInfo has, by turns in one process. */
function measureSigning(seconds: number): { saml: TokenFigures; rsa: TokenFigures } {
  const credential = readCredential(task);
  const octets = Buffer.alloc(900);
  const saml = () => void makeToken(credential);
  const rsa = () => void sign('RSA-SHA256', octets, credential.privateKey);
  repeat(saml, seconds);
  repeat(rsa, seconds / 2);
  return { saml: repeat(saml, seconds), rsa: repeat(rsa, seconds) };
}

const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/** The signature alone, with the key given: what xml-crypto does by itself. */
function verifyXmlCrypto(): () => void {
  const message = makeMessage(task);
  const [signature] = /<ds:Signature .*<\/ds:Signature>/s.exec(message)!;
  const publicCert = readFileSync(task.certificate, 'utf8');
  return () => {
    const signed = new SignedXml({ publicCert });
    signed.loadSignature(signature);
    if (!signed.checkSignature(message)) throw new Error('xml-crypto refuses the token');
  };
}

function signXmlCrypto(): () => void {
  const unsigned = makeToken(readCredential(task)).replace(/<ds:Signature .*<\/ds:Signature>/s, '');
  const privateKey = readFileSync(task.key, 'utf8');
  const publicCert = readFileSync(task.certificate, 'utf8');
  return () => {
    const signed = new SignedXml({
      privateKey,
      publicCert,
      signatureAlgorithm: RSA_SHA256,
      canonicalizationAlgorithm: EXCLUSIVE_C14N,
      idAttribute: 'ID',
    });
    signed.addReference({
      xpath: "/*[local-name(.)='Assertion']",
      digestAlgorithm: SHA256,
      transforms: [ENVELOPED, EXCLUSIVE_C14N],
    });
    signed.computeSignature(unsigned, {
      prefix: 'ds',
      location: { reference: "/*/*[local-name(.)='Issuer']", action: 'after' },
    });
    signed.getSignedXml();
  };
}

console.log(JSON.stringify(perform(task)));
