import type { CallCase } from '../cases/call-case.ts';
import { peerOf } from '../cases/suite-orders.ts';
import type { PeerName } from '../ports.ts';
import type { RunOptions } from '../runner/run.ts';
import { PeerEndpoint } from './endpoint.ts';

/** The endpoints of a run, which are its own from beginning to end. */
export interface Endpoints extends AsyncDisposable {
  /** Absent where no case, no drive or no port needs it. */
  of(peer: PeerName): PeerEndpoint | undefined;
}

/** @throws BancError CONFORMANCE_PEER_PORT_TAKEN */
export async function openEndpoints(
  cases: readonly CallCase[],
  { config, ports }: Pick<RunOptions, 'config' | 'ports'>,
): Promise<Endpoints> {
  await using opened = new AsyncDisposableStack();
  const endpoints = new Map<PeerName, PeerEndpoint>();
  for (const peer of ports.drive ? new Set(cases.map(peerOf)) : []) {
    if (ports.peers[peer] === undefined) continue;
    const { bind, port } = config.peers[peer];
    const endpoint = await PeerEndpoint.open({
      name: `peers.${peer}`,
      host: bind,
      port,
      clock: ports.clock,
      handshakeTimeoutMs: config.gap.diapasonServer.timeoutMs,
    });
    endpoints.set(peer, opened.use(endpoint));
  }
  const kept = opened.move();
  return {
    of: (peer) => endpoints.get(peer),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
