import { z } from 'zod';
import { line, postcode, siret, structureId } from './identifiers.ts';
import { newPerson, person } from './people.ts';
import { expected } from './wording.ts';

/** Entité juridique, entité géographique. */
export const structureKind = z.enum(['EJ', 'EG']);

export const newStructure = z
  .strictObject({
    id: structureId,
    kind: structureKind,
    /** The EJ that an EG belongs to. */
    ej: structureId.nullable().default(null),
    activity: z.enum(['etablissement', 'editeur']).default('etablissement'),
    /** Raison sociale. */
    name: line(120),
    siret: siret.nullable().default(null),
    postcode,
    town: line(80),
    director: newPerson.nullable().default(null),
  })
  .refine(({ kind, ej }) => (kind === 'EG') === (ej !== null), {
    path: ['ej'],
    error: expected(
      "l'entité juridique d'un établissement géographique ; absente pour une entité juridique",
      'the EJ that an EG belongs to; absent for an EJ',
    ),
  });

export const structure = z.strictObject({
  id: structureId,
  kind: structureKind,
  ej: structureId.nullable(),
  activity: z.enum(['etablissement', 'editeur']),
  name: z.string(),
  siret: siret.nullable(),
  postcode,
  town: z.string(),
  /** As the ST of a certificate has it: `Paris (75)`. */
  departement: z.string(),
  director: person.nullable(),
});
export type Structure = z.output<typeof structure>;

export const directorChange = z.strictObject({ structure: structureId, director: newPerson });

export const groupKind = z.enum(['ght', 'groupe-prive']);
export const newGroup = z.strictObject({
  kind: groupKind,
  name: line(120),
  members: z.array(structureId).min(1).max(200),
});
export const structureGroup = z.strictObject({ id: z.string(), ...newGroup.shape });
export type StructureGroup = z.output<typeof structureGroup>;

export const contract = z.strictObject({
  id: z.string(),
  /** The entity that signed: it is the one in the certificates. */
  structure: structureId,
  representative: person,
  signedAt: z.iso.datetime(),
});
export type Contract = z.output<typeof contract>;

export const mandate = z.strictObject({
  id: z.string(),
  structure: structureId,
  person,
  since: z.iso.datetime(),
});
export type Mandate = z.output<typeof mandate>;
