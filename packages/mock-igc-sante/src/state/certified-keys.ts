import { createHash, type KeyObject } from 'node:crypto';
import { Certificate } from '@banc-gap/pki';
import type { Store } from '@banc-gap/simkit';

/** For which keys there are certificates. */
export class CertifiedKeys {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Whether there is a certificate for this key, other than that of this order. */
  has(publicKey: KeyObject, exceptOrderId = ''): boolean {
    this.#catchUp();
    const found = this.#store.get(
      `SELECT 1 FROM certified_key JOIN certificate ON certificate.id = certificate
       WHERE fingerprint = ? AND order_id IS NOT ? LIMIT 1`,
      fingerprint(publicKey.export({ format: 'der', type: 'spki' })),
      exceptOrderId,
    );
    return found !== undefined;
  }

  /** Nobody asks of most certificates: their keys are looked at when somebody asks. */
  #catchUp(): void {
    if (this.#missing().length === 0) return;
    this.#store.transaction(() => {
      for (const { id, der } of this.#missing()) {
        this.#store.run(
          'INSERT INTO certified_key (certificate, fingerprint) VALUES (?, ?)',
          id,
          fingerprint(Certificate.parse(der).subjectPublicKeyInfo),
        );
      }
    });
  }

  #missing(): { readonly id: number; readonly der: Uint8Array }[] {
    return this.#store.all(
      `SELECT id, der FROM certificate
       WHERE id > (SELECT COALESCE(MAX(certificate), 0) FROM certified_key) ORDER BY id`,
    );
  }
}

function fingerprint(subjectPublicKeyInfo: Uint8Array): Buffer {
  return createHash('sha256').update(subjectPublicKeyInfo).digest();
}
