import type { Certificate } from '../certificate.ts';
import type { CrlSet } from '../crl/set.ts';
import { inspectCrls } from './crl.ts';
import { inspectCsr } from './csr.ts';
import { type Fact, listFacts } from './facts.ts';
import type { Finding, Inspection } from './finding.ts';
import type { Environment } from './igc-sante-authority.ts';
import type { Material } from './material.ts';
import { NOTES } from './notes.ts';
import { openFile } from './open/open-file.ts';
import { applyRule, type Examined, examineMaterial, type Rule } from './rule.ts';
import { CERTIFICATE_RULES } from './rules/index.ts';
import type { Language } from './text.ts';
import type { CertificateUse } from './uses.ts';

export interface InspectOptions {
  readonly at: Date;
  readonly lang: Language;
  /** Of a keystore or a key. */
  readonly password?: string | undefined;
  /** What the GAP uses the certificate for; what it seems meant for unless given. */
  readonly use?: CertificateUse | undefined;
  /** Where the GAP is to run; anywhere unless given. */
  readonly environment?: Environment | undefined;
  /** What was typed into the terminals. */
  readonly fqdn?: string | undefined;
  /** CAs that are known, and their CRLs. */
  readonly authorities?: readonly Certificate[] | undefined;
  readonly crls?: CrlSet | undefined;
}

const LEVELS: readonly Finding['level'][] = ['MUST', 'SHOULD', 'note'];

/**
 * What a file is, and what ANS would object to.
 *
 * @throws BancError of `openFile`, where the file cannot be read
 */
export async function inspectFile(bytes: Buffer, options: InspectOptions): Promise<Inspection> {
  const opened = await openFile(bytes, options);
  switch (opened.holds) {
    case 'crl':
      return inspectCrls(opened.crls, options.at, options.lang);
    case 'csr':
      return inspectCsr(opened.request, options.lang);
    case 'certificates':
      return inspectMaterial(opened.material, options);
  }
}

function inspectMaterial(material: Material, { use, lang, ...surroundings }: InspectOptions): Inspection {
  const examined = examineMaterial(material, use, surroundings);
  const findings = [...objections(examined, lang), ...notes(examined, lang)];
  return {
    holds: 'certificates',
    ...(examined.kind && { kind: examined.kind.id }),
    uses: examined.uses,
    facts: [...listFacts(material, examined.kind, lang), ...judgedFor(examined, lang)],
    findings: LEVELS.flatMap((level) => findings.filter((finding) => finding.level === level)),
  };
}

function judgedFor({ uses }: Examined, lang: Language): readonly Fact[] {
  const label = { fr: 'Jugé pour', en: 'Judged for' }[lang];
  return uses.length === 0 ? [] : [{ label, value: uses.join(', ') }];
}

function objections(examined: Examined, lang: Language): readonly Finding[] {
  return CERTIFICATE_RULES.filter((rule) => !concernsAnotherFile(rule, examined)).flatMap((rule) => {
    const judgement = applyRule(rule, examined);
    if (judgement?.outcome !== 'wrong') return [];
    const { id, level, requirement, next } = rule;
    return [{ rule: id, level, message: judgement.found[lang], next: next[lang], requirement }];
  });
}

/** A certificate alone, of which nobody said that it is what the GAP has, may have its ACI in another file. */
function concernsAnotherFile({ id }: Rule, { material, use }: Examined): boolean {
  return id === 'chain/aci-present' && material.form === 'certificate' && use === undefined;
}

function notes(examined: Examined, lang: Language): readonly Finding[] {
  return NOTES.filter(({ applies }) => applies(examined)).map(({ id, text }) => ({
    rule: `note/${id}`,
    level: 'note',
    message: text[lang],
  }));
}
