import type { Contract, Guarantee, RocSeed } from '../seed/schema.ts';
import type { ReplyCode } from '../services/codes.ts';
import { percentOf } from './money.ts';
import { Refusal } from './refusal.ts';
import type { Line } from './requests.ts';

/** Who pays what of a line, in cents: `partAmo + partAmc + rac = montantTotal`. */
export interface Shares {
  readonly codePrestation: string;
  readonly montantTotal: number;
  readonly partAmo: number;
  readonly partAmc: number;
  /** Left to the patient. */
  readonly rac: number;
  readonly code: ReplyCode;
}

export interface Estimate {
  readonly code: ReplyCode;
  readonly lines: readonly Shares[];
  readonly total: Pick<Shares, 'montantTotal' | 'partAmo' | 'partAmc' | 'rac'>;
}

/**
 * What a contract pays of an estimate.
 *
 * @param prestations the guarantee that each codePrestation falls under
 * @throws Refusal 203, 306
 */
export function sharesOf(
  lines: readonly Line[],
  contract: Contract,
  prestations: RocSeed['prestations'],
): Estimate {
  const paid = new Map<Guarantee, number>();
  const shares = lines.map((line, index): Shares => {
    assertConsistent(line, index + 1);
    const { codePrestation, montantTotal, partAmo } = line;
    const guarantee = contract.garanties[prestations[codePrestation] ?? ''];
    const { amount, code } = payable(line, guarantee);
    if (guarantee) paid.set(guarantee, (paid.get(guarantee) ?? 0) + amount);
    return {
      codePrestation,
      montantTotal,
      partAmo,
      partAmc: amount,
      rac: montantTotal - partAmo - amount,
      code,
    };
  });
  for (const [{ accord }, amount] of paid) {
    if (accord !== undefined && amount > accord) throw new Refusal('203');
  }
  const sum = (part: 'montantTotal' | 'partAmo' | 'partAmc' | 'rac') =>
    shares.reduce((total, share) => total + share[part], 0);
  return {
    code: shares.every(({ code }) => code === '201') ? '201' : '000',
    lines: shares,
    total: {
      montantTotal: sum('montantTotal'),
      partAmo: sum('partAmo'),
      partAmc: sum('partAmc'),
      rac: sum('rac'),
    },
  };
}

function payable(
  { montantTotal, partAmo, quantite }: Line,
  guarantee: Guarantee | undefined,
): { readonly amount: number; readonly code: ReplyCode } {
  if (guarantee === undefined) return { amount: 0, code: '201' };
  const { taux, plafond } = guarantee;
  const wanted = percentOf(montantTotal - partAmo, Math.round(taux * 100));
  const most = plafond === undefined ? wanted : plafond * quantite;
  return wanted > most ? { amount: most, code: '202' } : { amount: wanted, code: '000' };
}

/** The GAP is to have done its sums, to the cent. */
function assertConsistent({ quantite, base, taux, montantTotal, partAmo }: Line, number: number): void {
  const inconsistent = (what: string) => new Refusal('306', `ligne ${number} : ${what}`);
  if (montantTotal !== quantite * base) throw inconsistent('montantTotal ≠ quantite × base');
  if (taux > 100_00 || partAmo !== percentOf(montantTotal, taux)) {
    throw inconsistent('partAMO ≠ montantTotal × taux');
  }
}
