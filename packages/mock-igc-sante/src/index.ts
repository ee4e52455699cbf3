export { Authorities, type AuthoritiesOptions, type LedgerEntry, openAuthorities } from './authorities.ts';
export { igcErrors } from './errors.ts';
export type { AuthorityId, PkiName } from './hierarchy.ts';
export type { TerminalIdentities } from './identities/identities.ts';
export type { PublicationOptions } from './publication/server.ts';
export type { Publication, PublicationChoice } from './state/publication-settings.ts';
