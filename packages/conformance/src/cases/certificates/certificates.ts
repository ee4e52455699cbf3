import { CERTIFICATE_RULES, type Rule } from '@banc-gap/pki';
import type { ConformanceCase } from '../case.ts';
import { PROVEN_BY } from './proven-by.ts';

/** The rules that `banc inspect` applies, each as a case: it judges the files that the configuration names. */
export const certificates: readonly ConformanceCase[] = CERTIFICATE_RULES.map((rule) => caseOf(rule));

function caseOf(rule: Rule): ConformanceCase {
  const { id, level, title, requirement, rfc, whyNotMust, next } = rule;
  return {
    kind: 'file',
    id: `certificates/${id}`,
    suite: 'certificates',
    topic: id.slice(0, id.indexOf('/')),
    title,
    level,
    requirement,
    ...(rfc && { rfc }),
    ...(whyNotMust && { whyNotMust }),
    provenBy: PROVEN_BY[id] ?? [],
    lookAt: next,
    rule,
  };
}
