import { createHash } from 'node:crypto';
import { Certificate, type CrlSet, validatePath } from '@banc-gap/pki';
import type { Clock } from '@banc-gap/simkit';
import { TlsConnection, type VerifyPeer } from '@banc-gap/tls12';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../actors.ts';
import type { Pfcng } from '../pfcng.ts';
import { PfcngProblem } from '../problems/problem.ts';

/** What a card's certificate is judged by, at this moment. */
export interface CardTrust {
  /** The roots of IGC-Santé. */
  readonly trustAnchors: readonly Certificate[];
  readonly crls?: CrlSet;
}

/**
 * Judges the certificate of a card as the handshake presents it: chain, dates, revocation, and that it is for
 * authentication. Whether it is a card's, and whether that card is opposed, is for the platform to say at each request.
 */
export function verifyCardCertificate(trust: () => CardTrust, clock: Clock): VerifyPeer {
  return (chain) => {
    let presented: Certificate[];
    try {
      presented = chain.map((der) => Certificate.parse(der));
    } catch (error) {
      return { accepted: false, alert: 'bad_certificate', reason: (error as Error).message };
    }
    const result = validatePath(presented, { ...trust(), at: clock.now(), purpose: 'clientAuth' });
    return result.valid
      ? { accepted: true, publicKey: presented[0]!.publicKey }
      : { accepted: false, alert: result.failure.alert, reason: result.failure.message };
  };
}

/**
 * Whose card this connection was made with.
 *
 * @throws PfcngProblem card-required, card-opposed, card-expired, card-blocked: as of now, however old the connection
 */
export function cardActor(pfcng: Pfcng, { raw: { socket } }: FastifyRequest): Actor {
  const leaf =
    (socket as object) instanceof TlsConnection
      ? (socket as unknown as TlsConnection).peerChain[0]
      : undefined;
  if (leaf === undefined) throw new PfcngProblem('card-required');
  return pfcng.cards.authenticate(createHash('sha256').update(leaf).digest('hex'));
}
