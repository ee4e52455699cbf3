import { TestAuthorities, testKeys } from '@banc-gap/simkit/testing';
import type { Identity } from '@banc-gap/tls12';

export const SERVER_NAME = 'psp.banc.test';
export const STRUCTURE = { departement: 'Paris (75)', name: 'CH TEST', nationalId: '10B0152872' };
export const ANOTHER_STRUCTURE = { departement: 'Rhône (69)', name: 'CH DEUX', nationalId: '10B0152880' };
export const GAP = { structure: STRUCTURE, serviceApplicatif: 'Client_Diapason_PSP' };

/** Every PKI, with who is right here. */
export class TestPki extends TestAuthorities {
  static async create(): Promise<TestPki> {
    return new TestPki(await testKeys());
  }

  /** The server of the provider. */
  get server(): Identity {
    return this.identity('geotrust/server', { fqdn: SERVER_NAME });
  }

  /** The right client: ORG AUTH_CLI, as ANS names it. */
  get gap(): Identity {
    return this.identity('igc-sante-test/org-auth-cli', GAP);
  }
}
