import { Certificate, Crl, type CrlEntry, CrlSet, type PathFailure, validatePath } from '@banc-gap/pki';
import type { Defect, Objection, PresentedTerminal } from './defects/defect.ts';
import { type GapMaterial, pemBlocks } from './material.ts';
import type { PeerVerdict } from './secure-server.ts';

/** The time at which chains are judged. */
export interface Clock {
  now(): Date;
}

type Refusal = Objection & Pick<PathFailure, 'alert' | 'message'>;

const UNEXPLAINED: Refusal = {
  code: 'unexplained',
  position: 0,
  alert: 'certificate_unknown',
  message: 'The TLS stack refused a chain in which path validation finds no fault.',
};

/** Whether a terminal is let in: what is to be said against its chain, then what the planted defects make of that. */
export class Admission {
  readonly #trust: readonly Certificate[];
  #crls: readonly Crl[] = [];
  #crlSet = new CrlSet([]);
  readonly #clock: Clock;
  readonly #defects: readonly Defect[];

  constructor(material: GapMaterial, clock: Clock, defects: readonly Defect[]) {
    this.#trust = Certificate.parseAll(material.trust);
    this.#clock = clock;
    this.#defects = defects;
    this.useCrls(material.crls);
  }

  /** From now on these, in PEM, in place of those before. */
  useCrls(crls: readonly string[]): void {
    this.#crls = pemBlocks(...crls).map((pem) => Crl.parse(pem));
    this.#crlSet = new CrlSet(this.#crls);
  }

  /**
   * The verdict on a chain as presented: DER, leaf first, empty where nothing was. `stack` is what a TLS stack that
   * judges for itself found; path validation then only tells what a refusal was about.
   */
  judge(presented: readonly Buffer[], stack?: 'accepts' | 'refuses'): PeerVerdict {
    const { chain, unreadable } = this.#read(presented);
    const terminal = this.#present(chain);
    const refusal =
      stack === 'accepts'
        ? undefined
        : (unreadable ?? this.#refusalOf(chain) ?? (stack === 'refuses' ? UNEXPLAINED : undefined));
    if (refusal !== undefined && !this.#defects.some(({ forgives }) => forgives?.(refusal, terminal))) {
      return { accepted: false, alert: refusal.alert, reason: refusal.message };
    }
    const turnedAway = this.#defects.find(({ refuses }) => refuses?.(terminal));
    return turnedAway === undefined
      ? { accepted: true }
      : { accepted: false, alert: 'certificate_unknown', reason: turnedAway.title.en };
  }

  /** The certificates that can be read, and what is wrong with the first that cannot. */
  #read(presented: readonly Buffer[]): { chain: readonly Certificate[]; unreadable?: Refusal } {
    const chain: Certificate[] = [];
    let unreadable: Refusal | undefined;
    for (const [position, sent] of presented.entries()) {
      const der = this.#defects.reduce((octets, { reads }) => reads?.(octets) ?? octets, sent);
      try {
        chain.push(Certificate.parse(der));
      } catch (error) {
        unreadable ??= { code: 'malformed', position, alert: 'bad_certificate', message: String(error) };
      }
    }
    return { chain, ...(unreadable && { unreadable }) };
  }

  #refusalOf(chain: readonly Certificate[]): Refusal | undefined {
    const result = validatePath(chain, {
      trustAnchors: this.#trust,
      at: this.#clock.now(),
      purpose: 'clientAuth',
      crls: this.#crlSet,
    });
    return result.valid ? undefined : result.failure;
  }

  #present(chain: readonly Certificate[]): PresentedTerminal {
    return {
      chain,
      trust: this.#trust,
      at: this.#clock.now(),
      revocationOf: (certificate) => this.#revocationOf(certificate),
      knowsIssuer: ({ issuerDer }) => this.#crls.some((crl) => crl.issuerDer.equals(issuerDer)),
      isOnAnyCrl: (serialNumber) => this.#crls.some((crl) => crl.find(serialNumber) !== undefined),
    };
  }

  #revocationOf({ issuerDer, serialNumber }: Certificate): CrlEntry | undefined {
    return this.#crls.find((crl) => crl.issuerDer.equals(issuerDer))?.find(serialNumber);
  }
}
