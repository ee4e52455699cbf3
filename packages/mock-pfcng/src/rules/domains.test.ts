import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slugOf } from '../testing/refusal.ts';
import { covers, coversAddress, existingDomain, narrowDomain } from './domains.ts';

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
const domain = fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join('.'));

describe('what a habilitation covers', () => {
  it.each([
    ['*ch-ville.fr', 'gap.ch-ville.fr', true],
    ['*ch-ville.fr', 'a.b.ch-ville.fr', true],
    ['*.ch-ville.fr', 'gap.ch-ville.fr', true],
    ['*ch-ville.fr', 'ch-ville.fr', true],
    ['*ch-ville.fr', 'GAP.CH-Ville.fr', true],
    ['*ch-ville.fr', 'evilch-ville.fr', false],
    ['*ch-ville.fr', 'ch-ville.fr.evil.fr', false],
    ['*ch-ville.fr', 'ch-ville.fr.', false],
    ['*ch-ville.fr', 'gap.ch-ville.com', false],
    ['serveurx.ch-ville.fr', 'serveurx.ch-ville.fr', true],
    ['serveurx.ch-ville.fr', 'a.serveurx.ch-ville.fr', false],
    ['serveurx.ch-ville.fr', 'ch-ville.fr', false],
  ])('%s, %s: %s', (pattern, name, covered) => {
    expect(covers(pattern, name)).toBe(covered);
  });

  it('is the domain and what has a label boundary before it, of any domain', () => {
    fc.assert(
      fc.property(domain, label, (name, prefix) => {
        expect(covers(`*${name}`, name)).toBe(true);
        expect(covers(`*${name}`, `${prefix}.${name}`)).toBe(true);
        expect(covers(`*${name}`, `${prefix}${name}`)).toBe(false);
        expect(covers(`*${name}`, `${name}.${prefix}`)).toBe(false);
        expect(covers(name, `${prefix}.${name}`)).toBe(false);
      }),
    );
  });

  it('never is a name that does not end with its labels', () => {
    fc.assert(
      fc.property(domain, domain, (one, other) => {
        const labels = one.split('.').reverse();
        const ends = labels.every((part, index) => other.split('.').reverse()[index] === part);
        expect(covers(`*${one}`, other)).toBe(ends);
      }),
    );
  });

  it('of mail is the host part only', () => {
    expect(coversAddress('ch-ville.fr', 'a@ch-ville.fr')).toBe(true);
    expect(coversAddress('ch-ville.fr', 'a@pharmacie.ch-ville.fr')).toBe(true);
    expect(coversAddress('ch-ville.fr', 'ch-ville.fr@evil.fr')).toBe(false);
    expect(coversAddress('ch-ville.fr', 'a@evilch-ville.fr')).toBe(false);
  });
});

describe('a domain on a form', () => {
  const all = () => true;

  it.each(['*ch-ville.fr', '*.ch-ville.fr', 'serveurx.ch-ville.fr', '*chu.sante.gouv.fr'])(
    '%s can exist',
    (pattern) => {
      expect(existingDomain(pattern, all)).toBe(pattern.replace(/^\*\.?/, ''));
    },
  );

  it.each([
    '*ville.local',
    '*ville',
    '*fr',
    '*gouv.fr',
    '*ch_ville.fr',
    '*10.0.0.1',
    '**ch-ville.fr',
    '*',
    '*ch-ville.nosuchtld',
    '*gap.test',
  ])('%s cannot', async (pattern) => {
    expect(await slugOf(() => existingDomain(pattern, all))).toBe('domain-unknown');
  });

  it('is looked up by what can be registered', async () => {
    const known = (name: string) => name === 'ch-ville.fr';
    expect(existingDomain('*a.ch-ville.fr', known)).toBe('a.ch-ville.fr');
    expect(await slugOf(() => existingDomain('*ch-village.fr', known))).toBe('domain-unknown');
  });

  it('should be the widest', () => {
    expect(narrowDomain('*ch-ville.fr')).toBeUndefined();
    expect(narrowDomain('*.ch-ville.fr')).toBeUndefined();
    for (const narrow of ['serveurx.ch-ville.fr', '*nord.ch-ville.fr', 'ch-ville.fr']) {
      expect(narrowDomain(narrow)).toMatchObject({
        id: 'domain-narrow',
        text: { fr: expect.stringContaining('« *ch-ville.fr »') },
      });
    }
  });
});
