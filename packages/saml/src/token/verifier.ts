import type { Certificate, ProfileId } from '@banc-gap/pki';
import { samlErrors } from '../errors.ts';
import { x509Certificates } from '../signature/key-info.ts';
import { envelopedSignature, verifySignature } from '../signature/verify.ts';
import { issuerForm, subjectText } from '../signer/issuer.ts';
import { type SignerTrust, SignerVerifier } from '../signer/signer-verifier.ts';
import { structureOf } from '../signer/structure.ts';
import { type Envelope, readEnvelope, securityHeader } from '../soap/envelope.ts';
import { isNcName } from '../xml/characters.ts';
import { is, type XmlDocument, type XmlElement } from '../xml/document.ts';
import type { XmlLimits } from '../xml/limits.ts';
import { SAML } from '../xml/namespaces.ts';
import { parseXml } from '../xml/parse.ts';
import { STRUCTURE_ATTRIBUTE } from './names.ts';
import { type Observation, observe } from './observations.ts';
import { attributeText, readToken, type Token } from './read.ts';
import type { ReplayCache } from './replay.ts';
import { checkValidity, type ValidityRules } from './validity.ts';

export interface TokenVerifierOptions extends Partial<ValidityRules> {
  /** Whom tokens are trusted from: asked for at each verification, because CRLs are replaced. */
  readonly trust: () => SignerTrust;
  readonly clock: () => Date;
  readonly replay: ReplayCache;
  /** What kind of certificate signs: ORG SIGN of the TEST hierarchy unless given. */
  readonly signer?: ProfileId;
  /** What this service is called in an AudienceRestriction; without a name, a token with one is refused. */
  readonly audience?: string;
  readonly limits?: Partial<XmlLimits>;
}

/** A token that was accepted. What it says comes from the very elements whose signature was verified. */
export interface VerifiedToken {
  readonly token: Token;
  /** National identifier of the structure that signed. */
  readonly structure: string;
  readonly signer: Certificate;
  /** What was tolerated. */
  readonly observations: readonly Observation[];
  readonly document: XmlDocument;
  /** The message that the token came in; undefined for an assertion by itself. */
  readonly envelope: Envelope | undefined;
}

const LONGEST_ID = 256;

const DEFAULT_RULES: ValidityRules = {
  skew: 30,
  defaultLifetime: 300,
  maximumLifetime: 8 * 3600,
  maximumAuthenticationAge: 24 * 3600,
};

/** Verifies tokens of establishments; docs/saml.md has the rules. */
export class TokenVerifier {
  readonly #options: TokenVerifierOptions & ValidityRules;
  readonly #signers: SignerVerifier;

  constructor(options: TokenVerifierOptions) {
    this.#options = { ...DEFAULT_RULES, ...options };
    this.#signers = new SignerVerifier({
      profile: options.signer ?? 'igc-sante-test/org-sign',
      trust: options.trust,
    });
  }

  /**
   * Verifies the one token of a SOAP message, or an assertion by itself.
   *
   * @param message octets as they came, or a text
   * @throws BancError SAML_*: each reason to refuse has its own code
   */
  verify(message: Uint8Array | string): VerifiedToken {
    const now = this.#options.clock();
    const document = parseXml(message, this.#options.limits);
    const { assertion, envelope } = locateAssertion(document);
    const signer = verifySignature(
      {
        document,
        element: assertion,
        idAttribute: { localName: 'ID' },
        signature: envelopedSignature(document, assertion),
        enveloped: true,
      },
      (keyInfo) => this.#signers.verify(x509Certificates(keyInfo), now),
    );
    const token = readToken(assertion);
    const form = issuerForm(token.issuer, signer);
    const subject = subjectText(signer);
    if (form === undefined) throw samlErrors.error('SAML_ISSUER_MISMATCH', { issuer: token.issuer, subject });
    const structure = checkStructure(token, signer);
    const until = checkValidity(token, this.#options, now);
    this.#checkAudience(token);
    this.#checkReplay(token, structure, until, now);
    const { defaultLifetime } = this.#options;
    const observations = observe(token, { form, subject, defaultLifetime });
    return { token, structure, signer, observations, document, envelope };
  }

  #checkAudience({ audiences }: Token): void {
    const { audience } = this.#options;
    const missed = audiences.find((accepted) => audience === undefined || !accepted.includes(audience));
    if (missed) throw samlErrors.error('SAML_AUDIENCE', { audiences: missed.join(', ') || 'none' });
  }

  #checkReplay({ id }: Token, structure: string, until: Date, now: Date): void {
    const { replay } = this.#options;
    if (id.length > LONGEST_ID || !isNcName(id)) {
      const expected = `an NCName of at most ${LONGEST_ID} characters`;
      throw samlErrors.error('SAML_FIELD_INVALID', { field: '@ID', value: id, expected });
    }
    const use = replay.use(`${structure} ${id}`, until, now);
    if (use === 'again') throw samlErrors.error('SAML_REPLAYED', { id });
    if (use === 'full') throw samlErrors.error('SAML_REPLAY_CACHE_FULL', { capacity: replay.capacity });
  }
}

function locateAssertion(document: XmlDocument): { assertion: XmlElement; envelope: Envelope | undefined } {
  const { root, elements } = document;
  const assertions = elements.filter((element) => is(element, SAML, 'Assertion'));
  const [assertion] = assertions;
  if (assertions.length > 1) throw samlErrors.error('SAML_TOKEN_SEVERAL', { count: assertions.length });
  if (assertion !== undefined && assertion === root) return { assertion, envelope: undefined };
  const envelope = readEnvelope(document);
  const security = securityHeader(envelope);
  if (assertion === undefined) throw samlErrors.error('SAML_TOKEN_MISSING');
  if (assertion.parent !== security) {
    throw samlErrors.error('SAML_TOKEN_MISPLACED', { place: assertion.parent?.name ?? 'no element' });
  }
  return { assertion, envelope };
}

/** The structure that signed has to be the one that the token says (ROC: direct authentication of a legal person). */
function checkStructure(token: Token, signer: Certificate): string {
  const structure = structureOf(signer);
  const stated = attributeText(token, STRUCTURE_ATTRIBUTE)?.trim();
  if (stated === undefined || stated === '') {
    throw samlErrors.error('SAML_FIELD_MISSING', { field: `Attribute ${STRUCTURE_ATTRIBUTE}` });
  }
  for (const [field, value] of [
    [STRUCTURE_ATTRIBUTE, stated],
    ['NameID', token.nameId],
  ] as const) {
    if (value !== structure) throw samlErrors.error('SAML_STRUCTURE_MISMATCH', { field, value, structure });
  }
  return structure;
}
