import { ALGORITHM_DEFECTS } from './algorithms.ts';
import { CLIENT_HANDSHAKE_DEFECTS } from './client-handshake.ts';
import type { Defect } from './defect.ts';
import { DP_DEFECTS } from './dp.ts';
import { HANDSHAKE_DEFECTS } from './handshake.ts';
import { IDENTITY_DEFECTS } from './identity.ts';
import { NEGOTIATION_DEFECTS } from './negotiation.ts';
import { PATH_DEFECTS } from './path.ts';
import { PSP_DEFECTS } from './psp.ts';
import { PSP_MONEY_DEFECTS } from './psp-money.ts';
import { REVOCATION_DEFECTS } from './revocation.ts';
import { ROC_AMC_DEFECTS } from './roc-amc.ts';
import { ANNUAIRE_DEFECTS } from './roc-annuaire.ts';
import { TRUST_DEFECTS } from './trust.ts';

const CATALOGUE = [
  ...TRUST_DEFECTS,
  ...PATH_DEFECTS,
  ...ALGORITHM_DEFECTS,
  ...IDENTITY_DEFECTS,
  ...REVOCATION_DEFECTS,
  ...HANDSHAKE_DEFECTS,
  ...NEGOTIATION_DEFECTS,
  ...PSP_DEFECTS,
  ...PSP_MONEY_DEFECTS,
  ...ROC_AMC_DEFECTS,
  ...DP_DEFECTS,
  ...CLIENT_HANDSHAKE_DEFECTS,
  ...ANNUAIRE_DEFECTS,
] as const satisfies readonly Defect[];

export type DefectId = (typeof CATALOGUE)[number]['id'];

/** Every mistake that can be planted in the reference GAP. */
export const DEFECTS: readonly (Defect & { readonly id: DefectId })[] = CATALOGUE;
