import type { RunConfig, TerminalPort } from '@banc-gap/conformance';
import type { Authorities } from '@banc-gap/mock-igc-sante';
import { type GapLocation, resolveGap, Terminal } from '@banc-gap/sim-tpe';
import { assertHarmlessTarget, type Clock, type Random } from '@banc-gap/simkit';
import { CIPHER_SUITES, type CipherSuiteName } from '@banc-gap/tls12';

const gcmSuites = ['TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'] as const;

/** What the terminal offers: the prescribed suite as it is read, then what a modern GAP has. */
const offers: Readonly<Record<RunConfig['cipher'], readonly CipherSuiteName[]>> = {
  c028: ['TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384', ...gcmSuites],
  c027: ['TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256', ...gcmSuites],
  compat: CIPHER_SUITES.map(({ name }) => name),
};

/** The payment terminal that the suite plays, aimed at the GAP of the configuration. */
export async function terminalPort(
  config: RunConfig,
  authorities: Authorities,
  { clock, random }: { clock: Clock; random: Random },
): Promise<TerminalPort> {
  const { timeoutMs } = config.gap.diapasonServer;
  const terminal = new Terminal({
    identity: await authorities.identities.identity(),
    gap: gapLocation(config),
    trust: authorities.trust.igcSante,
    // The suite judges the GAP's certificate by cases of its own: here it is only recorded.
    checks: { mode: 'report', revocation: false },
    timeouts: { resolve: timeoutMs, connect: timeoutMs, handshake: timeoutMs, answer: timeoutMs },
    cipherSuites: offers[config.cipher],
    allowPublic: config.allowPublic,
    clock,
    random,
  });
  return { exchange: (attempt) => terminal.exchange(attempt) };
}

/** Throws before anything runs; the terminal checks again each time it dials, and reports a name that does not resolve. */
export async function refusePublicTarget(config: RunConfig): Promise<void> {
  const { fqdn, timeoutMs } = config.gap.diapasonServer;
  const resolution = await resolveGap(gapLocation(config), timeoutMs);
  for (const address of resolution.found ? resolution.addresses : []) {
    assertHarmlessTarget(address, { allowPublic: config.allowPublic, name: fqdn });
  }
}

function gapLocation({ gap }: RunConfig): GapLocation {
  const { fqdn, port, address, dnsServer } = gap.diapasonServer;
  return {
    fqdn,
    port,
    ...(address === undefined ? {} : { address }),
    ...(dnsServer === undefined ? {} : { dnsServer }),
  };
}
