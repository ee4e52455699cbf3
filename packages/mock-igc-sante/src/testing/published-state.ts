import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Credential } from '@banc-gap/pki';
import type { Authorities } from '../authorities.ts';
import { TEST_STRUCTURE } from '../identities/catalogue.ts';
import type { PublicationOptions, RunningPublication } from '../publication/server.ts';
import type { ToolResult } from './openssl.ts';
import { runAside } from './run-aside.ts';
import { temporaryAuthorities } from './temporary-authorities.ts';

export const CA = 'igc-sante-test/aci-el-org';

/** A state whose publication runs, with a good and a revoked client, and their files for foreign tools. */
export interface PublishedState extends AsyncDisposable {
  readonly authorities: Authorities;
  readonly publication: RunningPublication;
  readonly good: Credential;
  readonly revoked: Credential;
  /** Of a folder that goes with the state: root.pem ca.pem cas.pem good.pem revoked.pem, and what is added. */
  file(name: string, content?: string | Uint8Array): string;
  client(orderId: string): Promise<Credential>;
  /** What `openssl ocsp` says when it asks the responder and checks the answer. */
  opensslOcsp(...parameters: string[]): Promise<ToolResult>;
}

export async function publishedState(options: PublicationOptions = {}): Promise<PublishedState> {
  const { authorities, ...state } = await temporaryAuthorities();
  const publication = await authorities.publish(options);
  const directory = mkdtempSync(join(tmpdir(), 'banc-published-'));
  const file = (name: string, content?: string | Uint8Array): string => {
    const path = join(directory, name);
    if (content !== undefined) writeFileSync(path, content);
    return path;
  };
  const client = (orderId: string) =>
    authorities.issue({
      orderId,
      profile: 'igc-sante-test/org-auth-cli',
      subject: { structure: TEST_STRUCTURE, serviceApplicatif: orderId },
    });
  const [good, revoked] = [await client('good'), await client('revoked')];
  await authorities.revoke(revoked.certificate.serialNumber, CA);
  const [ca, root] = good.chain.map(({ pem }) => pem);
  file('root.pem', root);
  file('ca.pem', ca);
  file('cas.pem', `${ca}${root}`);
  file('good.pem', good.certificate.pem);
  file('revoked.pem', revoked.certificate.pem);
  return {
    authorities,
    publication,
    good,
    revoked,
    file,
    client,
    opensslOcsp: (...parameters) =>
      runAside(
        'openssl',
        ...['ocsp', '-CAfile', file('cas.pem'), '-issuer', file('ca.pem'), '-url', publication.ocspUrl],
        ...parameters,
      ),
    async [Symbol.asyncDispose]() {
      await publication.stop();
      await state[Symbol.asyncDispose]();
      rmSync(directory, { recursive: true });
    },
  };
}
