import { hash, timingSafeEqual } from 'node:crypto';
import { Certificate } from '@banc-gap/pki';
import type { Identity } from '@banc-gap/tls12';
import { dpErrors } from '../errors.ts';
import { personOf } from '../people/person.ts';

/** Whoever may come through the gateway. */
export interface GatewayPerson {
  /** By which the gateway knows them. */
  readonly password: string;
  /** Their PRO AUTH and its key. Who they are is what the certificate says. */
  readonly identity: Identity;
}

/** The keys of a gateway: one for each person, found by what that person alone knows. */
export class GatewayPeople {
  readonly #people: ReadonlyMap<string, GatewayPerson>;

  /** @throws BancError DP_GATEWAY_KEY_SHARED */
  constructor(people: readonly GatewayPerson[]) {
    const owners = new Map<string, string>();
    const known = new Map<string, GatewayPerson>();
    for (const person of people) {
      const certificate = Certificate.parse(person.identity.chain[0]!);
      const { nationalId } = personOf(certificate);
      const owner = owners.get(certificate.publicKeyFingerprint);
      if (owner !== undefined) {
        throw dpErrors.error('DP_GATEWAY_KEY_SHARED', { person: nationalId, owner });
      }
      owners.set(certificate.publicKeyFingerprint, nationalId);
      known.set(nationalId, person);
    }
    this.#people = known;
  }

  /** The person of a header `Authorization: Basic …` (RFC 7617), if the password is right. */
  authenticate(authorization: string | undefined): { nationalId: string; identity: Identity } | undefined {
    const [, credentials] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '') ?? [];
    const [nationalId, ...rest] = Buffer.from(credentials ?? '', 'base64')
      .toString()
      .split(':');
    const person = this.#people.get(nationalId ?? '');
    // Compared whether or not there is such a person, so that time tells nothing.
    const isRight = timingSafeEqual(digest(rest.join(':')), digest(person?.password ?? ''));
    return person !== undefined && isRight
      ? { nationalId: nationalId!, identity: person.identity }
      : undefined;
  }
}

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');
