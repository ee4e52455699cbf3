import { daysAhead, hoursAgo } from '@banc-gap/pki';
import type { Identity } from '@banc-gap/tls12';
import { credentialOf, ORGANISATION, PEOPLE, type TestPki } from './pki.ts';

/** A certificate with which nobody reaches the DP, and the alert that says so. */
interface Refused {
  readonly what: string;
  readonly alert: string;
  readonly identity: (pki: TestPki) => Identity | null;
}

const PRO_AUTH = 'igc-sante-test/pro-auth';

/** The columns of the matrix of certificate types and uses that are not the DP's, and what is wrong with a right one. */
export const REFUSED_CERTIFICATES: readonly Refused[] = [
  { what: 'nobody', alert: 'handshake_failure', identity: () => null },
  {
    what: 'PRO SIGN',
    alert: 'unsupported_certificate',
    identity: (pki) => pki.person('pharmacist', 'igc-sante-test/pro-sign'),
  },
  {
    what: 'ORG AUTH_CLI',
    alert: 'unsupported_certificate',
    identity: (pki) => pki.identity('igc-sante-test/org-auth-cli', ORGANISATION),
  },
  {
    what: 'ORG SIGN',
    alert: 'unsupported_certificate',
    identity: (pki) => pki.identity('igc-sante-test/org-sign', ORGANISATION),
  },
  {
    what: 'SSL_SERVEUR',
    alert: 'unsupported_certificate',
    identity: (pki) =>
      pki.identity('igc-sante-test/ssl-serveur', {
        structure: ORGANISATION.structure,
        fqdn: 'gap.ch-test.fr',
      }),
  },
  {
    what: 'a terminal of IngeTrust',
    alert: 'unknown_ca',
    identity: (pki) => pki.identity('ingetrust/terminal', { serialNumber: '0000BANC00000001' }),
  },
  {
    what: 'a server of Geotrust',
    alert: 'unknown_ca',
    identity: (pki) => pki.identity('geotrust/server', { fqdn: 'psp.banc.test' }),
  },
  {
    what: 'OSI AC-SERVEUR',
    alert: 'unknown_ca',
    identity: (pki) => pki.identity('igc-osi/server', { fqdn: 'amc.banc.test' }),
  },
  {
    what: 'OSI AC-SERVICES-APPLICATIFS',
    alert: 'unknown_ca',
    identity: (pki) => pki.identity('igc-osi/service-applicatif', { serviceApplicatif: 'AMC' }),
  },
  {
    what: 'PRO AUTH of production',
    alert: 'unknown_ca',
    identity: (pki) => pki.identity('igc-sante/pro-auth', PEOPLE.doctor),
  },
  {
    what: 'an expired PRO AUTH',
    alert: 'certificate_expired',
    identity: (pki) => pki.person('doctor', PRO_AUTH, { notAfter: hoursAgo(1) }),
  },
  {
    what: 'a PRO AUTH that is not valid yet',
    alert: 'certificate_expired',
    identity: (pki) => pki.person('doctor', PRO_AUTH, { notBefore: daysAhead(1) }),
  },
  {
    what: 'a revoked PRO AUTH',
    alert: 'certificate_revoked',
    identity: (pki) => {
      const identity = pki.person('doctor');
      pki.revokePerson(credentialOf(identity).certificate);
      return identity;
    },
  },
];
