import { conformanceErrors } from '@banc-gap/conformance';
import { igcErrors } from '@banc-gap/mock-igc-sante';
import { type CatalogueEntry, PKI_ERRORS } from '@banc-gap/pki';
import { REF_GAP_ERRORS } from '@banc-gap/ref-gap';
import { TPE_ERRORS } from '@banc-gap/sim-tpe';
import { simkitErrors } from '@banc-gap/simkit';
import { TLS_ERRORS } from '@banc-gap/tls12';
import { cliErrors } from '../../packages/cli/src/errors.ts';

/** The error catalogue of each package, for docs/errors.md. */
export const catalogues: Readonly<Record<string, Readonly<Record<string, CatalogueEntry>>>> = {
  cli: cliErrors.entries,
  conformance: conformanceErrors.entries,
  'mock-igc-sante': igcErrors.entries,
  pki: PKI_ERRORS.entries,
  'ref-gap': REF_GAP_ERRORS.entries,
  'sim-tpe': TPE_ERRORS.entries,
  simkit: simkitErrors.entries,
  tls12: TLS_ERRORS.entries,
};
