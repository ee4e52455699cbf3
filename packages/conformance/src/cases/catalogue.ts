import { conformanceErrors } from '../errors.ts';
import type { ConformanceCase } from './case.ts';
import { certificates } from './certificates/certificates.ts';
import { pspAlgorithms } from './diapason-psp/algorithms.ts';
import { pspCipher } from './diapason-psp/cipher.ts';
import { pspConduct } from './diapason-psp/conduct.ts';
import { pspHandshake } from './diapason-psp/handshake.ts';
import { pspMoney } from './diapason-psp/money.ts';
import { pspOffer } from './diapason-psp/offer.ts';
import { pspCertificate, pspLink, pspRevocation, pspServer } from './diapason-psp/provider.ts';
import { pspRecord } from './diapason-psp/record.ts';
import { pspVersion } from './diapason-psp/version.ts';
import { algorithms } from './diapason-tpe/algorithms.ts';
import { cipher } from './diapason-tpe/cipher.ts';
import { handshake } from './diapason-tpe/handshake.ts';
import { identity } from './diapason-tpe/identity.ts';
import { record } from './diapason-tpe/record.ts';
import { renegotiation } from './diapason-tpe/renegotiation.ts';
import { resumption } from './diapason-tpe/resumption.ts';
import { revocation } from './diapason-tpe/revocation.ts';
import { trust } from './diapason-tpe/trust.ts';
import { usage } from './diapason-tpe/usage.ts';
import { validity } from './diapason-tpe/validity.ts';
import { version } from './diapason-tpe/version.ts';
import { dpCertificate } from './dp/certificate.ts';
import { dpReply } from './dp/reply.ts';
import { dpOffer, dpServer } from './dp/server.ts';
import { dpSignature } from './dp/signature.ts';
import { amcServer } from './roc-amc/insurer.ts';
import { amcReply } from './roc-amc/reply.ts';
import { amcRequest } from './roc-amc/request.ts';
import { amcToken } from './roc-amc/token.ts';
import { annuaireConnection } from './roc-annuaire/annuaire.ts';
import { annuaireMemory } from './roc-annuaire/memory.ts';
import { annuaireReply } from './roc-annuaire/reply.ts';
import { annuaireRequest } from './roc-annuaire/request.ts';

/** Every case, in the order in which they run. */
export const CASES: readonly ConformanceCase[] = [
  ...certificates,
  ...trust,
  ...validity,
  ...usage,
  ...algorithms,
  ...identity,
  ...revocation,
  ...handshake,
  ...record,
  ...version,
  ...cipher,
  ...resumption,
  ...renegotiation,
  ...pspServer,
  ...pspAlgorithms,
  ...pspRevocation,
  ...pspHandshake,
  ...pspRecord,
  ...pspLink,
  ...pspVersion,
  ...pspCipher,
  ...pspOffer,
  ...pspCertificate,
  ...pspMoney,
  ...pspConduct,
  ...annuaireConnection,
  ...annuaireRequest,
  ...annuaireReply,
  ...annuaireMemory,
  ...amcServer,
  ...amcToken,
  ...amcRequest,
  ...amcReply,
  ...dpServer,
  ...dpOffer,
  ...dpCertificate,
  ...dpSignature,
  ...dpReply,
];

/**
 * The cases whose id is one of the prefixes or lies below it (`diapason-tpe/trust`); every case without a prefix.
 * @throws BancError CONFORMANCE_NO_CASE_MATCHES naming the first prefix that matches nothing
 */
export function selectCases(prefixes: readonly string[]): readonly ConformanceCase[] {
  if (prefixes.length === 0) return CASES;
  for (const prefix of prefixes) {
    if (!CASES.some(({ id }) => matchesPrefix(id, prefix))) {
      throw conformanceErrors.error('CONFORMANCE_NO_CASE_MATCHES', { prefix });
    }
  }
  return CASES.filter(({ id }) => prefixes.some((prefix) => matchesPrefix(id, prefix)));
}

export function matchesPrefix(id: string, prefix: string): boolean {
  const path = prefix.replace(/\/+$/, '');
  return id === path || id.startsWith(`${path}/`);
}
