import { BancError } from '@banc-gap/pki';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { Attacker } from '../testing/attacker.ts';
import { ForeignPeers } from '../testing/foreign.ts';
import { token, verifier } from '../testing/tokens.ts';
import type { TokenVerifier, VerifiedToken } from '../token/verifier.ts';
import { textOf } from '../xml/document.ts';

let attacker: Attacker;
let original: Buffer;
let tokens: TokenVerifier;

beforeAll(async () => {
  attacker = await Attacker.create();
  original = Buffer.from(token(attacker.credential));
  // Mutants of one token share its identifier: here they are not to be refused for that.
  tokens = verifier(attacker.pki, { replay: { use: () => 'first', capacity: 1 } });
});

/** All that a reader of the token goes by. */
function meaning({ token: { element: _, attributes, ...rest }, signer, structure }: VerifiedToken) {
  const values = [...attributes].map(([name, elements]) => [name, elements.map(textOf)]);
  return { ...rest, values, structure, signer: signer.fingerprint };
}

/** The code of the refusal, or what the mutant means. */
function judge(mutant: Buffer): string | ReturnType<typeof meaning> {
  try {
    return meaning(tokens.verify(mutant));
  } catch (error) {
    if (error instanceof BancError) return error.code;
    throw error;
  }
}

/** Park and Miller's generator: the same mutants in each run. */
function* randomNumbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 48_271) % 2_147_483_647;
    yield state;
  }
}

type Mutation = (octets: Buffer, position: number, random: number) => Buffer;
const spliced = (octets: Buffer, position: number, removed: number, inserted: readonly number[]): Buffer =>
  Buffer.concat([octets.subarray(0, position), Buffer.from(inserted), octets.subarray(position + removed)]);

/** What XML gives a meaning to, so that mutants are not all the same refusal. */
const MEANINGFUL = Buffer.from(' \t\n<>/&;#"\'=:!-?x0A9é');
const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'with one bit turned': (octets, position, random) =>
    spliced(octets, position, 1, [octets[position]! ^ (1 << (random % 8))]),
  'with one octet replaced': (octets, position, random) =>
    spliced(octets, position, 1, [MEANINGFUL[random % MEANINGFUL.length]!]),
  'with one octet removed': (octets, position) => spliced(octets, position, 1, []),
  'with one octet added': (octets, position, random) =>
    spliced(octets, position, 0, [MEANINGFUL[random % MEANINGFUL.length]!]),
};

function mutants(mutate: Mutation, positions: Iterable<number>): Buffer[] {
  const numbers = randomNumbers(20_261_122);
  return [...positions]
    .map((position) => mutate(original, position, numbers.next().value))
    .filter((mutant) => !mutant.equals(original));
}

/** Of each mutation, the mutants that were accepted; filled by the first tests, for those with libxmlsec. */
const accepted = new Map<string, readonly Buffer[]>();

describe('every mutant of a token', () => {
  it.each(Object.entries(MUTATIONS))('%s, wherever that is, is refused or means the same', (name, mutate) => {
    const expected = judge(original);
    expect(expected).toBeTypeOf('object');
    const found = mutants(mutate, original.keys());
    const meanings: unknown[] = [];
    const survivors = found.filter((mutant) => {
      const verdict = judge(mutant);
      return typeof verdict === 'object' && meanings.push(verdict) > 0;
    });
    expect(meanings).toEqual(meanings.map(() => expected));
    expect(found.length - survivors.length).toBeGreaterThan(0.9 * found.length);
    accepted.set(name, survivors);
  });
});

/** Why this verifier refuses what libxmlsec accepts: it asks more than whether the signature is right. */
const STRICTER = [
  'SAML_SIGNATURE_STRUCTURE',
  'SAML_KEY_INFO',
  'SAML_CERTIFICATE_UNREADABLE',
  'SAML_SIGNER_UNTRUSTED',
  'SAML_SIGNER_TYPE',
  'SAML_COMMENT_IN_SIGNED',
  'SAML_XML_NAMESPACE',
];

describe.skipIf(!foreignTool('xmlsec1'))('libxmlsec, on mutants of a token', () => {
  let peers: ForeignPeers;
  beforeAll(() => {
    peers = new ForeignPeers(attacker.credential);
  });
  afterAll(() => peers[Symbol.dispose]());

  it('accepts whatever is accepted here', () => {
    const survivors = [...accepted.values()].flat();
    expect(survivors.length).toBeGreaterThan(20);
    expect(peers.xmlsecAccepts(survivors)).toEqual(survivors.map(() => true));
  });

  it('refuses what is refused for the signature here', () => {
    const numbers = randomNumbers(7);
    const refused = Object.values(MUTATIONS).flatMap((mutate) => {
      const positions = Array.from({ length: 20 }, () => numbers.next().value % original.length);
      return mutants(mutate, positions).filter((mutant) => typeof judge(mutant) === 'string');
    });
    const disagreements = peers.xmlsecAccepts(refused).flatMap((theirs, index) => {
      const ours = judge(refused[index]!);
      return theirs && !STRICTER.includes(ours as string)
        ? [{ ours, mutant: refused[index]!.toString() }]
        : [];
    });
    expect(disagreements).toEqual([]);
  });
});
