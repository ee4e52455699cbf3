import { setTimeout as delay } from 'node:timers/promises';
import type { DocumentFault } from '../faults/catalogue.ts';
import { AUTHORITIES, type AuthorityId } from '../hierarchy.ts';
import { type DirectoryEntry, search } from '../ldap/directory.ts';
import type { SearchRequest } from '../ldap/messages.ts';
import type { SearchOutcome } from '../ldap/server.ts';
import { crlWithFault } from './faulty-content.ts';
import type { PublicationSources } from './sources.ts';

/** The directory of IGC-Santé: its CAs, under the names that certificates have in their LDAP URLs. */
export class Directory {
  readonly #sources: PublicationSources;
  readonly #slowMs: number;

  constructor(sources: PublicationSources, slowMs: number) {
    this.#sources = sources;
    this.#slowMs = slowMs;
  }

  /** Undefined: hang up, as a fault has it. */
  async search(request: SearchRequest, stopping: AbortSignal): Promise<SearchOutcome | undefined> {
    const { authorities } = this.#sources.state;
    const entries = authorities.established().flatMap((id) => this.#entry(id) ?? []);
    const outcome = search(
      entries.filter(({ fault }) => fault !== 'not-found'),
      request,
    );
    const met = entries.filter(({ name }) => outcome.entries.some((entry) => entry.name === name));
    const faults = new Set(met.flatMap(({ fault }) => fault ?? []));
    const { base, scope, attributes } = request;
    this.#sources.journal.record('directory-searched', {
      base,
      scope,
      attributes,
      entries: outcome.entries.length,
      ...(faults.size > 0 && { faults: [...faults] }),
    });
    if (faults.has('absent')) return undefined;
    if (faults.has('slow')) await delay(this.#slowMs, undefined, { signal: stopping });
    return outcome;
  }

  #entry(id: AuthorityId): (DirectoryEntry & { readonly fault: DocumentFault | undefined }) | undefined {
    const { ldap } = AUTHORITIES[id].files;
    if (ldap === undefined) return undefined;
    const { state, faults } = this.#sources;
    const { certificate } = state.authorities.get(id);
    const fault = faults.of('ldap', id);
    return {
      name: decodeURIComponent(ldap.entry),
      fault,
      attributes: [
        { name: 'objectClass', values: () => ['top', 'applicationProcess', 'pkiCA', 'deltaCRL'] },
        { name: 'cn', values: () => [certificate.commonName ?? id] },
        { name: 'cACertificate;binary', values: () => [certificate.der] },
        {
          name: 'certificateRevocationList;binary',
          values: () => [crlWithFault(this.#sources, id, 'full', fault)],
        },
        {
          name: 'deltaRevocationList;binary',
          values: () => [crlWithFault(this.#sources, id, 'delta', fault)],
        },
      ],
    };
  }
}
