import type { CallOrder } from '../call-case.ts';

/** Why nothing above TLS is a MUST on this link. */
export const NOT_PUBLIC = {
  fr: 'Les spécifications de l’annuaire AMC ne sont pas publiques : c’est le contrat du banc, docs/annuaire.md.',
  en: 'The specifications of the annuaire AMC are not public: this is the contract of the bench, docs/annuaire.md.',
};

/** Numbers in the place of which the port of the annuaire puts one that the GAP has never asked for. */
export const NEW_AMC = {
  /** Another one each time. */
  always: '00000000',
  /** The same one throughout a case. */
  inCase: '00000001',
} as const;

/** Finds the rights service of an AMC. */
export function searchFor(
  numeroAmc: string,
  more: { csr?: string; addressFailed?: boolean } = {},
): CallOrder {
  return {
    action: 'roc.annuaire',
    params: {
      numeroAmc,
      typeConvention: 'MU',
      csr: 'BANC1',
      norme: 'IDB',
      version: 'V1.0',
      addressFailed: false,
      ...more,
    },
  };
}
