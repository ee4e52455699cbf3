import { z } from 'zod';
import { amcErrors } from '../errors.ts';
import type { RocSeed } from '../seed/schema.ts';

const day = z.iso.date();

/** The five items that every attestation de tiers payant has, in print and in its DataMatrix. */
const attestation = z
  .strictObject({
    numeroAmc: z.string().regex(/^\d{8,10}$/),
    typeConvention: z.string().regex(/^[0-9A-Z]{2,3}$/),
    /** Empty where the AMC has none: the item is there all the same. */
    csr: z.string().regex(/^[0-9A-Z]{0,15}$/),
    numeroAdherent: z.string().regex(/^[0-9A-Z]{1,15}$/),
    debut: day,
    fin: day,
  })
  .refine(({ debut, fin }) => debut <= fin, { path: ['fin'] });

export type Attestation = z.infer<typeof attestation>;

/** First item of the text: it is the bench's own, and not what a real attestation has. */
const MARK = 'SIMTP1';

const FIELDS = ['numeroAmc', 'typeConvention', 'csr', 'numeroAdherent', 'debut', 'fin'] as const;

/**
 * What the DataMatrix of an attestation says here. The real layout is not public: this one is not to be taken for it.
 *
 * @throws BancError AMC_ATTESTATION_INVALID
 */
export function attestationText(content: Attestation): string {
  const { debut, fin, ...keys } = check(content);
  const items = { ...keys, debut: debut.replaceAll('-', ''), fin: fin.replaceAll('-', '') };
  return [MARK, ...FIELDS.map((field) => items[field])].join('|');
}

/** @throws BancError AMC_ATTESTATION_NOT_OURS, AMC_ATTESTATION_INVALID */
export function readAttestation(text: string): Attestation {
  const [mark, ...items] = text.split('|');
  if (mark !== MARK || items.length !== FIELDS.length) throw amcErrors.error('AMC_ATTESTATION_NOT_OURS');
  const [numeroAmc, typeConvention, csr, numeroAdherent, debut, fin] = items as [string, ...string[]];
  const dashed = (value = '') => value.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  return check({ numeroAmc, typeConvention, csr, numeroAdherent, debut: dashed(debut), fin: dashed(fin) });
}

/**
 * The attestation of a beneficiary.
 *
 * @throws BancError AMC_ATTESTATION_OF_NOBODY
 */
export function attestationOf({ amc }: RocSeed, numeroAmc: string, numeroAdherent: string): Attestation {
  const insurer = amc.find(({ numero }) => numero === numeroAmc);
  const beneficiary = insurer?.beneficiaires.find(({ adherent }) => adherent === numeroAdherent);
  if (insurer === undefined || beneficiary === undefined) {
    const known = amc.flatMap(({ numero, beneficiaires }) =>
      beneficiaires.map(({ adherent }) => `${numero} ${adherent}`),
    );
    const list = [...new Set(known)].join(', ');
    throw amcErrors.error('AMC_ATTESTATION_OF_NOBODY', {
      amc: numeroAmc,
      adherent: numeroAdherent,
      known: list,
    });
  }
  const { typeConvention, csr = '' } = insurer;
  return { numeroAmc, typeConvention, csr, numeroAdherent, ...beneficiary.droits };
}

function check(content: unknown): Attestation {
  const result = attestation.safeParse(content);
  if (result.success) return result.data;
  const field = String(result.error.issues[0]!.path[0]);
  const value = String((content as Record<string, unknown>)[field]);
  throw amcErrors.error('AMC_ATTESTATION_INVALID', { field, value });
}
