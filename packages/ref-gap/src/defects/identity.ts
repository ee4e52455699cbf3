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
  {
    id: 'serves-name-as-alternative-only',
    title: {
      fr: 'Présente un certificat qui n’a le nom saisi dans le TPE qu’en subjectAltName',
      en: 'Presents a certificate that has the name typed into the terminal as subjectAltName only',
    },
    stacks: EVERY_STACK,
    needs: 'nameAsAlternative',
    material: serving('nameAsAlternative'),
  },
  {
    id: 'serves-name-with-trailing-dot',
    title: {
      fr: 'Présente un certificat dont le CN finit par un point',
      en: 'Presents a certificate whose CN ends with a dot',
    },
    stacks: EVERY_STACK,
    needs: 'trailingDot',
    material: serving('trailingDot'),
  },
  {
    id: 'serves-another-alternative-name',
    title: {
      fr: 'Présente un certificat au bon CN, avec le nom DNS d’un autre serveur',
      en: 'Presents a certificate with the right CN and the DNS name of another server',
    },
    stacks: EVERY_STACK,
    needs: 'anotherAlternativeName',
    material: serving('anotherAlternativeName'),
  },
  {
    id: 'serves-short-key',
    title: {
      fr: 'Présente un certificat dont la clé RSA a 1024 bits',
      en: 'Presents a certificate whose RSA key has 1024 bits',
    },
    stacks: ['tls12'],
    needs: 'shortKey',
    material: serving('shortKey'),
  },
  {
    id: 'serves-mismatched-key',
    title: {
      fr: 'Installe une clé privée qui n’est pas celle du certificat',
      en: 'Installs a private key that is not that of the certificate',
    },
    stacks: ['tls12'],
    needs: 'mismatchedKey',
    material: serving('mismatchedKey'),
  },
  {
    id: 'sends-chain-out-of-order',
    title: {
      fr: 'Envoie la racine avant l’AC intermédiaire',
      en: 'Sends the root before the intermediate CA',
    },
    stacks: EVERY_STACK,
    needs: 'igcSante',
    material: (material) => {
      const [leaf = '', ...others] = pemBlocks(material.certificateChain);
      const root = material.alternatives?.igcSante?.trust ?? '';
      return { ...material, certificateChain: [leaf, root, ...others].join('') };
    },
  },
] as const satisfies readonly Defect[];

function serving(
  alternative: Exclude<keyof Alternatives, 'igcSante'>,
): (material: GapMaterial) => GapMaterial {
  return (material) => ({ ...material, ...material.alternatives?.[alternative] });
}
