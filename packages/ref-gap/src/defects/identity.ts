import type { Alternatives, GapMaterial } from '../material.ts';
import { pemBlocks } from '../material.ts';
import { type Defect, EVERY_STACK } from './defect.ts';

/** Mistakes about the certificate that the GAP itself presents. */
export const IDENTITY_DEFECTS = [
  {
    id: 'serves-another-name',
    title: {
      fr: 'Présente un certificat dont le CN n’est pas le nom saisi dans le TPE',
      en: 'Presents a certificate whose CN is not the name typed into the terminal',
    },
    stacks: EVERY_STACK,
    needs: 'anotherName',
    material: serving('anotherName'),
  },
  {
    id: 'omits-intermediate',
    title: {
      fr: 'Présente son certificat sans l’AC intermédiaire',
      en: 'Presents its certificate without the intermediate CA',
    },
    stacks: EVERY_STACK,
    material: (material) => ({
      ...material,
      certificateChain: pemBlocks(material.certificateChain)[0] ?? '',
    }),
  },
  {
    id: 'serves-expired-certificate',
    title: { fr: 'Présente un certificat expiré', en: 'Presents an expired certificate' },
    stacks: EVERY_STACK,
    needs: 'expired',
    material: serving('expired'),
  },
  {
    id: 'serves-client-certificate',
    title: {
      fr: 'Présente un certificat de client (ORG AUTH_CLI) au lieu de SSL_SERVEUR',
      en: 'Presents a client certificate (ORG AUTH_CLI) instead of SSL_SERVEUR',
    },
    stacks: EVERY_STACK,
    needs: 'clientCertificate',
    material: serving('clientCertificate'),
  },
] as const satisfies readonly Defect[];

function serving(
  alternative: Exclude<keyof Alternatives, 'igcSante'>,
): (material: GapMaterial) => GapMaterial {
  return (material) => ({ ...material, ...material.alternatives?.[alternative] });
}
