import { fileURLToPath } from 'node:url';
import { EXTENDED_KEY_USAGES } from '@banc-gap/pki';
import { runTool } from './tool.ts';
import type { ChainQuestion, CrlQuestion, Findings, Verifier } from './verifier.ts';

/** PKIX of java.security.cert. It names the first thing that is wrong; one virtual machine answers every question. */
export const java: Verifier = {
  name: 'java',
  tool: 'java',
  verifyChains: (questions) => runProgram('VerifyChains', questions.map(chainFiles)),
  verifyCrls: (questions) => runProgram('VerifyCrls', questions.map(crlFiles)),
};

type Files = Readonly<Record<string, string | Buffer>>;

/** Each question is a folder; for each, the program prints a line: VALID, or what it finds. */
function runProgram(name: string, questions: readonly Files[]): readonly Findings[] {
  const program = fileURLToPath(new URL(`java/${name}.java`, import.meta.url));
  const files = questions.flatMap((one, number) =>
    Object.entries(one).map(([path, content]) => [`${number}/${path}`, content] as const),
  );
  // Compiled once and run briefly: the second compiler would not pay.
  const options = ['-XX:TieredStopAtLevel=1', program, '.'];
  const { status, stdout, stderr } = runTool('java', options, Object.fromEntries(files));
  if (status !== 0) throw new Error(`java: ${stderr}`);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => (line === 'VALID' ? [] : [line]));
}

function chainFiles(question: ChainQuestion): Files {
  const { presented, anchors, crls = [], at, purpose, knownExtension } = question;
  const properties = [
    `at=${at.getTime()}`,
    ...(purpose === undefined ? [] : [`purpose=${EXTENDED_KEY_USAGES[purpose]}`]),
    ...(knownExtension === undefined ? [] : [`knownExtension=${knownExtension}`]),
  ];
  const files = Object.entries({ presented, anchors, crls }).flatMap(([folder, ders]) =>
    ders.map((der, index) => [`${folder}/${index}.der`, der] as const),
  );
  return { 'question.properties': properties.join('\n'), ...Object.fromEntries(files) };
}

function crlFiles({ crl, issuer }: CrlQuestion): Files {
  return { 'crl.der': crl, 'issuer.der': issuer };
}
