import type { z } from 'zod';
import { holdsCardNumber } from './card-number.ts';
import { isExempt, schemaOfMember } from './exempt.ts';

/** Where card numbers are; names of members that hold one themselves are not shown. */
export interface CardNumberSearch {
  readonly fields: readonly string[];
  /** Texts that the schema says are identifiers or times. */
  readonly exempted: readonly string[];
}

/** Searches every value and every name of what JSON made, at any depth. */
export function searchForCardNumbers(value: unknown, schema?: z.ZodType): CardNumberSearch {
  const fields: string[] = [];
  const exempted: string[] = [];
  const visit = (node: unknown, nodeSchema: z.ZodType | undefined, path: string): void => {
    if (node !== null && typeof node === 'object') {
      for (const [name, member] of Object.entries(node)) {
        const secret = holdsCardNumber(name);
        const shown = secret ? '(name)' : name;
        const memberPath = Array.isArray(node)
          ? `${path}[${name}]`
          : path === ''
            ? shown
            : `${path}.${shown}`;
        if (secret) fields.push(memberPath);
        visit(member, schemaOfMember(nodeSchema, name), memberPath);
      }
    } else if (isExempt(nodeSchema, node)) exempted.push(String(node));
    else if (holdsCardNumber(textOf(node))) fields.push(path === '' ? '(whole)' : path);
  };
  visit(value, schema, '');
  return { fields, exempted };
}

/** Large numbers in full: `String` writes them with an exponent. */
function textOf(value: unknown): string {
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value).toString() : String(value);
}
