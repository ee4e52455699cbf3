import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadRocSeed } from '../seed/load.ts';
import { eurosOf, percentOf } from './money.ts';
import { sharesOf } from './shares.ts';

const seed = loadRocSeed();
const contracts = seed.amc.flatMap(({ contrats }) => Object.values(contrats));

const line = fc
  .record({
    codePrestation: fc.constantFrom(...Object.keys(seed.prestations), 'AUTRE'),
    quantite: fc.integer({ min: 1, max: 30 }),
    base: fc.integer({ min: 0, max: 3_000_00 }),
    taux: fc.constantFrom(0, 65_00, 70_00, 80_00, 100_00, 33_33),
  })
  .map(({ quantite, base, taux, ...rest }) => {
    const montantTotal = quantite * base;
    return { ...rest, quantite, base, taux, montantTotal, partAmo: percentOf(montantTotal, taux) };
  });

test('what AMO, AMC and patient pay is the whole, to the cent, of each line and of all', () => {
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 8 }),
      fc.constantFrom(...contracts),
      (lines, contract) => {
        // Without the sum above which the insurer wants to be asked: that is no share.
        const garanties = Object.fromEntries(
          Object.entries(contract.garanties).map(([name, { accord: _accord, ...rest }]) => [name, rest]),
        );
        const { lines: shares, total } = sharesOf(lines, { ...contract, garanties }, seed.prestations);
        for (const { montantTotal, partAmo, partAmc, rac } of [...shares, total]) {
          expect(partAmo + partAmc + rac).toBe(montantTotal);
          expect(Math.min(partAmo, partAmc, rac)).toBeGreaterThanOrEqual(0);
        }
        expect(total.montantTotal).toBe(lines.reduce((sum, { montantTotal }) => sum + montantTotal, 0));
      },
    ),
  );
});

test.each([
  [0, '0.00'],
  [5, '0.05'],
  [123456, '1234.56'],
])('%i cents are %s euros', (amount, euros) => {
  expect(eurosOf(amount)).toBe(euros);
});
