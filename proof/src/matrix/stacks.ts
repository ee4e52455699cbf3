import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alertName } from '@banc-gap/pki';

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly type: string;
  readonly body?: string;
  /** Of the answer to it, where the connection is as it should be. */
  readonly status: number;
}

/** One connection that a GAP makes, configured from its kit. */
export interface Exchange {
  readonly name: string;
  readonly port: number;
  /** Of the kit. */
  readonly trust: string;
  /** Of the kit; absent: the stack as it comes, which looks up no revocation. */
  readonly crl?: string;
  /** With the certificate of the client; `null`: none. */
  readonly folder: string | null;
  readonly request: Request;
}

/** `accepted`, or which check of the GAP failed, or the alert that it got. */
export type Outcome = string;

export interface Stack {
  readonly name: string;
  readonly tools: readonly string[];
  /** @param kit its folder */
  outcomes(kit: string, exchanges: readonly Exchange[]): Promise<Outcome[]>;
}

const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** What the check was that failed, in the words of OpenSSL, of curl and of Java. */
const REASONS: readonly (readonly [string, RegExp])[] = [
  ['expired', /certificate has expired|NotAfter/],
  ['not yet valid', /not yet valid|NotBefore/],
  ['revoked', /certificate revoked|has been revoked/],
  ['no CRL', /unable to get certificate CRL|Could not determine revocation status/],
  ['purpose', /certificate purpose|Extended key usage does not permit|KeyUsage does not allow/],
  [
    'another name',
    /ame mismatch|does not match target host name|No (?:name matching|subject alternative)|no alternative certificate subject/,
  ],
  [
    'unknown issuer',
    /unable to get (?:local )?issuer|self-signed certificate in|certificate signature failure|unable to find valid certification path|Path does not chain|signature check failed/,
  ],
];

/** From what a stack prints of one exchange: an HTTP status, or the words of a failure. */
function outcomeOf(printed: string, { status }: Request): Outcome {
  if (/^\d{3}$/.test(printed)) return Number(printed) === status ? 'accepted' : `HTTP status ${printed}`;
  const [, number] = /\(IN\), TLS alert, [\w ]+\((\d+)\)/.exec(printed) ?? [];
  const alert =
    // curl prints both octets of an alert as one number, the level first.
    (number !== undefined && alertName(Number(number) & 0xff)) ||
    /_ALERT_(\w+)/.exec(printed)?.[1]?.toLowerCase() ||
    /Received fatal alert: (\w+)/.exec(printed)?.[1];
  return alert || (REASONS.find(([, words]) => words.test(printed))?.[0] ?? printed);
}

function run(tool: string, parameters: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve) => {
    const child = execFile(tool, parameters, { timeout: 120_000 }, (_error, stdout, stderr) =>
      resolve(`${stdout}${stderr}`.trim()),
    );
    child.stdin?.end(input);
  });
}

/** What a program prints, a line for each exchange. */
function byLine(printed: string, exchanges: readonly Exchange[]): Outcome[] {
  const lines = printed.split('\n');
  if (lines.length !== exchanges.length) throw new Error(printed);
  return lines.map((line, index) => outcomeOf(line, exchanges[index]!.request));
}

const curl: Stack = {
  name: 'curl',
  tools: ['curl'],
  async outcomes(kit, exchanges) {
    const outcomes: Outcome[] = [];
    for (const { name, port, trust, crl, folder, request } of exchanges) {
      const printed = await run(
        'curl',
        [
          ...['--silent', '--verbose', '--output', '/dev/null', '--write-out', '%{stderr}\n%{http_code}'],
          ...['--cacert', join(kit, `trust/${trust}.pem`), '--resolve', `${name}:${port}:127.0.0.1`],
          ...(crl === undefined ? [] : ['--crlfile', join(kit, `crl/${crl}.pem`)]),
          ...(folder === null ? [] : ['--cert', join(folder, 'fullchain.pem')]),
          ...(folder === null ? [] : ['--key', join(folder, 'key.pem')]),
          ...['--header', `Content-Type: ${request.type}`, '--header', 'Expect:'],
          ...(request.body === undefined ? [] : ['--data-binary', '@-']),
          `https://${name}:${port}${request.path}`,
        ],
        request.body,
      );
      const status = printed.slice(printed.lastIndexOf('\n') + 1);
      outcomes.push(outcomeOf(status === '000' ? printed : status, request));
    }
    return outcomes;
  },
};

const python: Stack = {
  name: 'Python',
  tools: ['python3'],
  async outcomes(kit, exchanges) {
    const plan = exchanges.map(({ trust, crl, request, ...exchange }) => ({
      ...exchange,
      ...{ body: null, ...request },
      trust: join(kit, `trust/${trust}.pem`),
      crl: crl === undefined ? null : join(kit, `crl/${crl}.pem`),
    }));
    return byLine(await run('python3', [beside('https_client.py')], JSON.stringify(plan)), exchanges);
  },
};

const java: Stack = {
  name: 'Java',
  tools: ['java'],
  async outcomes(kit, exchanges) {
    const directory = mkdtempSync(join(tmpdir(), 'banc-java-'));
    try {
      const file = (name: string, content: string): string => {
        writeFileSync(join(directory, name), content);
        return join(directory, name);
      };
      const names = new Set(exchanges.map(({ name }) => name));
      const hosts = file('hosts', [...names].map((name) => `127.0.0.1 ${name}\n`).join(''));
      const lines = exchanges.map(({ name, port, trust, crl, folder, request }, index) =>
        [
          ...[name, port, join(kit, `trust/${trust}.p12`)],
          crl === undefined ? '-' : join(kit, `crl/${crl}.pem`),
          folder === null ? '-' : join(folder, 'bundle.p12'),
          ...[request.method, request.path, request.type],
          request.body === undefined ? '-' : file(`body-${index}`, request.body),
        ].join('\t'),
      );
      const password = readFileSync(join(kit, 'roc-annuaire-client/password.txt'), 'utf8').trim();
      const printed = await run('java', [
        ...['-XX:TieredStopAtLevel=1', `-Djdk.net.hosts.file=${hosts}`, beside('HttpsClient.java')],
        ...[password, file('exchanges', lines.join('\n'))],
      ]);
      return byLine(printed, exchanges);
    } finally {
      rmSync(directory, { recursive: true });
    }
  },
};

export const STACKS: readonly Stack[] = [curl, java, python];
