export { samlErrors } from './errors.ts';
export { type VerifiedDocument, verifyEnveloped } from './signature/enveloped.ts';
export { type EnvelopedOptions, signEnveloped, type XmlCredential } from './signature/sign.ts';
export type { IdAttribute } from './signature/verify.ts';
export { type SignerOptions, type SignerTrust, SignerVerifier } from './signer/signer-verifier.ts';
export { structureOf } from './signer/structure.ts';
export { signBody, type VerifiedBody, verifyBody } from './soap/body-signature.ts';
export { type Envelope, readEnvelope, type SoapVersion } from './soap/envelope.ts';
export { type Addressing, type EnvelopeContent, envelopeXml } from './soap/write.ts';
export type { Observation, ObservationCode } from './token/observations.ts';
export { attributeText, type Token } from './token/read.ts';
export { MemoryReplayCache, type ReplayCache } from './token/replay.ts';
export { type RocSoftware, rocAttributes, signToken, type TokenClaims } from './token/sign.ts';
export type { ValidityRules } from './token/validity.ts';
export { TokenVerifier, type TokenVerifierOptions, type VerifiedToken } from './token/verifier.ts';
export { type CanonicalOptions, canonicalXml } from './xml/canonical.ts';
export {
  attributeValue,
  childElements,
  childrenNamed,
  is as isNamed,
  textOf,
  type XmlAttribute,
  type XmlDocument,
  type XmlElement,
  type XmlText,
} from './xml/document.ts';
export { xmlAttribute, xmlText } from './xml/escape.ts';
export type { XmlLimits } from './xml/limits.ts';
export { parseXml } from './xml/parse.ts';
