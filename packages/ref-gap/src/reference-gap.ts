import { randomUUID } from 'node:crypto';
import { Crl } from '@banc-gap/pki';
import type { Clock } from './admission.ts';
import { answerTerminal } from './answer.ts';
import { DEFECTS, type DefectId } from './defects/catalogue.ts';
import type { Defect, Stack } from './defects/defect.ts';
import { Ledger } from './dossiers/ledger.ts';
import { Office } from './dossiers/office.ts';
import { type DpClient, dpClient } from './dp/gap.ts';
import type { DpUsers } from './dp/users.ts';
import { refGapErrors } from './errors.ts';
import { type Listening, listen } from './listen.ts';
import { assertKeyFits, type GapMaterial, pemBlocks, type ServedCertificate } from './material.ts';
import { createNodeGap } from './node-gap.ts';
import type { Callable, Connect, PeerAccess, PeerName } from './peer-client.ts';
import { callDefects, peerConnector } from './peer-connector.ts';
import { type Debit, PspClient, RIGHT_PSP_HABITS } from './psp/client.ts';
import { type AnnuaireAnswer, AnnuaireClient, RIGHT_ANNUAIRE_HABITS } from './roc/annuaire.ts';
import type { AnnuaireSearch } from './roc/annuaire-request.ts';
import { RIGHT_ROC_HABITS, type RocAnswer, RocClient, type RocFiles } from './roc/client.ts';
import type { Asked, Service } from './roc/request.ts';
import type { SecureClientFactory } from './secure-client.ts';
import { createSecureGap } from './secure-gap.ts';
import type { SecureServerFactory } from './secure-server.ts';
import { TerminalDesk, type TerminalDeskOptions } from './terminals/desk.ts';
import { OcspCheck, type OcspOptions } from './terminals/ocsp.ts';
import { reception } from './terminals/reception.ts';

export interface ReferenceGapOptions {
  readonly stack: Stack;
  readonly material: GapMaterial;
  /** Whom it can call. Without the payment provider it makes no debits, and has no office. */
  readonly peers?: Readonly<Partial<Record<PeerName, PeerAccess>>>;
  /** Who uses the DP. */
  readonly dpUsers?: DpUsers;
  /** What it needs to ask an insurer beside the connection. */
  readonly roc?: RocFiles;
  /** The file with the dossiers of the office; default one that is lost with the process. */
  readonly ledger?: string;
  readonly desk?: TerminalDeskOptions;
  /** Terminals are checked by OCSP, too, where their certificates name a responder. */
  readonly ocsp?: OcspOptions;
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
  readonly createSecureClient?: SecureClientFactory;
}

const SYSTEM_CLOCK: Clock = { now: () => new Date() };

/** A GAP that serves payment terminals until it is stopped; `await using` stops it. */
export interface ReferenceGap extends Listening {
  /**
   * Checks terminals with these CRLs from now on: one PEM text, of every CA.
   * @throws BancError PKI_CRL_MALFORMED, and nothing changes; REF_GAP_NO_CRL where there is none in it
   */
  useCrls(crls: string): void;
  /**
   * Presents this certificate to the terminals that connect from now on; those that are connected stay.
   *
   * @throws BancError REF_GAP_KEY_MISMATCH, and nothing changes
   */
  useCertificate(served: ServedCertificate): void;
  /**
   * Presents this certificate to the peer on the connections that begin from now on; calls that are under way go on.
   *
   * @throws BancError REF_GAP_KEY_MISMATCH, and nothing changes; REF_GAP_NO_PEER
   */
  useClientCertificate(peer: PeerName, served: ServedCertificate): void;
  /** The terminals that are connected. */
  readonly terminals: TerminalDesk;
  /** What the people of the hospital do; absent without a payment provider. */
  readonly office?: Office;
  /**
   * Has the payment provider debit a consent; resolves to the id of the payment.
   * @throws BancError REF_GAP_NO_PEER, and what `PspClient.debit` throws
   */
  debit(payment: Debit): Promise<string>;
  /** What it does at the DP, for a person. */
  readonly dp: DpClient;
  /**
   * Asks the annuaire where a service of an insurer is, unless it has done so in the last 24 hours.
   *
   * @param failed the address that it has turned out wrong
   * @throws BancError REF_GAP_NO_PEER; whatever the connection failed with
   */
  findInsurer(search: AnnuaireSearch, failed?: boolean): Promise<AnnuaireAnswer>;
  /**
   * Asks the insurer by IDB, SIM, CLC or DEL, once more where no answer comes.
   * @throws BancError REF_GAP_NO_PEER; whatever the last connection failed with
   */
  roc(service: Service, asked: Asked): Promise<RocAnswer>;
}

/** Starts a GAP for payment terminals: a correct one, or one with defects planted in it. */
export async function startReferenceGap(options: ReferenceGapOptions): Promise<ReferenceGap> {
  const defects = (options.defects ?? []).map((id) => plantable(id, options));
  const install = (right: GapMaterial): GapMaterial =>
    defects.reduce((files, defect) => defect.material?.(files) ?? files, right);
  const material = install(options.material);
  const { clock = SYSTEM_CLOCK } = options;
  const terminals = new TerminalDesk(options.desk);
  const served = reception(terminals, answerTerminal);
  const receive = options.ocsp ? new OcspCheck(material.trust, clock, options.ocsp).before(served) : served;
  const { server, useCrls, useCertificate } =
    options.stack === 'node'
      ? createNodeGap(material, clock, defects, receive)
      : createSecureGap(given(options.createSecureServer), material, clock, defects, receive);
  for (const { serve } of defects) serve?.(server);
  const { callable, useClientCertificate } = peersOf(options, clock, defects);
  const ledger = new Ledger(options.ledger ?? ':memory:');
  const psp = pspOf(options, callable, defects);
  const annuaire = annuaireOf(options, callable, clock, defects);
  const insurer = insurerOf(options, material, callable, clock, defects);
  const office =
    psp &&
    new Office({
      ...{ ledger, terminals, psp, clock },
      ...(annuaire &&
        insurer && {
          insurer: {
            find: (search) => annuaire.find(search),
            ask: (service, asked) => insurer.ask(service, asked),
          },
        }),
    });
  let right = options.material;
  return {
    ...(await listen(server, options.host ?? '127.0.0.1', options.port ?? 0, () => ledger.close())),
    terminals,
    ...(office && { office }),
    async debit(payment) {
      if (psp === undefined) throw refGapErrors.error('REF_GAP_NO_PEER', { peer: 'psp' });
      return await psp.debit(payment, randomUUID());
    },
    dp: dpClient(callable, options.dpUsers ?? {}, callDefects(defects, 'dp'), material),
    async findInsurer(search, failed) {
      if (annuaire === undefined) throw refGapErrors.error('REF_GAP_NO_PEER', { peer: 'annuaire' });
      return await annuaire.find(search, failed);
    },
    async roc(service, asked) {
      if (insurer === undefined) throw refGapErrors.error('REF_GAP_NO_PEER', { peer: 'amc' });
      return await insurer.ask(service, asked);
    },
    useCrls(text) {
      const crls = pemBlocks(text);
      if (crls.length === 0) throw refGapErrors.error('REF_GAP_NO_CRL');
      for (const crl of crls) Crl.parse(crl);
      if (defects.some(({ keepsCrls }) => keepsCrls)) return;
      right = { ...right, crls };
      useCrls(install(right).crls);
    },
    useCertificate(given) {
      assertKeyFits(given);
      right = { ...right, ...given };
      useCertificate(install(right));
    },
    useClientCertificate,
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

/** What the stack tls12 is made with. */
function given<Factory>(factory: Factory | undefined): Factory {
  if (factory === undefined) throw refGapErrors.error('REF_GAP_STACK_MISSING');
  return factory;
}

function pspOf(
  { peers }: ReferenceGapOptions,
  callable: Callable,
  defects: readonly Defect[],
): PspClient | undefined {
  if (peers?.psp === undefined) return undefined;
  const wrong = callDefects(defects, 'psp').map(({ psp }) => psp);
  return new PspClient(callable('psp'), Object.assign({}, RIGHT_PSP_HABITS, ...wrong));
}

function annuaireOf(
  { peers }: ReferenceGapOptions,
  callable: Callable,
  clock: Clock,
  defects: readonly Defect[],
): AnnuaireClient | undefined {
  if (peers?.annuaire === undefined) return undefined;
  const wrong = callDefects(defects, 'annuaire').map(({ annuaire }) => annuaire);
  return new AnnuaireClient(callable('annuaire'), clock, Object.assign({}, RIGHT_ANNUAIRE_HABITS, ...wrong));
}

function insurerOf(
  { peers, roc }: ReferenceGapOptions,
  material: GapMaterial,
  callable: Callable,
  clock: Clock,
  defects: readonly Defect[],
): RocClient | undefined {
  if (peers?.amc === undefined || roc === undefined) return undefined;
  const wrong = callDefects(defects, 'amc');
  const files = wrong.reduce((planned, { rocFiles }) => rocFiles?.(planned, material) ?? planned, roc);
  const habits = Object.assign({}, RIGHT_ROC_HABITS, ...wrong.map((defect) => defect.roc));
  return new RocClient(callable('amc'), files, clock, habits);
}

/** Whom the GAP can call, and with what. */
function peersOf(
  options: ReferenceGapOptions,
  clock: Clock,
  defects: readonly Defect[],
): Pick<ReferenceGap, 'useClientCertificate'> & { readonly callable: Callable } {
  const { stack, material, createSecureClient } = options;
  const peers = { ...options.peers };
  const access = (peer: PeerName): PeerAccess => {
    const known = peers[peer];
    if (known === undefined) throw refGapErrors.error('REF_GAP_NO_PEER', { peer });
    return known;
  };
  const connector = (peer: PeerName, client?: ServedCertificate): Connect => {
    const planned = { ...access(peer), ...(client && { client }) };
    const secure = stack === 'tls12' && { createSecureClient: given(createSecureClient) };
    return peerConnector(peer, planned, { material, clock, defects, ...secure });
  };
  return {
    // Looked up for each connection: the certificate may have been renewed.
    callable: (peer, client) => ({
      host: access(peer).host,
      connect: async () => await connector(peer, client)(),
    }),
    useClientCertificate(peer, client) {
      assertKeyFits(client);
      peers[peer] = { ...access(peer), client };
    },
  };
}
