export { type HandlersOptions, pfcngHandlers } from './handlers.ts';
export { MemoryIssuer } from './memory-issuer.ts';
