import type { AlertName } from '@banc-gap/pki';
import type { Exchange } from '@banc-gap/simkit';
import { octetsOf } from '../config/probe.ts';
import type { ProbeConfig } from '../config/schema.ts';
import type { ResolvedOffer } from './bench.ts';

/**
 * What the GAP did with a terminal. A finished handshake proves nothing, nor does any answer: nginx finishes the handshake
 * and answers 400 to a certificate that it refuses. Accepted is who gets the answer that the good terminal gets.
 */
export type Reading = 'accepted' | 'refused' | 'undecided';

/** What a good answer looks like: what the configuration expects, and the status that the good terminal got. */
export interface GoodAnswer {
  readonly probe: ProbeConfig;
  readonly status?: number;
}

export function readExchange(exchange: Exchange, good: GoodAnswer): Reading {
  if (isGoodAnswer(exchange, good)) return 'accepted';
  if (exchange.reached !== 'connected' || exchange.handshake === 'not-tls') return 'undecided';
  if (exchange.answer?.complete) return 'refused';
  if (hasFatalAlert(exchange)) return 'refused';
  // The terminal itself gave up, or nothing came within the bound: the GAP has decided nothing.
  return exchange.end === 'local' || exchange.end === 'timeout' ? 'undecided' : 'refused';
}

/**
 * Of a terminal that began another handshake. Whoever declines it and serves the terminal of the first has refused this one:
 * a handshake that the GAP then asks for itself, as httpd and IIS do for the certificate, is made as the first one.
 */
export function readRenegotiation(exchange: Exchange, good: GoodAnswer): Reading {
  const { info, alertReceived } = exchange;
  const declined = (info?.renegotiations ?? 0) === 0 || alertReceived?.name === 'no_renegotiation';
  return declined && isGoodAnswer(exchange, good) ? 'refused' : readExchange(exchange, good);
}

/** Of a terminal whose session must not be resumed. To be served in a full handshake is right. */
export function readResumption(exchange: Exchange, good: GoodAnswer): Reading {
  if (exchange.info === undefined) return readExchange(exchange, good);
  return exchange.info.resumed ? 'accepted' : 'refused';
}

/** The same status, 2xx, and what `probe.expect` asks for; of a framed socket, the octets that it asks for. */
export function isGoodAnswer({ answer }: Exchange, { probe, status }: GoodAnswer): boolean {
  if (!answer) return false;
  if (probe.mode === 'raw') {
    const expected = octetsOf(probe.expect);
    return answer.bytes.subarray(0, expected.length).equals(expected);
  }
  if (answer.status === undefined || answer.status < 200 || answer.status > 299) return false;
  if (status !== undefined && answer.status !== status) return false;
  const { expect } = probe;
  if (expect.status !== undefined && answer.status !== expect.status) return false;
  return expect.body === undefined || answer.bytes.includes(expect.body);
}

/** Whether the ServerHello selects what was offered (RFC 5246 §7.4.1.3). */
export function selects({ serverHello }: Exchange, offer: ResolvedOffer): boolean {
  if (!serverHello || serverHello.version !== offer.version) return false;
  if (offer.compressionMethods) return serverHello.compressionMethod !== undefined;
  return offer.cipherSuites === undefined || offer.cipherSuites.includes(serverHello.cipherSuite);
}

/** Whether a refusal says why in the best way: null where there is no best way. */
export function isStrict(exchange: Exchange, best: AlertName | undefined): boolean {
  // no_renegotiation is always a warning (RFC 5246 §7.2.2).
  const refuses = hasFatalAlert(exchange) || best === 'no_renegotiation';
  return best !== undefined && refuses && exchange.alertReceived?.name === best;
}

export function hasFatalAlert({ alertReceived }: Exchange): boolean {
  return alertReceived?.level === 'fatal';
}

/** Whether the GAP has shown that it speaks TLS. */
export function speaksTls(exchange: Exchange): boolean {
  return exchange.serverHello !== undefined || exchange.alertReceived !== undefined;
}
