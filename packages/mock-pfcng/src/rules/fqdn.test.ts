import { describe, expect, it } from 'vitest';
import { refusal } from '../testing/refusal.ts';
import { assertFqdn, leadingDigit } from './fqdn.ts';

describe('the CN of a server', () => {
  it.each(['gap.ch-ville.fr', 'gap.nord.ch-ville.fr', 'ch-ville.fr', 'GAP.ch-ville.fr', '3gap.ch-ville.fr'])(
    'may be %s',
    (name) => {
      expect(() => assertFqdn(name)).not.toThrow();
    },
  );

  it.each([
    ['*.ch-ville.fr', 'wildcard'],
    ['10.1.2.3', 'IP address'],
    ['::1', 'IP address'],
    ['gap_1.ch-ville.fr', 'underscore'],
    ['gap', 'domain is missing'],
    ['gap.ville.local', '.local'],
    [`${'a'.repeat(60)}.ch-ville.fr`, '64 characters'],
    ['-gap.ch-ville.fr', 'form'],
    ['gap..ch-ville.fr', 'form'],
    ['gap.ch-ville.fr.', 'form'],
    ['gap.ch-ville.1', 'form'],
    ['gâp.ch-ville.fr', 'form'],
  ])('may not be %s: %s', async (name, reason) => {
    const problem = await refusal(() => assertFqdn(name));
    expect(problem).toMatchObject({ slug: 'fqdn-invalid', status: 422 });
    expect(problem.details('en').detail).toContain(reason);
  });

  it('draws attention to a label that begins with a digit', () => {
    expect(leadingDigit('3gap.ch-ville.fr')?.id).toBe('fqdn-leading-digit');
    expect(leadingDigit('gap.3ch-ville.fr')?.id).toBe('fqdn-leading-digit');
    expect(leadingDigit('gap3.ch-ville.fr')).toBeUndefined();
  });
});
