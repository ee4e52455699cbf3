import { z } from 'zod';

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** The keys that a schema knows at a path, over all alternatives. */
export function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const root = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
  }) as JsonSchema;
  const reached = path.reduce<readonly JsonSchema[]>(
    (nodes, key) => nodes.flatMap((node) => step(node, key)),
    [root],
  );
  return [...new Set(reached.flatMap(alternatives).flatMap((node) => Object.keys(node.properties ?? {})))];
}

/** The candidate that a misspelling most likely meant, if one is near enough. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance)[0];
  return ranked !== undefined && ranked.distance <= Math.max(2, word.length / 3)
    ? ranked.candidate
    : undefined;
}

function step(node: JsonSchema, key: PropertyKey): JsonSchema[] {
  return alternatives(node).flatMap((alternative) => {
    const next = typeof key === 'number' ? alternative.items : alternative.properties?.[String(key)];
    if (next !== undefined) return [next];
    return typeof alternative.additionalProperties === 'object' ? [alternative.additionalProperties] : [];
  });
}

function alternatives(node: JsonSchema): readonly JsonSchema[] {
  return [node, ...[...(node.anyOf ?? []), ...(node.oneOf ?? [])].flatMap(alternatives)];
}

/** Levenshtein's distance: insertions, deletions and replacements. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries()) {
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)),
      );
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
