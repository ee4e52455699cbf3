import type { KeyObject } from 'node:crypto';
import { resolve } from 'node:path';
import {
  buildCrl,
  type Certificate,
  type Credential,
  Crl,
  type CrlContent,
  generateKeyPair,
  type IssueOrder,
  type Issuer,
  type KeyKind,
  type KeyPair,
  type ProfileId,
} from '@banc-gap/pki';
import { type Clock, Journal, type Random, systemClock, systemRandom } from '@banc-gap/simkit';
import { CrlDesk } from './crls.ts';
import { igcErrors } from './errors.ts';
import { Establishment } from './establishment.ts';
import { PublicationFaults } from './faults/publication-faults.ts';
import {
  AUTHORITIES,
  AUTHORITY_IDS,
  type AuthorityDefinition,
  type AuthorityId,
  isCrafted,
  PKI_NAMES,
  type PkiName,
} from './hierarchy.ts';
import { BenchIdentities, type ServerIdentities, type TerminalIdentities } from './identities/identities.ts';
import { dpRole, osiRole, pspRole, REPLY_SIGNER_ROLE, TERMINAL_ROLE } from './identities/roles.ts';
import type { MintContext } from './mint.ts';
import { OrderDesk } from './orders.ts';
import { type PublicationOptions, type RunningPublication, startPublication } from './publication/server.ts';
import type { PublicationSources } from './publication/sources.ts';
import { createState } from './state/create.ts';
import type { LedgerEntry } from './state/ledger.ts';
import { isVacant, openState, type State } from './state/open.ts';
import { assertAgrees, type Publication, type PublicationChoice } from './state/publication-settings.ts';

export interface AuthoritiesOptions {
  /** Create the state if there is none; of an existing one, ask that it was created with these choices. */
  readonly create?: PublicationChoice;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly journal?: Journal;
  /** Where the keys of a new state come from. */
  readonly generateKeyPair?: (kind: KeyKind) => Promise<KeyPair>;
}

/** Opens the issuers of the bench, whose keys and certificates live in a state folder. */
export async function openAuthorities(
  stateDirectory: string,
  options: AuthoritiesOptions = {},
): Promise<Authorities> {
  const directory = resolve(stateDirectory);
  const { create: choice, clock = systemClock, random = systemRandom } = options;
  if (choice !== undefined && isVacant(directory)) {
    await createState(directory, {
      choice,
      clock,
      random,
      generateKeyPair: options.generateKeyPair ?? generateKeyPair,
    });
  }
  const state = openState(directory);
  try {
    if (choice !== undefined) assertAgrees(directory, state.publication, choice);
    return new Authorities(state, { ...options, clock, random });
  } catch (error) {
    state.ledger.close();
    throw error;
  }
}

/** IGC-Santé, IGC OSI, IngeTrust and Geotrust. Several processes may use one state folder at once. */
export class Authorities implements Issuer, Disposable {
  readonly journal: Journal;
  readonly identities: TerminalIdentities;
  /** What publication does wrong: nothing, until somebody sets a fault. */
  readonly faults: PublicationFaults;
  readonly #state: State;
  readonly #clock: Clock;
  readonly #establishment: Establishment;
  readonly #orders: OrderDesk;
  readonly #crls: CrlDesk;
  readonly #context: () => MintContext;
  readonly #serverIdentities: (role: ReturnType<typeof pspRole>) => ServerIdentities;

  /** For `openAuthorities`. */
  constructor(
    state: State,
    options: AuthoritiesOptions & { readonly clock: Clock; readonly random: Random },
  ) {
    const {
      clock,
      random,
      journal = new Journal(clock),
      generateKeyPair: makeKeyPair = generateKeyPair,
    } = options;
    this.journal = journal;
    this.#state = state;
    this.#clock = clock;
    this.faults = new PublicationFaults(journal, random);
    this.#crls = new CrlDesk(state.ledger, state.authorities, clock);
    const context = () => ({ urls: state.publication.urls, random, now: clock.now() });
    this.#context = context;
    const making = { state, journal, context, generateKeyPair: makeKeyPair };
    this.#establishment = new Establishment(making);
    this.#orders = new OrderDesk({ ...making, establishment: this.#establishment });
    this.identities = new BenchIdentities(state, context, makeKeyPair, TERMINAL_ROLE);
    this.#serverIdentities = (role) => new BenchIdentities(state, context, makeKeyPair, role);
  }

  /** Of the payment provider, under this name. */
  pspIdentities(fqdn: string): ServerIdentities {
    return this.#serverIdentities(pspRole(fqdn));
  }

  /** Of the annuaire AMC, or of the web services of an insurer, under this name. */
  osiIdentities(fqdn: string): ServerIdentities {
    return this.#ofOsi(osiRole(fqdn));
  }

  /** What insurers sign their replies with. */
  replySigners(): ServerIdentities {
    return this.#ofOsi(REPLY_SIGNER_ROLE);
  }

  #ofOsi(role: ReturnType<typeof osiRole>): ServerIdentities {
    const identities = this.#serverIdentities(role);
    return {
      identity: async (defect) => {
        await this.establish('amc');
        return identities.identity(defect);
      },
    };
  }

  /** Of the Dossier Pharmaceutique, under this name. */
  dpIdentities(fqdn: string): ServerIdentities {
    return this.#serverIdentities(dpRole(fqdn));
  }

  /** Absolute path of the state folder. */
  get directory(): string {
    return this.#state.directory;
  }

  get publication(): Publication {
    return this.#state.publication;
  }

  get kitPassword(): string {
    return this.#state.kitPassword;
  }

  /**
   * Makes sure that CAs exist, with those above them: each by its id, or all the genuine ones of a PKI. Those that a
   * state does not have from the start are established when they are first needed, by this or by an order.
   */
  async establish(...wanted: readonly (AuthorityId | PkiName)[]): Promise<void> {
    const ids = wanted.flatMap((name) =>
      AUTHORITY_IDS.filter((id) => id === name || (AUTHORITIES[id].pki === name && !isCrafted(id))),
    );
    await Promise.all(ids.map((id) => this.#establishment.establish(id)));
  }

  /** The CAs that exist, issuers before those they issue; another process may add to them at any moment. */
  established(): AuthorityId[] {
    return this.#state.authorities.established();
  }

  /** The roots to trust, by PKI: those of the CAs that exist. */
  get trust(): Readonly<Record<PkiName, readonly Certificate[]>> {
    return this.#certificates(({ issuer }) => issuer === null);
  }

  /** The CAs below the roots, by PKI: those that exist. */
  get intermediates(): Readonly<Record<PkiName, readonly Certificate[]>> {
    return this.#certificates(({ issuer }) => issuer !== null);
  }

  /** The current CRLs by PKI, as a GAP needs them: those of crafted CAs are among those of `tpe`. */
  crls(): Readonly<Record<PkiName, readonly Crl[]>> {
    return this.#crls.byPki();
  }

  /** @throws BancError IGC_AUTHORITY_NOT_ESTABLISHED */
  crl(authority: AuthorityId): Crl {
    return this.#crls.current(authority);
  }

  /**
   * That list once more, of the same number and moment, with other entries or something wrong: to be given to who is
   * tested with it, never published.
   */
  alteredCrl(
    authority: AuthorityId,
    { entries, defect }: Pick<CrlContent, 'defect'> & Partial<Pick<CrlContent, 'entries'>>,
  ): Crl {
    const content = this.#crls.contentOf(authority, this.crl(authority));
    return Crl.parse(buildCrl({ ...content, ...(entries && { entries }), ...(defect && { defect }) }));
  }

  /** What was revoked since the last full list that came in its turn. */
  delta(authority: AuthorityId): Crl {
    return this.#crls.delta(authority);
  }

  /** @throws BancError IGC_AUTHORITY_NOT_ESTABLISHED */
  certificate(authority: AuthorityId): Certificate {
    return this.#state.authorities.get(authority).certificate;
  }

  /**
   * Issues a certificate; the same order again gives the same certificate. Without a public key in the order, the
   * bench makes the key and keeps it.
   */
  issue(order: IssueOrder): Promise<Credential> {
    return this.#orders.issue(order);
  }

  /** Whether the certificate of an order was revoked; false if nobody gave that order. */
  isRevoked(orderId: string): boolean {
    return this.#state.ledger.byOrder(orderId)?.revoked_at != null;
  }

  /** Whether a certificate was issued for this key, to whomever, other than by this order. */
  keySeen(publicKey: KeyObject, exceptOrderId?: string): boolean {
    return this.#state.ledger.hasKey(publicKey, exceptOrderId);
  }

  /**
   * Revokes a certificate of this CA; the CRL that is published next has it.
   *
   * @param serialNumber hex; colons and leading zeros do not count
   * @param options.reason CRLReason, RFC 5280 §5.3.1; IGC-Santé does not publish it
   */
  async revoke(
    serialNumber: string,
    issuer: AuthorityId | ProfileId,
    options: { readonly reason?: number } = {},
  ): Promise<void> {
    const { ledger } = this.#state;
    const serial = serialNumber.replace(/[:\s]/g, '').toUpperCase();
    ledger.transaction(() => {
      const row = ledger.bySerialNumber(issuer as AuthorityId, serial);
      const named = { issuer, serialNumber: serial };
      if (row === undefined) throw igcErrors.error('IGC_CERTIFICATE_UNKNOWN', named);
      if (row.revoked_at !== null) {
        throw igcErrors.error('IGC_ALREADY_REVOKED', { ...named, revokedAt: row.revoked_at });
      }
      ledger.revoke(row, wholeSeconds(this.#clock.now()), options.reason);
    });
    this.journal.record('certificate-revoked', { issuer, serialNumber: serial, ...options });
  }

  /** Every certificate that was issued, oldest first. */
  certificates(): LedgerEntry[] {
    return this.#state.ledger.entries();
  }

  /** What is known of this very certificate, if the bench has issued it. */
  find(certificate: Certificate): LedgerEntry | undefined {
    return this.#state.ledger.entryOfDer(certificate.der);
  }

  /** Publishes CA certificates, CRLs and OCSP over HTTP, and CRLs in the directory, at the ports of the state. */
  publish(options: PublicationOptions = {}): Promise<RunningPublication> {
    return startPublication(this.#sources(), options);
  }

  close(): void {
    this.#state.ledger.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #sources(): PublicationSources {
    return {
      state: this.#state,
      crls: this.#crls,
      faults: this.faults,
      journal: this.journal,
      clock: this.#clock,
      context: this.#context,
      issue: (order) => this.issue(order),
      establish: (id) => this.#establishment.establish(id),
    };
  }

  #certificates(wanted: (definition: AuthorityDefinition) => boolean): Record<PkiName, Certificate[]> {
    const genuine = this.established().filter((id) => !isCrafted(id) && wanted(AUTHORITIES[id]));
    const of = (pki: PkiName) =>
      genuine.filter((id) => AUTHORITIES[id].pki === pki).map((id) => this.certificate(id));
    return Object.fromEntries(PKI_NAMES.map((pki) => [pki, of(pki)])) as Record<PkiName, Certificate[]>;
  }
}

function wholeSeconds(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / 1000) * 1000);
}
