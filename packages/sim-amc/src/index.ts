export { CODES_RETOUR, type CodeRetour } from './annuaire/codes.ts';
export type { DirectoryContent, WebServices } from './annuaire/directory.ts';
export { ANNUAIRE_FAULTS, type AnnuaireFault } from './annuaire/faults.ts';
export { ANNUAIRE_TEMPLATES } from './annuaire/replies.ts';
export { readDirectory } from './annuaire/seed.ts';
export { type AnnuaireServiceOptions, type RunningAnnuaire, startAnnuaire } from './annuaire/service.ts';
export { amcErrors } from './errors.ts';
