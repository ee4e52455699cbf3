import { generateKeyPairSync } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { ALERTS, type AlertName, type IdentityDefect } from '@banc-gap/pki';
import { type Exchange, ManualClock } from '@banc-gap/simkit';
import { type Identity, Transcript } from '@banc-gap/tls12';
import { CASES } from '../cases/catalogue.ts';
import { loadRunConfig, type RunConfig } from '../config/schema.ts';
import type { Attempt, RunPorts } from '../ports.ts';

/** What a terminal of the tests asks a GAP that is a function: who it is, and what it does wrongly. */
export interface Visit {
  readonly defect: IdentityDefect | undefined;
  readonly attempt: Attempt;
  /** Whether it is the good terminal with the usual offer. */
  readonly good: boolean;
}

export type FakeGap = (visit: Visit) => Exchange | Promise<Exchange>;

const privateKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

/** Ports whose GAP is a function. `defectOf` follows the identity to the defect it was asked for. */
export function fakePorts(gap: FakeGap): RunPorts & { readonly visits: Visit[]; readonly pauses: number[] } {
  const defects = new WeakMap<Identity, IdentityDefect>();
  const visits: Visit[] = [];
  const pauses: number[] = [];
  return {
    visits,
    pauses,
    identities: {
      async identity(defect) {
        const identity: Identity = {
          chain: defect?.present === 'nothing' ? [] : [Buffer.of(0x30, 0)],
          privateKey,
        };
        if (defect) defects.set(identity, defect);
        return identity;
      },
    },
    terminal: {
      async exchange(attempt) {
        const defect = defects.get(attempt.identity);
        const visit = { attempt, defect, good: !defect && !attempt.tls?.bugs && !attempt.tls?.offer };
        visits.push(visit);
        return gap(visit);
      },
    },
    revocation: { crls: async (change) => change ?? 'published' },
    peers: {
      psp: { identity: async () => ({ chain: [], privateKey }), answer: () => undefined, trust: [] },
    },
    files: {
      read: (file) => {
        throw new Error(`there is no ${file}`);
      },
      authorities: [],
      crls: [],
    },
    serverTrust: [],
    clock: new ManualClock(new Date('2026-11-21T12:00:00Z')),
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
    },
  };
}

export function config(yaml = ''): RunConfig {
  return loadRunConfig(`gap: { diapasonServer: { fqdn: gap.ch-test.fr, ${yaml} } }`, 'banc.yaml');
}

/** A completed handshake in TLS 1.2 with the prescribed suite, then nothing. */
export function exchange(parts: Partial<Exchange> = {}): Exchange {
  return {
    address: '127.0.0.1',
    reached: 'connected',
    handshake: 'completed',
    serverHello: { version: 0x0303, cipherSuite: 0xc028 },
    certificateRequested: true,
    serverChain: [],
    end: 'closed',
    transcript: new Transcript(),
    keyLog: [],
    durationMs: 3,
    ...parts,
  };
}

export function answer(status: number, body = 'OK'): Exchange {
  return exchange({ answer: { status, bytes: Buffer.from(body), complete: true }, end: 'local' });
}

/** The same, after a second handshake. */
export function renegotiated(result: Exchange): Exchange {
  return { ...result, info: { renegotiations: 1 } as NonNullable<Exchange['info']> };
}

export function fatalAlert(name: AlertName, parts: Partial<Exchange> = {}): Exchange {
  return exchange({
    handshake: 'failed',
    alertReceived: { level: 'fatal', name, code: ALERTS[name], afterHandshake: false },
    ...parts,
  });
}

/** A GAP without a ServerHello for what was offered. */
export function noServerHello(parts: Partial<Exchange>): Exchange {
  const { serverHello: _, ...rest } = exchange({
    handshake: 'failed',
    certificateRequested: false,
    ...parts,
  });
  return rest;
}

/** A GAP that does everything right, by alerts as OpenSSL sends them. */
export const rightGap: FakeGap = ({ good, defect, attempt }) => {
  const { offer, bugs } = attempt.tls ?? {};
  if (offer && !bugs) {
    if (offer.version !== undefined && offer.version !== 0x0303) return refusedOffer('protocol_version');
    if (offer.cipherSuites && !offer.cipherSuites.includes(0xc028)) return refusedOffer('handshake_failure');
    return answer(200);
  }
  const harmless = CASES.some(
    (testCase) => testCase.kind === 'control' && isDeepStrictEqual(testCase.difference, defect),
  );
  if (good || (harmless && !bugs)) return answer(200);
  return fatalAlert('bad_certificate');
};

function refusedOffer(name: AlertName): Exchange {
  const { serverHello: _, ...rest } = fatalAlert(name);
  return rest;
}
