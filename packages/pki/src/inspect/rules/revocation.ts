import type { Crl } from '../../crl/read.ts';
import { moment } from '../facts.ts';
import type { Examined, Rule } from '../rule.ts';
import { CERTIFICATE_USES, type CertificateUse } from '../uses.ts';

/** The lists of the CA that issued the certificate; whether they are current matters not: who is on one stays on it. */
function listsFor({ certificate, material, surroundings }: Examined): readonly Crl[] {
  const { crls, authorities = [] } = surroundings;
  const issuer = [...authorities, ...material.chain].find(({ subjectDer }) =>
    subjectDer.equals(certificate.issuerDer),
  );
  return issuer && crls ? crls.issuedBy(issuer).filter((crl) => crl.verify(issuer)) : [];
}

interface RevocationRule extends Pick<Rule, 'level' | 'whyNotMust' | 'requirement' | 'title'> {
  readonly slug: string;
  readonly uses: readonly CertificateUse[];
}

const revocationRule = ({ slug, ...facts }: RevocationRule): Rule => ({
  ...facts,
  id: `revocation/${slug}`,
  rfc: '5280 §6.3.3',
  moot: (examined) =>
    listsFor(examined).length > 0
      ? undefined
      : { fr: 'aucune CRL de cette AC n’est connue du banc', en: 'the bench knows no CRL of this CA' },
  finds: (examined) => {
    const entry = listsFor(examined)
      .map((crl) => crl.find(examined.certificate.serialNumber))
      .find((found) => found !== undefined);
    return (
      entry && { revokedAt: moment(entry.revocationDate), serialNumber: examined.certificate.serialNumber }
    );
  },
  found: {
    fr: 'Révoqué le {revokedAt} (numéro de série {serialNumber}).',
    en: 'Revoked on {revokedAt} (serial number {serialNumber}).',
  },
  next: {
    fr: 'Une révocation est définitive : commander un autre certificat sur PFCNG.',
    en: 'A revocation is final: order another certificate on PFCNG.',
  },
});

export const REVOCATION_RULES: readonly Rule[] = [
  revocationRule({
    slug: 'diapason-client',
    level: 'MUST',
    requirement: 'S1-020',
    title: {
      fr: 'Le certificat présenté au PSP n’est pas révoqué',
      en: 'The certificate presented to the PSP is not revoked',
    },
    uses: ['diapason-psp-client'],
  }),
  revocationRule({
    slug: 'others',
    level: 'SHOULD',
    whyNotMust: {
      fr: 'Sur ces liens, l’ANS dit la vérification de la révocation optionnelle, ou n’en dit rien.',
      en: 'On these links ANS calls the check of revocation optional, or says nothing of it.',
    },
    requirement: 'S1-030',
    title: {
      fr: 'Les autres certificats du GAP ne sont pas révoqués',
      en: 'The other certificates of the GAP are not revoked',
    },
    uses: CERTIFICATE_USES.filter((use) => use !== 'diapason-psp-client'),
  }),
];
