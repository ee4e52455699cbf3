import { annuaire } from './annuaire.ts';
import { dossiers } from './dossiers.ts';
import { insurer } from './insurer.ts';
import { issuers } from './issuers.ts';
import { platform } from './platform.ts';
import { provider } from './provider.ts';
import { referenceGap } from './reference-gap.ts';
import type { BenchService } from './service.ts';
import { terminals } from './terminals.ts';

/** What `banc up` starts, in this order. */
export const SERVICES: readonly BenchService[] = [
  issuers,
  platform,
  provider,
  annuaire,
  insurer,
  dossiers,
  referenceGap,
  terminals,
];
