import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Authorities, openAuthorities, writeKit } from '@banc-gap/mock-igc-sante';
import { temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { type Credential, generateKeyPair } from '@banc-gap/pki';
import { Certificates, TYPES } from './certificates.ts';

/** Every PKI of the bench, the kit that an editor gets, and certificates of any kind. */
export interface MatrixBench extends AsyncDisposable {
  readonly authorities: Authorities;
  readonly certificates: Certificates;
  /** Its folder; its CRLs are those of the moment when it was last written. */
  readonly kit: string;
  refreshCrls(): Promise<void>;
  /** What signs the replies of an insurer. */
  readonly service: Credential;
}

export async function startBench(): Promise<MatrixBench> {
  await using stack = new AsyncDisposableStack();
  const directory = mkdtempSync(join(tmpdir(), 'banc-matrix-'));
  stack.defer(() => rmSync(directory, { recursive: true }));
  const { authorities } = stack.use(await temporaryAuthorities());
  await authorities.establish('amc', 'igcSante');
  stack.use(await authorities.publish());
  const another = stack.use(
    await openAuthorities(join(directory, 'another-state'), {
      create: { port: 0 },
      // Keys of CAs that nobody trusts may be as short as those of others.
      generateKeyPair: () => generateKeyPair('rsa-2048'),
    }),
  );
  const key = await generateKeyPair('rsa-2048');
  const certificates = new Certificates(directory, { authorities, another, key });
  const service = await certificates.issue(
    'replies',
    TYPES['IGC OSI, AC-SERVICES-APPLICATIFS']('Reponses AMC'),
  );
  const kit = join(directory, 'kit');
  await writeKit(authorities, { directory: kit });
  const owned = stack.move();
  return {
    authorities,
    certificates,
    kit,
    async refreshCrls() {
      await writeKit(authorities, { directory: kit, crlOnly: true });
    },
    service,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
