import { PROFESSIONS, type Profession } from '@banc-gap/pki';
import { z } from 'zod';
import { email, line, rpps } from './identifiers.ts';

const professions = Object.keys(PROFESSIONS) as [Profession, ...Profession[]];

/** A natural person. The e-mail address tells whether two forms speak of the same one. */
export const newPerson = z.strictObject({
  familyName: line(64),
  givenName: line(64),
  email,
  phone: line(30).nullable().default(null),
  /** Null for whoever is not a health professional. */
  profession: z.enum(professions).nullable().default(null),
  /** Of a health professional; one of the test range is given where it is absent. */
  rpps: rpps.nullable().default(null),
});

export const person = z.strictObject({ id: z.string(), ...newPerson.shape });
export type Person = z.output<typeof person>;

export const personUpdate = newPerson.omit({ email: true }).partial();
