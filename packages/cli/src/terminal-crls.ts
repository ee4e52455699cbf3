import type { TerminalCrls } from '@banc-gap/conformance';
import type { Authorities } from '@banc-gap/mock-igc-sante';
import { Certificate, type Crl, daysAgo } from '@banc-gap/pki';

const ISSUING_CA = 'ingetrust/issuing-ca';
const KEY_COMPROMISE = 1;

type Change = NonNullable<Parameters<TerminalCrls['crls']>[0]>;

/** The CRLs that the suite gives a GAP to check terminals with. */
export function terminalCrls(authorities: Authorities): TerminalCrls {
  return {
    async crls(change) {
      const published = authorities.crls().tpe;
      if (change === undefined) return pem(published);
      const right = authorities.crl(ISSUING_CA);
      const changed = await alteredCrl(authorities, right, change);
      return pem(published.map((crl) => (crl.issuerDer.equals(right.issuerDer) ? changed : crl)));
    },
  };
}

async function alteredCrl(authorities: Authorities, right: Crl, change: Change): Promise<Crl> {
  switch (change) {
    case 'leaf-revoked': {
      const { chain } = await authorities.identities.identity();
      const { serialNumber } = Certificate.parse(chain[0]!);
      const revoked = { serialNumber, revocationDate: right.thisUpdate, reason: KEY_COMPROMISE };
      return authorities.alteredCrl(ISSUING_CA, { entries: [...right.entries, revoked] });
    }
    case 'stale': {
      // As the CA made it before anybody was revoked.
      const defect = { thisUpdate: daysAgo(VALIDITY_DAYS + 1), nextUpdate: daysAgo(1) };
      return authorities.alteredCrl(ISSUING_CA, { entries: [], defect });
    }
    case 'by-another-key':
      return authorities.alteredCrl(ISSUING_CA, { entries: [], defect: { signature: 'by-another-key' } });
    case 'signature-corrupted':
      return authorities.alteredCrl(ISSUING_CA, { entries: [], defect: { signature: 'corrupted' } });
  }
}

/** Of the CRLs of the terminals' PKI. */
const VALIDITY_DAYS = 90;

const pem = (crls: readonly Crl[]): string => crls.map((crl) => crl.pem).join('');
