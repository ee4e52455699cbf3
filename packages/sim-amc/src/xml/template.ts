import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { xmlText } from '@banc-gap/saml';
import mustache from 'mustache';
import { amcErrors } from '../errors.ts';

/** As `mustache.parse` gives it: kind, text, positions, and what is inside of a section. */
type Token = readonly [kind: string, text: string, start: number, end: number, inside?: unknown];

/**
 * A reply as a file that an editor can replace: mustache, every value escaped for XML. A name that the
 * reply does not have is an error when the file is read, not a hole in a reply.
 */
export class ReplyTemplate<View extends object> {
  readonly #text: string;

  /**
   * @param names all that the file may name
   * @throws BancError AMC_TEMPLATE_UNREADABLE, AMC_TEMPLATE_INVALID, AMC_TEMPLATE_NAME_UNKNOWN
   */
  constructor(file: string, names: readonly string[]) {
    this.#text = textOf(file);
    const unknown = namesIn(parse(this.#text, file)).find((name) => !names.includes(name));
    if (unknown === undefined) return;
    const known = names.join(', ');
    throw amcErrors.error('AMC_TEMPLATE_NAME_UNKNOWN', { file: basename(file), name: unknown, known });
  }

  render(view: View): string {
    return mustache.render(this.#text, view, {}, { escape: escaped });
  }
}

/** For text and for the value of an attribute. */
const escaped = (value: unknown) => xmlText(String(value), 'a reply').replaceAll('"', '&quot;');

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const reason = (cause as Error).message;
    throw amcErrors.error('AMC_TEMPLATE_UNREADABLE', { file, reason }, { cause });
  }
}

function parse(text: string, file: string): readonly Token[] {
  try {
    return mustache.parse(text) as readonly Token[];
  } catch (cause) {
    const reason = (cause as Error).message;
    throw amcErrors.error('AMC_TEMPLATE_INVALID', { file: basename(file), reason }, { cause });
  }
}

function namesIn(tokens: readonly Token[]): string[] {
  return tokens.flatMap(([kind, text, , , inside]) => {
    if (kind === 'text' || kind === '!' || text === '.') return [];
    return [text, ...(Array.isArray(inside) ? namesIn(inside) : [])];
  });
}
