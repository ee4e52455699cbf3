import { createPublicKey } from 'node:crypto';
import { type Credential, type Issuer, PROFILES } from '@banc-gap/pki';
import type { Core } from '../core.ts';
import { orderRevoked, orderWithdrawn } from '../mail/orders.ts';
import {
  findOrder,
  finishRevocation,
  finishWithdrawal,
  type StoredOrder,
  unfinishedOrders,
} from '../store/orders.ts';

/** The code of an issuer that has revoked a certificate before. */
const ALREADY_REVOKED = 'IGC_ALREADY_REVOKED';

const RESUMPTION = 'resumption';

/**
 * The second half of a withdrawal or revocation: the first has recorded that it is to happen, this one asks the issuer and
 * records that it has. Whatever dies in between, doing it again ends the same.
 */
export class Execution {
  readonly #core: Core;
  readonly #issuer: Issuer;
  readonly #portal: string;

  constructor(core: Core, issuer: Issuer, portal: string) {
    this.#core = core;
    this.#issuer = issuer;
    this.#portal = portal;
  }

  async complete(order: StoredOrder, by: string): Promise<Credential> {
    const credential = await this.issue(order);
    const { certificate } = credential;
    this.#core.change(by, 'certificate issued', (change) => {
      if (this.#order(order.id).state !== 'withdrawing') return;
      finishWithdrawal(this.#core, order.id, {
        certificate: certificate.der,
        serialNumber: certificate.serialNumber,
        notBefore: certificate.notBefore.toISOString(),
        notAfter: certificate.notAfter.toISOString(),
      });
      change.record('certificate-withdrawn', order.id, { serialNumber: certificate.serialNumber });
      change.mail(orderWithdrawn(this.#order(order.id), this.#portal));
    });
    return credential;
  }

  /** Idempotent: the issuer knows the order by its id. */
  issue({ id, profile, subject, publicKey, withdrawnAt }: StoredOrder): Promise<Credential> {
    return this.#issuer.issue({
      orderId: id,
      profile,
      subject,
      notBefore: new Date(withdrawnAt!),
      ...(publicKey !== null && { publicKey: createPublicKey(publicKey) }),
    });
  }

  async revoke({ id, profile, serialNumber }: StoredOrder, by: string): Promise<void> {
    try {
      await this.#issuer.revoke(serialNumber!, PROFILES[profile].issuer!);
    } catch (error) {
      if ((error as { code?: string }).code !== ALREADY_REVOKED) throw error;
    }
    this.#core.change(by, 'certificate revoked', (change) => {
      if (this.#order(id).state !== 'revoking') return;
      finishRevocation(this.#core, id);
      change.record('certificate-revoked', id, { serialNumber });
      change.mail(orderRevoked(this.#order(id), this.#portal));
    });
  }

  /** Completes what was begun when the platform stopped. */
  async resume(): Promise<void> {
    for (const order of unfinishedOrders(this.#core)) {
      try {
        if (order.state === 'withdrawing') await this.complete(order, RESUMPTION);
        else await this.revoke(order, RESUMPTION);
      } catch (error) {
        // One order that the issuer refuses must not keep the platform closed; it can be resumed by hand.
        this.#core.change(RESUMPTION, (error as Error).message, (change) =>
          change.record('resumption-failed', order.id),
        );
      }
    }
  }

  #order(id: string): StoredOrder {
    return findOrder(this.#core, id)!;
  }
}
