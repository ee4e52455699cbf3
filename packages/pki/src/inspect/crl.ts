import type { Crl } from '../crl/read.ts';
import { nameToString } from '../names.ts';
import { ALGORITHMS } from '../object-identifiers.ts';
import { type Fact, moment, nameOfOid } from './facts.ts';
import type { Finding, Inspection } from './finding.ts';
import type { Language } from './text.ts';

/** What lists of revoked certificates say, and why they could not be relied on. */
export function inspectCrls(crls: readonly Crl[], at: Date, lang: Language): Inspection {
  return {
    holds: 'crl',
    facts: crls.flatMap((crl) => factsOf(crl, lang)),
    findings: crls.flatMap((crl) => findingsOf(crl, at, lang)),
  };
}

function factsOf(crl: Crl, lang: Language): readonly Fact[] {
  const fr = lang === 'fr';
  const { issuer, thisUpdate, nextUpdate, number, entryCount, isDelta, outerAlgorithm } = crl;
  return [
    { label: 'Type', value: isDelta ? 'delta CRL' : 'CRL' },
    { label: fr ? 'Émetteur' : 'Issuer', value: nameToString(issuer) },
    ...(number === undefined ? [] : [{ label: fr ? 'Numéro' : 'Number', value: String(number) }]),
    { label: fr ? 'Émise le' : 'This update', value: moment(thisUpdate) },
    { label: fr ? 'Prochaine le' : 'Next update', value: nextUpdate ? moment(nextUpdate) : '—' },
    { label: fr ? 'Certificats révoqués' : 'Revoked certificates', value: String(entryCount) },
    { label: 'Signature', value: nameOfOid(ALGORITHMS, outerAlgorithm.oid) },
  ];
}

function findingsOf({ nextUpdate, thisUpdate, outerAlgorithm }: Crl, at: Date, lang: Language): Finding[] {
  const fr = lang === 'fr';
  const findings: Finding[] = [];
  if (nextUpdate === undefined || nextUpdate < at) {
    findings.push({
      rule: 'crl/expired',
      level: 'MUST',
      requirement: 'S1-020',
      message: fr
        ? `Cette CRL n’est plus à jour (prochaine : ${nextUpdate ? moment(nextUpdate) : 'non dite'}) : la vérification de la révocation, obligatoire pour Diapason, ne peut pas s’y fier.`
        : `This CRL is no longer current (next: ${nextUpdate ? moment(nextUpdate) : 'not said'}): the check of revocation, mandatory for Diapason, cannot rely on it.`,
      next: fr
        ? 'La télécharger de nouveau à son point de distribution (banc kit --crl-only pour celles du banc), et planifier ce téléchargement chaque jour.'
        : 'Download it again from its distribution point (banc kit --crl-only for those of the bench), and schedule that download every day.',
    });
  }
  if (thisUpdate > at) {
    findings.push({
      rule: 'crl/not-yet-valid',
      level: 'SHOULD',
      requirement: 'S1-020',
      message: fr ? 'Cette CRL est datée du futur.' : 'This CRL is dated in the future.',
      next: fr ? 'Vérifier l’horloge de la machine.' : 'Check the clock of the machine.',
    });
  }
  if (outerAlgorithm.oid !== ALGORITHMS.sha256WithRSAEncryption) {
    findings.push({
      rule: 'crl/signature',
      level: 'SHOULD',
      requirement: 'S1-020',
      message: `${nameOfOid(ALGORITHMS, outerAlgorithm.oid)} ${fr ? 'au lieu de' : 'instead of'} sha256WithRSAEncryption.`,
      next: fr ? 'Vérifier d’où vient cette CRL.' : 'Check where this CRL comes from.',
    });
  }
  return findings;
}
