import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { Crl } from '@banc-gap/pki';
import type { Clock } from './admission.ts';
import { DEFECTS, type DefectId } from './defects/catalogue.ts';
import type { Defect, Stack } from './defects/defect.ts';
import { refGapErrors } from './errors.ts';
import { type GapMaterial, pemBlocks } from './material.ts';
import { createNodeGap } from './node-gap.ts';
import { type Debit, debit, type PspAccess } from './psp-client.ts';
import { createSecureGap } from './secure-gap.ts';
import type { SecureServerFactory } from './secure-server.ts';
import { pspConnector } from './wrong-psp-client.ts';

export interface ReferenceGapOptions {
  readonly stack: Stack;
  readonly material: GapMaterial;
  /** Without one it makes no debits. */
  readonly psp?: PspAccess;
  /** None is a correct GAP. */
  readonly defects?: readonly DefectId[];
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: the system chooses. */
  readonly port?: number;
  /** When chains are judged; the node stack's judge is OpenSSL, which takes the time of the system. */
  readonly clock?: Clock;
  /** The stack tls12. */
  readonly createSecureServer?: SecureServerFactory;
}

const SYSTEM_CLOCK: Clock = { now: () => new Date() };

/** A GAP that serves payment terminals until it is stopped; `await using` stops it. */
export interface ReferenceGap extends AsyncDisposable {
  readonly name: string;
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /**
   * Checks terminals with these CRLs from now on: one PEM text, of every CA.
   * @throws BancError PKI_CRL_MALFORMED, and nothing changes; REF_GAP_NO_CRL where there is none in it
   */
  useCrls(crls: string): void;
  /**
   * Asks the payment provider for a debit; resolves to the HTTP status.
   * @throws BancError REF_GAP_NO_PSP; whatever the connection failed with, and then nothing was asked
   */
  debit(payment: Debit): Promise<number>;
  /** Resolves when every connection is closed; further calls change nothing. */
  stop(): Promise<void>;
}

/** Starts a GAP for payment terminals: a correct one, or one with defects planted in it. */
export async function startReferenceGap(options: ReferenceGapOptions): Promise<ReferenceGap> {
  const defects = (options.defects ?? []).map((id) => plantable(id, options));
  const install = (right: GapMaterial): GapMaterial =>
    defects.reduce((files, defect) => defect.material?.(files) ?? files, right);
  const material = install(options.material);
  const { clock = SYSTEM_CLOCK } = options;
  const { server, useCrls } =
    options.stack === 'node'
      ? createNodeGap(material, clock, defects)
      : createSecureGap(secureServerFactory(options), material, clock, defects);
  for (const { serve } of defects) serve?.(server);
  const connectToProvider = options.psp && pspConnector(options.psp, options.material, defects);
  return {
    async debit(payment) {
      if (!options.psp || !connectToProvider) throw refGapErrors.error('REF_GAP_NO_PSP');
      return debit(await connectToProvider(), options.psp.host, randomUUID(), payment);
    },
    ...(await listen(server, options.host ?? '127.0.0.1', options.port ?? 0)),
    useCrls(text) {
      const crls = pemBlocks(text);
      if (crls.length === 0) throw refGapErrors.error('REF_GAP_NO_CRL');
      for (const crl of crls) Crl.parse(crl);
      if (!defects.some(({ keepsCrls }) => keepsCrls)) useCrls(install({ ...options.material, crls }).crls);
    },
  };
}

function plantable(id: DefectId, { stack, material }: ReferenceGapOptions): Defect {
  const defect: Defect | undefined = DEFECTS.find((candidate) => candidate.id === id);
  if (defect === undefined) throw refGapErrors.error('REF_GAP_DEFECT_UNKNOWN', { defect: id });
  if (!defect.stacks.includes(stack)) {
    const stacks = defect.stacks.join(', ');
    throw refGapErrors.error('REF_GAP_DEFECT_NOT_ON_STACK', { defect: id, stack, stacks });
  }
  const alternative = defect.needs;
  if (alternative !== undefined && material.alternatives?.[alternative] === undefined) {
    throw refGapErrors.error('REF_GAP_MATERIAL_MISSING', { defect: id, alternative });
  }
  return defect;
}

function secureServerFactory({ createSecureServer }: ReferenceGapOptions): SecureServerFactory {
  if (createSecureServer === undefined) throw refGapErrors.error('REF_GAP_STACK_MISSING');
  return createSecureServer;
}

async function listen(
  server: Server,
  host: string,
  port: number,
): Promise<Omit<ReferenceGap, 'useCrls' | 'debit'>> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  try {
    await once(server.listen(port, host), 'listening');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw refGapErrors.error('REF_GAP_PORT_TAKEN', { host, port }, { cause });
  }
  const bound = (server.address() as AddressInfo).port;
  let stopping: Promise<unknown> | undefined;
  const stop = async (): Promise<void> => {
    stopping ??= new Promise((resolve) => {
      server.close(resolve);
      for (const socket of sockets) socket.destroy();
    });
    await stopping;
  };
  const url = `https://${host.includes(':') ? `[${host}]` : host}:${bound}`;
  return { name: 'ref-gap', url, host, port: bound, stop, [Symbol.asyncDispose]: stop };
}
