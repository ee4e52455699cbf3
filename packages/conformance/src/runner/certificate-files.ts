import {
  applyRule,
  BancError,
  CERTIFICATE_USES,
  type CertificateUse,
  CrlSet,
  examineMaterial,
  type Material,
  type NamedMaterial,
  openCertificates,
  type Rule,
  type RuleJudgement,
  type Surroundings,
} from '@banc-gap/pki';
import type { ConformanceCase } from '../cases/case.ts';
import type { RunConfig } from '../config/schema.ts';
import type { FilePorts } from '../ports.ts';
import { joinTexts, type Text } from '../text.ts';
import { type CaseResult, judgedResult, unjudgedResult } from './result.ts';
import { benchFault } from './words.ts';

type FileCase = Extract<ConformanceCase, { kind: 'file' }>;

/** A file that the configuration names, and what is in it, or why nobody knows. */
interface CertificateFile {
  readonly name: string;
  readonly use: CertificateUse;
  readonly opened: Material | BancError;
}

/** The files of a run, opened once. */
export class CertificateFiles {
  readonly #files: readonly CertificateFile[];
  readonly #surroundings: Omit<Surroundings, 'others'>;

  private constructor(files: readonly CertificateFile[], surroundings: Omit<Surroundings, 'others'>) {
    this.#files = files;
    this.#surroundings = surroundings;
  }

  static async open(config: RunConfig, ports: FilePorts, at: Date): Promise<CertificateFiles> {
    const files = config.certificates.map(async (entry): Promise<CertificateFile> => {
      const { file: name, use } = entry;
      return { name, use, opened: await openEntry(entry, ports) };
    });
    return new CertificateFiles(await Promise.all(files), {
      at,
      fqdn: config.gap.diapasonServer.fqdn,
      environment: config.gap.environment,
      authorities: ports.authorities,
      crls: new CrlSet(ports.crls),
    });
  }

  /** Never throws: where the bench itself is at fault, that is the verdict. */
  judge(testCase: FileCase): CaseResult {
    try {
      return this.#judge(testCase);
    } catch (error) {
      return unjudgedResult(testCase, 'error', benchFault(error));
    }
  }

  /** The worst of what the rule says of each file that it is about. */
  #judge(testCase: FileCase): CaseResult {
    const { rule } = testCase;
    const files = this.#files.filter(({ use }) => rule.uses === 'any' || rule.uses.includes(use));
    if (files.length === 0) return unjudgedResult(testCase, 'skip', noFileFor(rule));
    const judged = files.map((file) => ({ file, ...this.#judgeFile(rule, file) }));
    const worst = OUTCOMES.find((outcome) => judged.some((one) => one.outcome === outcome))!;
    const told = judged.filter(({ outcome }) => outcome === worst);
    const byReason = Map.groupBy(told, ({ why }) => why.en).values();
    const actual = joinTexts([...byReason].map(nameAndSay), ' ');
    return worst === 'moot'
      ? unjudgedResult(testCase, 'skip', actual)
      : judgedResult(testCase, { outcome: worst, strict: null, actual }, {});
  }

  #judgeFile(rule: Rule, file: CertificateFile): { outcome: FileOutcome; why: Text } {
    const { opened } = file;
    if (opened instanceof BancError) return judgeUnreadable(rule, opened);
    const others = this.#files.flatMap((other) => (other === file ? [] : namedMaterial(other)));
    const judgement = applyRule(rule, examineMaterial(opened, file.use, { ...this.#surroundings, others }));
    return judgement === undefined ? { outcome: 'moot', why: OF_A_CA } : toldOf(judgement);
  }
}

/** The worst first. */
const OUTCOMES = ['wrong', 'undecided', 'right', 'moot'] as const;
type FileOutcome = (typeof OUTCOMES)[number];

async function openEntry(
  { file, key, chain, password }: RunConfig['certificates'][number],
  ports: FilePorts,
): Promise<Material | BancError> {
  try {
    return await openCertificates(ports.read(file), {
      password,
      ...(key !== undefined && { key: ports.read(key) }),
      ...(chain !== undefined && { chain: ports.read(chain) }),
    });
  } catch (error) {
    if (error instanceof BancError && error.code.startsWith('PKI_')) return error;
    throw error;
  }
}

const namedMaterial = ({ name, use, opened }: CertificateFile): readonly NamedMaterial[] =>
  opened instanceof BancError ? [] : [{ name, use, material: opened }];

function judgeUnreadable(rule: Rule, error: BancError): { outcome: FileOutcome; why: Text } {
  const outcome = rule.id === 'file/readable' ? 'wrong' : 'undecided';
  return { outcome, why: { fr: `ne se lit pas : ${error.message}`, en: `cannot be read: ${error.message}` } };
}

function toldOf(judgement: RuleJudgement): { outcome: FileOutcome; why: Text } {
  switch (judgement.outcome) {
    case 'right':
      return { outcome: 'right', why: RIGHT };
    case 'moot':
      return { outcome: 'moot', why: sentence(judgement.why) };
    case 'wrong':
      return { outcome: 'wrong', why: judgement.found };
  }
}

const RIGHT: Text = { fr: 'conforme.', en: 'as it should be.' };
const OF_A_CA: Text = { fr: 'ne porte que des AC.', en: 'has certificates of CAs only.' };

const sentence = ({ fr, en }: Text): Text => ({ fr: `${fr}.`, en: `${en}.` });

/** Of files with the same thing to say of each. */
function nameAndSay(told: readonly { readonly file: CertificateFile; readonly why: Text }[]): Text {
  const names = told.map(({ file: { name, use } }) => `${name} (${use})`).join(', ');
  const { fr, en } = told[0]!.why;
  return { fr: `${names} : ${fr}`, en: `${names}: ${en}` };
}

function noFileFor({ uses }: Rule): Text {
  const wanted = uses === 'any' || uses.length === CERTIFICATE_USES.length ? '' : ` (${uses.join(', ')})`;
  return {
    fr: `La configuration ne nomme aucun fichier pour ce cas${wanted} : voir certificates dans banc.yaml.`,
    en: `The configuration names no file for this case${wanted}: see certificates in banc.yaml.`,
  };
}
