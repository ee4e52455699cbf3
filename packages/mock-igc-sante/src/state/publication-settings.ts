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
}

const LDAP_PORT = 14_389;

const url = z.string();

const settings = z.strictObject({
  mode: z.enum(['local', 'faithful']),
  base: url,
  port: z.int().min(1).max(65_535),
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
  readonly urls: PublicationUrls;
}

export async function decidePublication(choice: PublicationChoice): Promise<Publication> {
  const chosenPort = choice.port === 0 ? await freePort() : choice.port;
  if (choice.publication === 'faithful') {
    return {
      mode: 'faithful',
      base: FAITHFUL_PUBLICATION.igcSante,
      port: chosenPort ?? 80,
      urls: FAITHFUL_PUBLICATION,
    };
  }
  const port = chosenPort ?? 14_480;
  const base = normalizedBase(choice.publicationBase ?? `http://127.0.0.1:${port}`);
  const ldap = `ldap://${new URL(base).hostname}:${LDAP_PORT}`;
  return { mode: 'local', base, port, urls: localPublication(base, ldap) };
}

export function parsePublication(json: string): Publication {
  const { mode, base, port, urls } = settings.parse(JSON.parse(json));
  const { igcOsi = mode === 'faithful' ? FAITHFUL_PUBLICATION.igcOsi : base } = urls;
  return { mode, base, port, urls: { ...urls, igcOsi } };
}

/** Throws IGC_PUBLICATION_FIXED where the choice says otherwise than the state. */
export function assertAgrees(directory: string, fixed: Publication, choice: PublicationChoice): void {
  const { publication, publicationBase, port } = choice;
  const base = publicationBase === undefined ? undefined : normalizedBase(publicationBase);
  const wishes = [
    ['publication', fixed.mode, publication],
    ['publication base', fixed.base, base],
    ['publication port', fixed.port, port === 0 ? undefined : port],
  ] as const;
  for (const [setting, found, wanted] of wishes) {
    if (wanted !== undefined && wanted !== found) {
      throw igcErrors.error('IGC_PUBLICATION_FIXED', { directory, setting, found, wanted });
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function normalizedBase(base: string): string {
  const url = URL.canParse(base) ? new URL(base) : undefined;
  if (url?.protocol !== 'http:' || url.search !== '' || url.hash !== '' || url.username !== '') {
    throw igcErrors.error('IGC_PUBLICATION_BASE_INVALID', { base });
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
