import { conformanceErrors } from '@banc-gap/conformance';
import { igcErrors } from '@banc-gap/mock-igc-sante';
import { pfcngErrors } from '@banc-gap/mock-pfcng';
import { type CatalogueEntry, pkiErrors } from '@banc-gap/pki';
import { refGapErrors } from '@banc-gap/ref-gap';
import { samlErrors } from '@banc-gap/saml';
import { amcErrors } from '@banc-gap/sim-amc';
import { dpErrors } from '@banc-gap/sim-dp';
import { pspErrors } from '@banc-gap/sim-psp';
import { tpeErrors } from '@banc-gap/sim-tpe';
import { simkitErrors } from '@banc-gap/simkit';
import { tlsErrors } from '@banc-gap/tls12';
import { cliErrors } from '../../packages/cli/src/errors.ts';

/** The error catalogue of each package, for docs/errors.md. */
export const catalogues: Readonly<Record<string, Readonly<Record<string, CatalogueEntry>>>> = {
  cli: cliErrors.entries,
  conformance: conformanceErrors.entries,
  'mock-igc-sante': igcErrors.entries,
  'mock-pfcng': pfcngErrors.entries,
  pki: pkiErrors.entries,
  'ref-gap': refGapErrors.entries,
  saml: samlErrors.entries,
  'sim-amc': amcErrors.entries,
  'sim-dp': dpErrors.entries,
  'sim-psp': pspErrors.entries,
  'sim-tpe': tpeErrors.entries,
  simkit: simkitErrors.entries,
  tls12: tlsErrors.entries,
};
