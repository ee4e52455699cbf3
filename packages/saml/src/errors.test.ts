import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { samlErrors } from './errors.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const guide = readFileSync(new URL('../../../docs/saml.md', import.meta.url), 'utf8');
const tests = globSync('**/*.test.ts', { cwd: folder })
  .filter((file) => file !== 'errors.test.ts')
  .map((file) => readFileSync(`${folder}${file}`, 'utf8'))
  .join();

/** What only who signs can meet. */
const OF_SIGNING = ['SAML_ELEMENT_EMPTY', 'SAML_TEXT_NOT_XML'];

describe('the catalogue of refusals', () => {
  const codes = Object.keys(samlErrors.entries);

  it.each(codes)('%s is tested', (code) => {
    expect(tests).toContain(`'${code}'`);
  });

  it('is that of docs/saml.md, and nothing more', () => {
    const documented = [...new Set(guide.match(/SAML_[A-Z_]+/g))];
    expect([...documented, ...OF_SIGNING].toSorted()).toEqual(codes.toSorted());
  });
});
