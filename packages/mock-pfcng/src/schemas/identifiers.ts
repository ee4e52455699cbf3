import { parsePersonId, parseStructureId } from '@banc-gap/pki';
import { z } from 'zod';
import { expected } from './wording.ts';

/** Test identifiers need not keep to the check digit. */
function isRight(parsed: ReturnType<typeof parseStructureId>): boolean {
  return parsed !== undefined && (parsed.test || parsed.keyIsRight !== false);
}

/** `struct_IdNat`: a digit for the register, then the identifier there. A wrong check digit is refused. */
export const structureId = z
  .string()
  .refine(
    (id) => isRight(parseStructureId(id)),
    expected(
      'un identifiant national de structure dont la clé est juste : 1 et un FINESS, 2 et un SIREN, 3 et un SIRET, 4 et un RPPS-rang, ou 0 et un ADELI-rang',
      'a national identifier of a structure with the right check digit: 1 and a FINESS, 2 and a SIREN, 3 and a SIRET, 4 and an RPPS-rang, or 0 and an ADELI-rang',
    ),
  )
  .meta({ example: '10B0999999' });

export const siret = z
  .string()
  .refine(
    (id) => isRight(parseStructureId(`3${id}`)),
    expected(
      'un SIRET de 14 chiffres dont la clé est juste',
      'a SIRET of 14 digits with the right check digit',
    ),
  )
  .meta({ example: '18751275100020' });

export const finess = z
  .string()
  .refine(
    (id) => isRight(parseStructureId(`1${id}`)),
    expected(
      'un numéro FINESS de 9 caractères dont la clé est juste',
      'a FINESS of 9 characters with the right check digit',
    ),
  )
  .meta({ example: '0B0999999' });

export const rpps = z
  .string()
  .refine(
    (id) => /^\d{11}$/.test(id) && isRight(parsePersonId(`8${id}`)),
    expected(
      'un numéro RPPS de 11 chiffres dont la clé est juste',
      'an RPPS of 11 digits with the right check digit',
    ),
  )
  .meta({ example: '99700523527' });

export const cardNumber = z
  .string()
  .regex(/^\d{10}$/, expected('un numéro de carte de 10 chiffres', 'a card number of 10 digits'))
  .meta({ example: '2800000001' });

export const pin = z.string().regex(/^\d{4}$/, expected('un code de 4 chiffres', 'a code of 4 digits'));

export const email = z
  .email(expected('une adresse électronique', 'an e-mail address'))
  .max(254)
  .toLowerCase()
  .meta({ example: 'dsi@ch-ville.fr' });

export const postcode = z
  .string()
  .regex(/^\d{5}$/, expected('un code postal de 5 chiffres', 'a postcode of 5 digits'))
  .meta({ example: '75010' });

/** Free text on one line. */
export const line = (maximum: number) =>
  z
    .string()
    .trim()
    .min(1, expected('un texte, non vide', 'a text that is not empty'))
    .max(maximum)
    .regex(/^\P{C}*$/u, expected('un texte sans caractère de contrôle', 'a text without control characters'));

export const environment = z.enum(['test', 'production']);
export type Environment = z.infer<typeof environment>;
