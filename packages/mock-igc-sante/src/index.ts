export { Authorities, type AuthoritiesOptions, type LedgerEntry, openAuthorities } from './authorities.ts';
export { igcErrors } from './errors.ts';
export type { AuthorityId, PkiName } from './hierarchy.ts';
export { TEST_STRUCTURE } from './identities/catalogue.ts';
export type { TerminalIdentities } from './identities/identities.ts';
export { DEFAULT_FQDN, type KitMaterial, kitMaterial } from './kit/material.ts';
export { type KitOptions, type WrittenKit, writeKit } from './kit/write.ts';
export type { PublicationOptions } from './publication/server.ts';
export type { Publication, PublicationChoice } from './state/publication-settings.ts';
