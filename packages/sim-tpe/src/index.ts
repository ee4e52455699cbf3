export { startTpeControl, type TpeControlOptions } from './control.ts';
export type { Dialect, Found, Heard, Said } from './dialect.ts';
export { tpeErrors } from './errors.ts';
export { Fleet, type FleetExchange } from './fleet.ts';
export type { BackoffOptions } from './link/backoff.ts';
export { FrameReader, frame, LONGEST_MESSAGE } from './link/framing.ts';
export { POLL_PATH } from './link/poll-link.ts';
export { Turns } from './link/turns.ts';
export { NexoDialect } from './nexo/dialect.ts';
export { messagesJsonSchema, pollOpenApi } from './nexo/documents.ts';
export type { Acquirer, Authorisation, AuthorisationRequest } from './payment/acquirer.ts';
export { CARDHOLDERS, type Cardholder, type CardholderName, cardholder } from './payment/cardholder.ts';
export type { Visitor } from './payment/journey.ts';
export type { Order, Outcome, RefusalReason } from './payment/orders.ts';
export { PaymentFleet, type PaymentFleetOptions } from './payment/payment-fleet.ts';
export {
  type Pairing,
  PaymentTerminal,
  type PaymentTerminalOptions,
  type PaymentTimeouts,
  type TerminalState,
} from './payment/payment-terminal.ts';
export type { Binding } from './payment/session.ts';
export { TEST_CARDS, type TestCard, type TestCardName } from './payment/test-cards.ts';
export type { HttpProbe, Probe, RawProbe } from './probe.ts';
export { type GapLocation, type Resolution, resolve as resolveGap } from './resolve.ts';
export type { AlternativeName } from './server-check.ts';
export {
  type Attempt,
  type ServerChecks,
  Terminal,
  type TerminalOptions,
  type Timeouts,
} from './terminal.ts';
export { systemWait, type Wait } from './timing.ts';
