/** Never sent back to the browser, neither in a field nor in an address. */
const SECRETS: readonly string[] = ['pin', 'revocationCode', 'revocationCodeAgain', 'keyPassword'];
/** Fields of the portal itself, which are nothing that anybody typed. */
const OWN: readonly string[] = ['jeton', 'cle', 'suite', 'reprendre'];

/** What a query or a form holds. */
export class Values {
  readonly #entries: URLSearchParams;

  constructor(entries: URLSearchParams | string = '') {
    this.#entries = new URLSearchParams(entries);
  }

  /** Empty where it is absent. */
  get(name: string): string {
    return this.#entries.get(name) ?? '';
  }

  all(name: string): string[] {
    return this.#entries.getAll(name);
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** A copy in which these are set. */
  with(changes: Readonly<Record<string, string>>): Values {
    const copy = new URLSearchParams(this.#entries);
    for (const [name, value] of Object.entries(changes)) copy.set(name, value);
    return new Values(copy);
  }

  /** A query with what was typed, but no secret; empty if it is too long for an address. */
  toQuery(): string {
    const kept = [...this.#entries].filter(
      ([name, value]) => value !== '' && !SECRETS.includes(name) && !OWN.includes(name),
    );
    const query = new URLSearchParams(kept).toString();
    return query.length > 6000 ? '' : query;
  }

  toString(): string {
    return this.#entries.toString();
  }
}

/**
 * Reads the body of a form (WHATWG URL and RFC 7578); a file that was chosen counts before the text of the same name.
 *
 * @throws TypeError if it is not what its type says
 */
export async function formValues(contentType: string, body: Buffer): Promise<Values> {
  const headers = { 'content-type': contentType };
  const form = await new Response(new Uint8Array(body), { headers }).formData();
  const entries = new URLSearchParams();
  const files = new Map<string, string>();
  for (const [name, value] of form) {
    if (typeof value === 'string') entries.append(name, value.replace(/\r\n/g, '\n'));
    else if (value.size > 0) files.set(name.replace(/File$/, ''), await value.text());
  }
  for (const [name, text] of files) entries.set(name, text);
  return new Values(entries);
}
