import { type AddressInfo, createServer } from 'node:net';
import { FAITHFUL_PUBLICATION, localPublication, type PublicationUrls } from '@banc-gap/pki';
import { z } from 'zod';
import { igcErrors } from '../errors.ts';

/** What may be chosen when a state is created, and never after: certificates carry these URLs. */
export interface PublicationChoice {
  /** `local`: at the bench; `faithful`: at the real host names, which then must resolve to the bench. Default local. */
  readonly publication?: 'local' | 'faithful';
  /** Of local publication, as the GAP reaches it; default http://127.0.0.1:port. */
  readonly publicationBase?: string;
  /** That publication listens on; default 14480, or 80 if faithful. 0: one that is free now, and then stays. */
  readonly port?: number;
  /** That the directory listens on; default 14389, or 389 if faithful. With the other port 0: likewise. */
  readonly ldapPort?: number;
}

const url = z.string();
const port = z.int().min(1).max(65_535);

const settings = z.strictObject({
  mode: z.enum(['local', 'faithful']),
  base: url,
  port,
  // The first states said it in the URL alone.
  ldapPort: port.optional(),
  urls: z.strictObject({
    igcSante: url,
    igcSanteLdap: url,
    igcSanteOcsp: url,
    // The first states had no IGC OSI.
    igcOsi: url.optional(),
    ingeTrust: url,
    geotrust: url,
  }),
});

/** Where a state publishes. */
export interface Publication extends z.infer<typeof settings> {
  readonly ldapPort: number;
  readonly urls: PublicationUrls;
}

export async function decidePublication(choice: PublicationChoice): Promise<Publication> {
  const free = choice.port === 0 ? await freePorts(2) : [];
  const chosenPort = free[0] ?? choice.port;
  const chosenLdapPort = choice.ldapPort || free[1];
  if (choice.publication === 'faithful') {
    return {
      mode: 'faithful',
      base: FAITHFUL_PUBLICATION.igcSante,
      port: chosenPort ?? 80,
      ldapPort: chosenLdapPort ?? 389,
      urls: FAITHFUL_PUBLICATION,
    };
  }
  const port = chosenPort ?? 14_480;
  const ldapPort = chosenLdapPort ?? 14_389;
  const base = normalizedBase(choice.publicationBase ?? `http://127.0.0.1:${port}`);
  const ldap = `ldap://${new URL(base).hostname}:${ldapPort}`;
  return { mode: 'local', base, port, ldapPort, urls: localPublication(base, ldap) };
}

export function parsePublication(json: string): Publication {
  const { mode, base, port, urls, ldapPort: ownLdapPort } = settings.parse(JSON.parse(json));
  const { igcOsi = mode === 'faithful' ? FAITHFUL_PUBLICATION.igcOsi : base } = urls;
  const ldapPort = ownLdapPort ?? Number(new URL(urls.igcSanteLdap).port || 389);
  return { mode, base, port, ldapPort, urls: { ...urls, igcOsi } };
}

/** Throws IGC_PUBLICATION_FIXED where the choice says otherwise than the state. */
export function assertAgrees(directory: string, fixed: Publication, choice: PublicationChoice): void {
  const { publication, publicationBase, port, ldapPort } = choice;
  const base = publicationBase === undefined ? undefined : normalizedBase(publicationBase);
  const wishes = [
    ['publication', fixed.mode, publication],
    ['publication base', fixed.base, base],
    ['publication port', fixed.port, port === 0 ? undefined : port],
    ['LDAP port', fixed.ldapPort, ldapPort === 0 ? undefined : ldapPort],
  ] as const;
  for (const [setting, found, wanted] of wishes) {
    if (wanted !== undefined && wanted !== found) {
      throw igcErrors.error('IGC_PUBLICATION_FIXED', { directory, setting, found, wanted });
    }
  }
}

/** Different ones, since all are taken at once. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(
    servers.map(
      (server) =>
        new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve)),
    ),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function normalizedBase(base: string): string {
  const url = URL.canParse(base) ? new URL(base) : undefined;
  if (url?.protocol !== 'http:' || url.search !== '' || url.hash !== '' || url.username !== '') {
    throw igcErrors.error('IGC_PUBLICATION_BASE_INVALID', { base });
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
