import type { Choice } from '../components/field.ts';

/** What a field of a form is filled in with, and what the schema gets of it. */
export type Control =
  | 'text'
  | 'email'
  | 'tel'
  | 'tick'
  | 'select'
  | 'radio'
  /** A choice among numbers. */
  | 'integer'
  | 'structure'
  | 'card'
  /** Several card numbers. */
  | 'cards'
  /** Several card numbers, each in an object of its own. */
  | 'administrators'
  | 'offers'
  /** "Précisions sur l'usage", with the texts that the documents prescribe. */
  | 'usage-text';

/** One field of a form. */
export interface Field {
  /** Path in the schema of the form. */
  readonly name: string;
  readonly label: string;
  readonly control: Control;
  readonly hint?: string;
  /** Left empty, it is null. */
  readonly optional?: true;
  readonly choices?: readonly Choice[];
  /** Only there while another field has this value. */
  readonly when?: readonly [name: string, value: string];
}

export interface Section {
  readonly legend: string;
  readonly fields: readonly Field[];
  /** Path of an object that is null unless its box is ticked. */
  readonly box?: { readonly name: string; readonly label: string };
}
