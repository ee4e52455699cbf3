import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@banc-gap/cli';
import { writeKit } from '@banc-gap/mock-igc-sante';
import { temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { fqdn, judgeGap } from '../judge-gap.ts';
import { Program } from '../stacks/program.ts';

const example = (path: string) => fileURLToPath(new URL(`../../../examples/${path}`, import.meta.url));

/** Cases of suite diapason-psp that the GAP of an example does not pass; docs/stacks.md says why of each. */
const NOT_PASSED = {
  java: {
    'diapason-psp/algorithms/issuing-ca-sha1': 'warn',
    'diapason-psp/algorithms/leaf-rsa-1024': 'warn',
    'diapason-psp/algorithms/leaf-sha1': 'warn',
    'diapason-psp/handshake/certificate-message-too-long': 'warn',
    'diapason-psp/record/answer-content-too-long': 'warn',
  },
  shell: {},
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

let bench: Awaited<ReturnType<typeof temporaryAuthorities>>;
let kit: string;
beforeAll(async () => {
  bench = await temporaryAuthorities();
  ({ directory: kit } = await writeKit(bench.authorities, { directory: join(bench.directory, 'kit'), fqdn }));
});
afterAll(() => bench[Symbol.asyncDispose]());

/** What becomes of the cases that do not pass, with the GAP behind this drive. */
async function notPassed(port: number, drive: object): Promise<Readonly<Record<string, string>>> {
  const cases = await judgeGap(bench.authorities, await freePort(), {}, ['diapason-psp'], {
    drive,
    peers: { psp: { port } },
  });
  expect(cases.length).toBeGreaterThan(30);
  return Object.fromEntries(
    cases.filter(({ verdict }) => verdict !== 'pass').map(({ id, verdict }) => [id, verdict]),
  );
}

describe.skipIf(!foreignTool('javac'))(
  'the drive in Java, with the HTTP client of the JDK as the GAP',
  () => {
    it('passes every case but those of docs/stacks.md', async () => {
      const port = await freePort();
      const hosts = join(bench.directory, 'hosts');
      writeFileSync(hosts, '127.0.0.1 psp.banc.test\n');
      await using java = new Program('java', [
        ...['-XX:TieredStopAtLevel=1', `-Djdk.net.hosts.file=${hosts}`],
        ...[example('drive-java/Drive.java'), kit, `psp.banc.test:${port}`],
      ]);
      const [url] = await java.says(/http:\/\/\S+/);
      expect(await notPassed(port, { mode: 'http', url })).toEqual(NOT_PASSED.java);
    }, 180_000);
  },
);

describe.skipIf(!foreignTool('curl') || !foreignTool('jq'))(
  'the drive in shell, with curl as the GAP',
  () => {
    it('passes every case but those of docs/stacks.md', async () => {
      const port = await freePort();
      const command = `KIT='${kit}' PSP=psp.banc.test:${port} ${example('drive-shell/drive.sh')}`;
      expect(await notPassed(port, { mode: 'command', command })).toEqual(NOT_PASSED.shell);
    }, 180_000);
  },
);
