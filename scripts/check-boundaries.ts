/** Who may import whom, as docs/architecture.md draws it. Exits 1 and names each import that the map does not allow. */
import { globSync, readFileSync } from 'node:fs';
import { basename, relative, resolve, sep } from 'node:path';

const everything = [
  'pki',
  'tls12',
  'saml',
  'simkit',
  'mock-igc-sante',
  'mock-pfcng',
  'sim-tpe',
  'sim-amc',
  'sim-psp',
  'sim-dp',
  'ref-gap',
  'conformance',
] as const;

const mayImport: Readonly<Record<string, readonly string[]>> = {
  pki: [],
  tls12: ['pki'],
  saml: ['pki'],
  simkit: ['pki', 'tls12'],
  'mock-igc-sante': ['simkit', 'pki', 'tls12'],
  'mock-pfcng': ['simkit', 'pki', 'tls12'],
  'sim-tpe': ['simkit', 'pki', 'tls12'],
  'sim-amc': ['simkit', 'pki', 'tls12', 'saml'],
  'sim-psp': ['simkit', 'pki', 'tls12'],
  'sim-dp': ['simkit', 'pki', 'tls12', 'saml'],
  conformance: ['simkit', 'pki', 'tls12'],
  'ref-gap': ['pki'],
  cli: everything,
  bench: everything,
  testcontainers: [],
  proof: [...everything, 'cli', 'testcontainers'],
};

/** What tests share across packages; it is no part of any package. */
const sharedByTests = resolve('scripts', 'foreign-tool.ts');

const specifierPattern = /(?:from|import)\s*\(?\s*'([^']+)'/g;

function violations(file: string): string[] {
  const folder = file.slice(0, file.indexOf(`${sep}src${sep}`));
  const owner = basename(folder);
  const allowed = mayImport[owner];
  if (!allowed) return [`${file}: package ${owner} is not in the map of scripts/check-boundaries.ts`];
  const specifiers = [...readFileSync(file, 'utf8').matchAll(specifierPattern)].map(
    (match) => match[1] ?? '',
  );
  return specifiers.flatMap((specifier) => {
    if (specifier.startsWith('@banc-gap/')) {
      const target = specifier.split('/')[1] ?? '';
      return target === owner || allowed.includes(target)
        ? []
        : [`${file}: ${owner} may not import ${specifier}`];
    }
    if (!specifier.startsWith('.')) return [];
    const target = resolve(file, '..', specifier);
    if (target === sharedByTests && file.endsWith('.test.ts')) return [];
    const inside = !relative(resolve(folder), target).startsWith('..');
    return inside ? [] : [`${file}: ${specifier} leaves the package`];
  });
}

const found = globSync(['packages/*/src/**/*.ts', '{bench,proof}/src/**/*.ts']).flatMap(violations);
for (const line of found) console.error(line);
if (found.length > 0) process.exit(1);
