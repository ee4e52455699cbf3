export { assertHarmlessTarget, type HarmlessTargetOptions, harmlessAddress, isLoopback } from './address.ts';
export {
  Admission,
  type AdmissionOptions,
  type Client,
  type Judgement,
} from './admission/admission.ts';
export { OcspClient, type OcspObjection, type OcspOptions } from './admission/ocsp-client.ts';
export type { AdmissionRules, ClientTrust, Naming, Revocation } from './admission/rules.ts';
export { type AdjustableClock, type Clock, ManualClock, RunningClock, systemClock } from './clock.ts';
export { componentRegistry } from './components.ts';
export { parseConfig } from './config/parse.ts';
export { type ControlOptions, startControl } from './control.ts';
export { simkitErrors } from './errors.ts';
export type { Exchange } from './exchange.ts';
export { type ActiveFaults, FaultBoard } from './fault-board.ts';
export { Journal, type JournalEntry } from './journal.ts';
export { COMMON_PROBLEMS } from './problems/common.ts';
export { fieldErrors, wanted } from './problems/field-errors.ts';
export { PROBLEM_TYPE, problemOf, sendProblem } from './problems/http.ts';
export {
  type FieldError,
  Problem,
  type ProblemEntry,
  type ProblemExtras,
  type ProblemParameters,
} from './problems/problem.ts';
export { type Random, seededRandom, systemRandom } from './random.ts';
export {
  type ListenOptions,
  listenError,
  type RunningService,
  runningService,
  startHttpService,
} from './service.ts';
export { createStore, memoryStore, openStore, type Store, type StoreKind } from './store.ts';
export { peerChainOf } from './terminators/connection.ts';
export { type RunningTlsService, startTlsService, type TlsServiceOptions } from './tls-service.ts';
export { type Voucher, voucherOf } from './voucher.ts';
