import { createHash } from 'node:crypto';
import type { Issuer, KeyPair } from '@banc-gap/pki';
import type { Identity } from '@banc-gap/tls12';
import { Turns } from '../link/turns.ts';
import { type Pairing, PaymentTerminal, type PaymentTerminalOptions } from './payment-terminal.ts';

export interface PaymentFleetOptions extends Omit<PaymentTerminalOptions, 'turns'> {
  readonly issuer: Pick<Issuer, 'issue'>;
  readonly size: number;
  /** A key costs a quarter of a second: the terminals share these, in turn, each with a certificate of its own. */
  readonly keys: readonly KeyPair[];
  readonly pairing: Pairing;
  /** Of their certificates; default ingetrust/terminal. */
  readonly profile?: 'ingetrust/terminal' | 'ingetrust/terminal-ocsp';
  /** How many connect at a time; default 32. */
  readonly concurrency?: number;
}

/** Payment terminals by the thousand in one process; each gets its certificate when it first connects. */
export class PaymentFleet {
  readonly terminals: ReadonlyMap<string, PaymentTerminal>;

  constructor(options: PaymentFleetOptions) {
    const { size, keys, pairing, profile = 'ingetrust/terminal', concurrency = 32 } = options;
    const shared = { ...options, turns: new Turns(concurrency) };
    const terminals = new Map<string, PaymentTerminal>();
    for (let index = 0; index < size; index++) {
      const serialNumber = serialNumberOf(index);
      const identity = lazyIdentity(options.issuer, profile, serialNumber, keys[index % keys.length]!);
      terminals.set(serialNumber, new PaymentTerminal(serialNumber, identity, pairing, shared));
    }
    this.terminals = terminals;
  }

  connect(): void {
    for (const terminal of this.terminals.values()) terminal.connect();
  }

  async disconnect(): Promise<void> {
    await Promise.all([...this.terminals.values()].map((terminal) => terminal.disconnect()));
  }
}

/** Sixteen characters, as on the terminals of this market. */
function serialNumberOf(index: number): string {
  return `BANC${String(index + 1).padStart(12, '0')}`;
}

function lazyIdentity(
  issuer: Pick<Issuer, 'issue'>,
  profile: NonNullable<PaymentFleetOptions['profile']>,
  serialNumber: string,
  { publicKey, privateKey }: KeyPair,
): () => Promise<Identity> {
  let identity: Promise<Identity> | undefined;
  const issue = async (): Promise<Identity> => {
    const key = createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('hex');
    const { certificate, chain } = await issuer.issue({
      // Another key is another order: the certificate of an earlier pool would not fit.
      orderId: `${profile === 'ingetrust/terminal' ? 'tpe' : profile}/${serialNumber}/${key.slice(0, 16)}`,
      profile,
      subject: { serialNumber },
      publicKey,
    });
    // The GAP has the root.
    return { chain: [certificate, ...chain.slice(0, -1)].map(({ der }) => der), privateKey };
  };
  return () => {
    identity ??= issue();
    identity.catch(() => {
      identity = undefined; // asked again at the next connection
    });
    return identity;
  };
}
