import type { FilePorts, RunConfig } from '@banc-gap/conformance';
import { type Authorities, kitMaterial } from '@banc-gap/mock-igc-sante';
import { CERTIFICATE_USES, type Credential, pfcngPkcs12 } from '@banc-gap/pki';

/** What suite `certificates` judges the files of a GAP by: the CAs of the state and their CRLs. */
export function filePorts(authorities: Authorities, read: FilePorts['read']): FilePorts {
  const crls = authorities.crls();
  return {
    read,
    authorities: PKIS.flatMap((pki) => [...authorities.trust[pki], ...authorities.intermediates[pki]]),
    crls: PKIS.flatMap((pki) => crls[pki]),
  };
}

const PKIS = ['igcSante', 'igcSanteProduction'] as const;

export interface NamedFiles {
  readonly entries: RunConfig['certificates'];
  readonly read: FilePorts['read'];
}

/** The files of the reference GAP, in memory: the certificates of the kit, as PFCNG would deliver them. */
export async function referenceGapFiles(authorities: Authorities, fqdn: string): Promise<NamedFiles> {
  const { kitPassword: password } = authorities;
  const material = await kitMaterial(authorities, fqdn);
  const files = await Promise.all(
    CERTIFICATE_USES.map(async (use) => ({
      entry: { file: `${use}.p12`, use, password },
      content: await pkcs12(material[use], password),
    })),
  );
  const contents = new Map(files.map(({ entry, content }) => [entry.file, content]));
  return { entries: files.map(({ entry }) => entry), read: (file) => contents.get(file)! };
}

function pkcs12({ certificate, chain, privateKey }: Credential, password: string): Promise<Buffer> {
  if (!privateKey) throw new TypeError('the bench makes the keys of the reference GAP');
  return pfcngPkcs12({ certificate, chain, privateKey, password });
}
