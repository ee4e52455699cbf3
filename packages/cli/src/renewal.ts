import { type Authorities, kitMaterial } from '@banc-gap/mock-igc-sante';
import { CertificateRenewal, type ReferenceGap } from '@banc-gap/ref-gap';
import type { Clock } from '@banc-gap/simkit';
import { renewedServerCertificate } from './order/kit.ts';
import { openPlatform } from './platform.ts';
import { serverPem } from './reference-gap.ts';

/** Renews the certificate of the reference GAP as a hospital does: an order at PFCNG, and its withdrawal. */
export async function renewalAtPlatform(
  authorities: Authorities,
  { gap, fqdn, clock }: { readonly gap: ReferenceGap; readonly fqdn: string; readonly clock: Clock },
): Promise<CertificateRenewal> {
  const { 'diapason-tpe-server': first } = await kitMaterial(authorities, fqdn, ['diapason-tpe-server']);
  return new CertificateRenewal({
    ...{ gap, clock, served: serverPem(first) },
    platform: {
      async renew() {
        // A bench that is up may be at work on the same store.
        using pfcng = await openPlatform(authorities, { clock, resume: false });
        return serverPem(await renewedServerCertificate(pfcng, authorities, fqdn));
      },
    },
  });
}
