import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ReplyTemplate } from './template.ts';

const directory = mkdtempSync(join(tmpdir(), 'banc-template-'));
afterAll(() => rmSync(directory, { recursive: true }));

function template(text: string, names: readonly string[] = ['nom', 'adresses']): ReplyTemplate<object> {
  const file = join(directory, 'reply.xml');
  writeFileSync(file, text);
  return new ReplyTemplate(file, names);
}

test('values are escaped for XML, and nothing else is', () => {
  const nom = `L'AMC "A&B" <c>`;
  expect(template('<nom>{{nom}}</nom>').render({ nom })).toBe(
    `<nom>L'AMC &quot;A&amp;B&quot; &lt;c&gt;</nom>`,
  );
});

test('a name that the reply does not have is an error when the file is read, in a section too', () => {
  expect(() => template('{{#adresses}}{{prenom}}{{/adresses}}')).toThrow(
    expect.objectContaining({
      code: 'AMC_TEMPLATE_NAME_UNKNOWN',
      message: expect.stringContaining('names prenom'),
    }),
  );
});

test('a section that is not closed is an error, and so is a file that is not there', () => {
  expect(() => template('{{#adresses}}')).toThrow(expect.objectContaining({ code: 'AMC_TEMPLATE_INVALID' }));
  expect(() => new ReplyTemplate(join(directory, 'absent.xml'), [])).toThrow(
    expect.objectContaining({ code: 'AMC_TEMPLATE_UNREADABLE' }),
  );
});
