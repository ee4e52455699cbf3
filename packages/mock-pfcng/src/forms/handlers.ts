import type { FormNumber } from '../schemas/forms.ts';
import { contractForm, f101 } from './contract.ts';
import { f301, tom } from './employee-card.ts';
import { f413 } from './f413.ts';
import { f414 } from './f414.ts';
import { f502 } from './f502.ts';
import { f503 } from './f503.ts';
import type { Dossier, Examination, FormHandler } from './handler.ts';

const HANDLERS: { readonly [Number in FormNumber]: FormHandler<Number> } = {
  contrat: contractForm,
  F101: f101,
  F301: f301,
  TOM: tom,
  F502: f502,
  F413: f413,
  F414: f414,
  F503: f503,
};

export function examine<Number extends FormNumber>(dossier: Dossier<Number>): Examination {
  return (HANDLERS[dossier.fields.form as Number] as FormHandler<Number>)(dossier);
}
