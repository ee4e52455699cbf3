import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Authorities, openAuthorities } from '@banc-gap/mock-igc-sante';
import { cachedKeyPairs } from '@banc-gap/mock-igc-sante/testing';
import { type Actor, openPfcng, type Pfcng, SERVICE_CLIENT } from '@banc-gap/mock-pfcng';
import type { KeyKind, KeyPair } from '@banc-gap/pki';

/** The ordering platform over the real issuers, in one folder; any number of processes, one after the other, may open it. */
export interface Platform extends Disposable {
  readonly authorities: Authorities;
  readonly pfcng: Pfcng;
}

const EDITOR = '2187512751';

export async function openPlatform(directory: string): Promise<Platform> {
  mkdirSync(directory, { recursive: true });
  const authorities = await openAuthorities(join(directory, 'state'), {
    create: { port: 0 },
    generateKeyPair: keysInTurn(),
  });
  const pfcng = await openPfcng({ file: join(directory, 'pfcng.sqlite'), issuer: authorities });
  return {
    authorities,
    pfcng,
    [Symbol.dispose]() {
      pfcng.close();
      authorities.close();
    },
  };
}

/** A structure with one test card that may order; the actor who holds it. */
export function habilitateEditor(pfcng: Pfcng): Actor {
  pfcng.structures.register(SERVICE_CLIENT, {
    id: EDITOR,
    kind: 'EJ',
    activity: 'editeur',
    name: 'Editeur de GAP',
    postcode: '75010',
    town: 'Paris',
  });
  const form = pfcng.forms.submit(SERVICE_CLIENT, {
    form: 'F414',
    structure: EDITOR,
    requester: { familyName: 'ESSAI', givenName: 'Edith', email: 'edith@editeur.fr' },
    kit: { quantity: 1, usageText: 'Essai' },
    habilitation: {
      usageText: 'Essai',
      offers: [{ offer: 'ORG', usages: ['AUTH_CLI'] }],
      cards: { answer: 'non', cardOfKit: 5 },
    },
  });
  return { kind: 'card', cardNumber: form.outcome!.cards![4]! };
}

/** The one card that orders in this folder. */
export function administrator(pfcng: Pfcng): Actor {
  const [habilitation] = pfcng.habilitations.list(SERVICE_CLIENT, { structure: EDITOR });
  return { kind: 'card', cardNumber: habilitation!.cardNumber };
}

export const newOrder = (serviceApplicatif: string) => ({
  structure: EDITOR,
  environment: 'test',
  product: { offer: 'ORG', usage: 'AUTH_CLI', serviceApplicatif },
  key: { source: 'on-line' },
});

/** A few key pairs again and again for certificates: a storm of orders would else be one of prime numbers. */
function keysInTurn(): (kind: KeyKind) => Promise<KeyPair> {
  const cached = cachedKeyPairs();
  const pool = Promise.all([0, 1, 2, 3].map(() => cached('rsa-2048')));
  let served = 0;
  return async (kind) => {
    if (kind !== 'rsa-2048') return cached(kind);
    const pairs = await pool;
    served += 1;
    return pairs[served % pairs.length]!;
  };
}
