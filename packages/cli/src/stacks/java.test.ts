import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { failing, judgeGap } from '../testing/judge-gap.ts';
import { type StackBench, stackBench } from './bench.ts';
import { ANY_CERTIFICATE, NO_CERTIFICATE, REVOCATION } from './caught.ts';
import { type JavaGap, type JavaGaps, startJava } from './java.ts';

interface Mistake {
  readonly mistake: string;
  readonly gap: JavaGap;
  readonly caught: readonly string[];
}

const right = ['HttpsServer:none', 'SSLServerSocket:none'] as const satisfies readonly JavaGap[];

const mistakes: readonly Mistake[] = [
  { mistake: 'revocation not enabled', gap: 'HttpsServer:noCrl', caught: REVOCATION },
  {
    mistake: 'ONLY_END_ENTITY: the CRL of the leaf alone',
    gap: 'SSLServerSocket:onlyEndEntity',
    caught: ['diapason-tpe/revocation/issuing-ca-revoked'],
  },
  { mistake: 'an empty TrustManager', gap: 'SSLServerSocket:trustAll', caught: ANY_CERTIFICATE },
  { mistake: 'setWantClientAuth', gap: 'HttpsServer:wantClientAuth', caught: NO_CERTIFICATE },
];

/** Starting from source takes the compiler too, which a JRE does not have. */
describe.skipIf(!foreignTool('javac'))('Java, configured from the kit alone', () => {
  let bench: StackBench;
  let java: JavaGaps;
  beforeAll(async () => {
    bench = await stackBench();
    java = await startJava(bench, [...right, ...mistakes.map(({ gap }) => gap)]);
  });
  afterAll(async () => {
    await java[Symbol.asyncDispose]();
    await bench[Symbol.asyncDispose]();
  });

  const judge = (gap: JavaGap) => judgeGap(bench.authorities, java.port(gap));

  it.each(right)('%s passes every case', async (gap) => {
    expect(failing(await judge(gap))).toEqual([]);
  });

  it.each(mistakes)('$gap, with $mistake', async ({ gap, caught }) => {
    expect(failing(await judge(gap)).toSorted()).toEqual(caught.toSorted());
  });
});
