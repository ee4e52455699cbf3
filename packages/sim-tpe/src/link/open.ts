import type { BancError, Certificate, CrlSet } from '@banc-gap/pki';
import type { Clock, Random } from '@banc-gap/simkit';
import { ClientEngine, type Identity, TlsConnection } from '@banc-gap/tls12';
import { tpeErrors } from '../errors.ts';
import { findGap } from '../find-gap.ts';
import { reach } from '../reach.ts';
import type { GapLocation } from '../resolve.ts';
import { examineServer } from '../server-check.ts';
import { DEFAULT_CIPHER_SUITES } from '../terminal.ts';

export interface OpenOptions {
  readonly identity: Identity;
  readonly gap: GapLocation;
  /** Roots that may vouch for the GAP. */
  readonly trust: readonly Certificate[];
  /** Given: revocation of the GAP's certificate is checked, which ANS leaves open. */
  readonly crls?: CrlSet;
  readonly allowPublic: boolean;
  readonly clock: Clock;
  readonly random: Random;
  /** Milliseconds. */
  readonly timeouts: { readonly resolve: number; readonly connect: number; readonly handshake: number };
}

const KEEP_ALIVE_MS = 60_000;

/**
 * A TLS connection to the GAP whose certificate is right.
 *
 * @throws BancError of the resolution, the connection or the handshake; TPE_SERVER_REFUSED if the certificate is wrong
 */
export async function openConnection(options: OpenOptions): Promise<TlsConnection> {
  const { identity, gap, trust, crls, clock, random, timeouts } = options;
  const finding = await findGap(gap, timeouts.resolve, options.allowPublic);
  if (!finding.found) throw finding.error;
  const reaching = await reach(finding.addresses, gap.port, timeouts.connect);
  if (reaching.reached !== 'connected') throw reaching.error;
  const engine = new ClientEngine({
    identity,
    serverName: gap.fqdn,
    cipherSuites: DEFAULT_CIPHER_SUITES,
    clock,
    random: (size) => random.bytes(size),
    transcriptEntryLimit: 0, // the journal has the messages
  });
  let refusal: BancError | undefined;
  const connection = new TlsConnection(reaching.socket, engine, {
    handshakeTimeout: timeouts.handshake,
    verifyPeer: (chain) => {
      const { verdict } = examineServer(chain, {
        fqdn: gap.fqdn,
        trust,
        at: clock.now(),
        ...(crls && { crls }),
      });
      if (!verdict.accepted) {
        refusal = tpeErrors.error('TPE_SERVER_REFUSED', { fqdn: gap.fqdn, reason: verdict.reason });
      }
      return verdict;
    },
  });
  connection.start();
  try {
    await connection.handshake;
  } catch (cause) {
    throw refusal ?? cause;
  }
  // A GAP that was switched off says nothing any more.
  connection.setKeepAlive(true, KEEP_ALIVE_MS);
  return connection;
}
