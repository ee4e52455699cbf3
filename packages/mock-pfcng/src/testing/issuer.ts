import type { Credential, IssueOrder, ProfileId } from '@banc-gap/pki';
import { seededRandom } from '@banc-gap/simkit';
import { MemoryIssuer } from '../msw/memory-issuer.ts';

const random = seededRandom('issuer of tests');

/** An issuer that a test can let die. */
export class TestIssuer extends MemoryIssuer {
  /** Called before and after each issue and revocation; throws where a test wants the platform to die. */
  interrupt: (moment: 'issuing' | 'issued' | 'revoking' | 'revoked') => void = () => {};

  constructor() {
    super(random);
  }

  override async issue(order: IssueOrder): Promise<Credential> {
    this.interrupt('issuing');
    const credential = await super.issue(order);
    this.interrupt('issued');
    return credential;
  }

  override async revoke(serialNumber: string, issuer: ProfileId): Promise<void> {
    this.interrupt('revoking');
    await super.revoke(serialNumber, issuer);
    this.interrupt('revoked');
  }
}
