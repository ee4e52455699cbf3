import { wanted } from '@banc-gap/simkit';
import { z } from 'zod';
import type { Core } from '../core.ts';
import { parse } from '../parse.ts';
import { PspProblem } from '../problems/problem.ts';
import * as identifiers from '../schemas/identifiers.ts';
import { type Merchant, newMerchant } from '../schemas/merchants.ts';

/** So that an error names the field. */
const accountOnly = z.strictObject({
  account: identifiers.account.refine(
    (name) => name !== SELF,
    wanted({ fr: 'un autre nom que self', en: 'another name than self' }),
  ),
});

/** Whether a structure without an account gets one at its first request. */
export type Enrolment = 'open' | 'closed';

/** The account word that stands for the one account of the certificate's structure. */
export const SELF = 'self';

/** The hospitals, and who may act for them. */
export class MerchantDesk {
  readonly #core: Core;
  readonly #enrolment: Enrolment;

  constructor(core: Core, enrolment: Enrolment) {
    this.#core = core;
    this.#enrolment = enrolment;
  }

  /** Opens the account, or replaces what is known of it. */
  put(account: string, input: unknown): Merchant {
    const { account: name } = parse(accountOnly, { account });
    const merchant = parse(newMerchant, input);
    this.#core.change(() => this.#write({ account: name, ...merchant }));
    return this.get(name);
  }

  get(account: string): Merchant {
    const found = this.list().find((merchant) => merchant.account === account);
    if (found === undefined) throw new PspProblem('not-found', { what: 'account' });
    return found;
  }

  list(): Merchant[] {
    const structures = Map.groupBy(
      this.#core.store.all<{ account: string; structure: string }>(
        'SELECT account, structure FROM merchantStructure ORDER BY rowid',
      ),
      ({ account }) => account,
    );
    return this.#core.store
      .all<{ account: string; name: string; contract: number }>('SELECT * FROM merchant ORDER BY rowid')
      .map(({ account, name, contract }) => ({
        account,
        name,
        structures: (structures.get(account) ?? []).map(({ structure }) => structure),
        contract: contract === 1,
      }));
  }

  /**
   * The account that a request is about.
   *
   * @param account as the request names it; `self` for the only one of the structure
   * @param structure of the certificate
   * @throws PspProblem certificate-not-mapped
   */
  actingFor(account: string, structure: string | undefined): Merchant {
    const own = this.#core.store
      .all<{ account: string }>('SELECT account FROM merchantStructure WHERE structure = ?', structure ?? '')
      .map((row) => row.account);
    if (own.length === 0 && account === SELF && structure !== undefined && this.#enrolment === 'open') {
      return this.#enrol(structure);
    }
    const wanted = account === SELF && own.length === 1 ? own[0]! : account;
    if (!own.includes(wanted)) {
      throw new PspProblem('certificate-not-mapped', { structure: structure ?? '?' });
    }
    return this.get(wanted);
  }

  #enrol(structure: string): Merchant {
    const account = this.#core.newId('account');
    this.#core.change(() =>
      this.#write({ account, name: `Structure ${structure}`, structures: [structure], contract: true }),
    );
    this.#core.journal.record('merchant-enrolled', { account, structure });
    return this.get(account);
  }

  #write({ account, name, structures, contract }: Merchant): void {
    const { store } = this.#core;
    store.run(
      `INSERT INTO merchant (account, name, contract) VALUES (?, ?, ?)
       ON CONFLICT (account) DO UPDATE SET name = excluded.name, contract = excluded.contract`,
      account,
      name,
      contract ? 1 : 0,
    );
    store.run('DELETE FROM merchantStructure WHERE account = ?', account);
    for (const structure of new Set(structures)) {
      store.run('INSERT INTO merchantStructure (account, structure) VALUES (?, ?)', account, structure);
    }
  }
}
