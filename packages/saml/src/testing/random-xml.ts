import fc from 'fast-check';

/** What a random element is made of; prefixes are looked up in whatever is in scope where it is put. */
interface Shape {
  readonly declarations: readonly (readonly [prefix: string, uri: string])[];
  readonly prefix: number;
  readonly name: string;
  readonly attributes: readonly { readonly prefix: number; readonly name: string; readonly value: string }[];
  readonly quote: string;
  readonly space: string;
  readonly children: readonly (string | Shape)[];
}

const NAMESPACES = ['urn:a', 'urn:b', 'http://c.example/d?e=1;f#g', 'urn:oasis:names:tc:SAML:2.0:assertion'];
const PREFIXES = ['', 'a', 'b', 'p', 'xs'];
const NAMES = ['x', 'y', 'Élément', 'z-1', 'w.2', '_v'];

/** Source text of character data, as a document may write it. */
const textSource = fc
  .array(
    fc.constantFrom(
      ...[
        'a',
        'é',
        '€',
        '😀',
        ' ',
        '\n',
        '\t',
        '\r\n',
        '"',
        "'",
        '>',
        '&amp;',
        '&lt;',
        '&gt;',
        '&quot;',
        '&apos;',
      ],
      ...[
        '&#13;',
        '&#xA;',
        '&#9;',
        '&#x1F600;',
        '&#233;',
        '<![CDATA[<&>"]]>',
        '<![CDATA[]]>',
        '<![CDATA[\r\n]]>',
      ],
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

const valueSource = fc
  .array(
    fc.constantFrom(
      ...['v', 'é', '😀', ' ', '\n', '\t', '\r\n', '>', '&amp;', '&lt;', '&gt;', '&quot;', '&apos;'],
      ...['&#13;', '&#xA;', '&#9;', '&#x20;'],
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(''));

const shape: fc.Arbitrary<Shape> = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.record({
    declarations: fc.uniqueArray(fc.tuple(fc.constantFrom(...PREFIXES), fc.constantFrom('', ...NAMESPACES)), {
      maxLength: 3,
      selector: ([prefix]) => prefix,
    }),
    prefix: fc.nat(),
    name: fc.constantFrom(...NAMES),
    attributes: fc.uniqueArray(
      fc.record({ prefix: fc.nat(), name: fc.constantFrom('m', 'n', 'o', 'ö'), value: valueSource }),
      { maxLength: 4, selector: ({ name }) => name },
    ),
    quote: fc.constantFrom('"', "'"),
    space: fc.constantFrom(' ', '\n ', '\t'),
    children: fc.array(fc.oneof({ depthSize: 'small' }, textSource, tie('shape')), { maxLength: 4 }),
  }),
})).shape;

/** Well-formed XML of many namespaces and spellings, without comments: the content of some element. */
export const randomXml: fc.Arbitrary<string> = fc
  .array(fc.oneof(textSource, shape), { minLength: 1, maxLength: 4 })
  .map((nodes) => nodes.map((node) => write(node, new Map())).join(''));

function write(node: string | Shape, outer: ReadonlyMap<string, string>): string {
  if (typeof node === 'string') return node;
  const { quote, space } = node;
  const declarations = node.declarations.filter(([prefix, uri]) => prefix === '' || uri !== '');
  const scope = new Map([...outer, ...declarations]);
  const prefixes = [...scope.keys()];
  const qualified = (choice: number, name: string, candidates: readonly string[]): string => {
    const prefix = candidates[choice % candidates.length] ?? '';
    return prefix === '' ? name : `${prefix}:${name}`;
  };
  const name = qualified(node.prefix, node.name, prefixes);
  const attributes = [
    ...declarations.map(
      ([prefix, uri]) => `${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}=${quote}${uri}${quote}`,
    ),
    ...node.attributes.map(
      (attribute) =>
        `${qualified(attribute.prefix, attribute.name, ['', 'xml', ...prefixes])} = ${quote}${attribute.value}${quote}`,
    ),
  ];
  const start = [name, ...attributes].join(space);
  const content = node.children.map((child) => write(child, scope)).join('');
  return content === '' ? `<${start}${space}/>` : `<${start}>${content}</${name}${space}>`;
}
