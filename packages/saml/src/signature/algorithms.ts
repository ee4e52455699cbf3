import { EXCLUSIVE_C14N } from '../xml/namespaces.ts';

/** The only algorithms that are written and accepted. */
export const ALGORITHM = {
  canonicalization: EXCLUSIVE_C14N,
  signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
  envelopedSignature: 'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
} as const;
