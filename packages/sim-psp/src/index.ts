export {
  type AdmissionOptions,
  type Client,
  type ClientTrust,
  SERVICE_APPLICATIF,
} from './access/admission.ts';
export { MAGIC_AMOUNTS, type Magic } from './desks/magic-amounts.ts';
export type { Enrolment } from './desks/merchants.ts';
export { pspErrors } from './errors.ts';
export { FAULTS, OPERATIONS, type PspFaults } from './faults.ts';
export type { Asked, Binding, BindingContext } from './http/binding.ts';
export { pspJsonSchema, pspOpenApi } from './http/documents.ts';
export { restBinding } from './http/rest.ts';
export { PROBLEMS, type ProblemEntry, type ProblemSlug } from './problems/catalogue.ts';
export { PspProblem, problemType } from './problems/problem.ts';
export { openPsp, Psp, type PspOptions } from './psp.ts';
export { type PspServiceOptions, type RunningPsp, startPsp } from './service.ts';
