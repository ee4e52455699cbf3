import { join } from 'node:path';
import { type Authorities, kitMaterial } from '@banc-gap/mock-igc-sante';
import {
  CertificateFile,
  CertificateRenewal,
  type ReferenceGap,
  type ServedCertificate,
} from '@banc-gap/ref-gap';
import type { Clock } from '@banc-gap/simkit';
import { renewedCertificate } from './order/kit.ts';
import { openPlatform } from './platform.ts';
import { type GapOptions, serverPem } from './reference-gap.ts';

/** The certificates that the reference GAP renews, by their folder in the kit. */
const RENEWABLE = ['diapason-tpe-server', 'diapason-psp-client'] as const;
type Renewable = (typeof RENEWABLE)[number];

/** What the GAP of that name has renewed on this state: it goes before what the kit has. */
export function renewedCertificates(
  authorities: Authorities,
  fqdn: string,
): Partial<Record<Renewable, ServedCertificate>> {
  const kept = RENEWABLE.flatMap((folder) => {
    const served = fileOf(authorities, fqdn, folder).read();
    return served ? [[folder, served] as const] : [];
  });
  return Object.fromEntries(kept);
}

interface RenewalsOptions extends Pick<GapOptions, 'fqdn' | 'certificates'> {
  readonly gap: ReferenceGap;
  readonly clock: Clock;
}

/** Renews certificates of the reference GAP as a hospital does: each an order at PFCNG, and its withdrawal. */
export async function renewalsAtPlatform(
  authorities: Authorities,
  { gap, fqdn, clock, certificates = {} }: RenewalsOptions,
): Promise<Readonly<Record<Renewable, CertificateRenewal>>> {
  const kit = await kitMaterial(authorities, fqdn, RENEWABLE);
  const renewal = (folder: Renewable, use: (served: ServedCertificate) => void) =>
    new CertificateRenewal({
      ...{ clock, use, served: certificates[folder] ?? serverPem(kit[folder]) },
      file: fileOf(authorities, fqdn, folder),
      platform: {
        async renew() {
          // A bench that is up may be at work on the same store.
          using pfcng = await openPlatform(authorities, { clock, resume: false });
          return serverPem(await renewedCertificate(pfcng, authorities, folder, fqdn));
        },
      },
    });
  return {
    'diapason-tpe-server': renewal('diapason-tpe-server', (served) => gap.useCertificate(served)),
    'diapason-psp-client': renewal('diapason-psp-client', (served) =>
      gap.useClientCertificate('psp', served),
    ),
  };
}

const fileOf = ({ directory }: Authorities, fqdn: string, folder: Renewable): CertificateFile =>
  new CertificateFile(join(directory, 'ref-gap', fqdn, `${folder}.pem`));
