import { componentRegistry } from '@banc-gap/simkit';
import { consultation, dispensation, dossier, entry, identity, receipt } from '../dossiers/schemas.ts';
import { problemDetails } from '../problems/problem.ts';

/** Named in the OpenAPI description. */
export const components = componentRegistry({
  Problem: problemDetails,
  Consultation: consultation,
  Dossier: dossier,
  Dispensation: dispensation,
  Identity: identity,
  Receipt: receipt,
  Entry: entry,
});
