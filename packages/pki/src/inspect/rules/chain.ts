import { commonName, nameToString } from '../../names.ts';
import { brokenLink, isInOrder, issuerInFile, knownKeys, twinOfIssuer } from '../chain.ts';
import { igcSanteAuthority } from '../igc-sante-authority.ts';
import type { Rule } from '../rule.ts';
import type { Text } from '../text.ts';
import { CERTIFICATE_USES } from '../uses.ts';
import { mootForOtherType, when } from './when.ts';

const ISSUER_UNKNOWN: Text = {
  fr: 'l’émetteur n’est pas de l’IGC-Santé',
  en: 'the issuer is not of IGC-Santé',
};

const ADD_THE_ACI: Text = {
  fr: 'Ajouter à la suite du certificat l’ACI qui l’a émis : en test http://igc-sante.esante.gouv.fr/AC%20TEST/ACI-EL-ORG-TEST.cer, en production /AC/ACI-EL-ORG.cer (ACI-EL-PP pour une personne).',
  en: 'Add, after the certificate, the ACI that issued it: for tests http://igc-sante.esante.gouv.fr/AC%20TEST/ACI-EL-ORG-TEST.cer, for production /AC/ACI-EL-ORG.cer (ACI-EL-PP for a person).',
};

export const CHAIN_RULES: readonly Rule[] = [
  {
    id: 'chain/igc-sante',
    level: 'MUST',
    requirement: 'S1-016',
    title: { fr: 'Le certificat est émis par l’IGC-Santé', en: 'The certificate is issued by IGC-Santé' },
    uses: CERTIFICATE_USES,
    finds: ({ certificate: { issuer } }) =>
      when(igcSanteAuthority(issuer) === undefined, { issuer: nameToString(issuer) }),
    found: {
      fr: 'Émis par {issuer} et non par l’IGC-Santé : aucun correspondant ne l’acceptera.',
      en: 'Issued by {issuer} and not by IGC-Santé: no counterpart will accept it.',
    },
    next: {
      fr: 'Commander le certificat sur PFCNG ; un certificat auto-signé ou d’une AC interne ne sert pas ici.',
      en: 'Order the certificate on PFCNG; one that is self-signed or of an internal CA is of no use here.',
    },
  },
  {
    id: 'chain/gamme',
    level: 'SHOULD',
    whyNotMust: {
      fr: 'Les documents ne nomment la gamme que par le fichier de l’ACI à ajouter (ACI-EL-ORG).',
      en: 'The documents name the gamme only by the file of the ACI to add (ACI-EL-ORG).',
    },
    requirement: 'S3-016',
    title: {
      fr: 'L’AC est celle de la gamme et du domaine attendus',
      en: 'The CA is that of the expected gamme and domaine',
    },
    uses: CERTIFICATE_USES,
    moot: (examined) =>
      mootForOtherType(examined) ??
      (igcSanteAuthority(examined.certificate.issuer) === undefined ? ISSUER_UNKNOWN : undefined),
    finds: ({ certificate: { issuer }, kind }) => {
      const actual = igcSanteAuthority(issuer);
      const wanted = kind?.issuer;
      if (actual === undefined || wanted === undefined) return undefined;
      return when(actual.gamme !== wanted.gamme || actual.domaine !== wanted.domaine, {
        actual: `${actual.gamme} ${actual.domaine}`,
        wanted: `${wanted.gamme} ${wanted.domaine}`,
      });
    },
    found: {
      fr: 'Émis par l’AC {actual} au lieu de {wanted}.',
      en: 'Issued by the CA {actual} instead of {wanted}.',
    },
    next: {
      fr: 'Une carte (gammes STANDARD, FORT) ne remplace pas un certificat logiciel : commander l’offre ORG, SERV ou PRO.',
      en: 'A card (gammes STANDARD, FORT) does not replace a software certificate: order the offer ORG, SERV or PRO.',
    },
  },
  {
    id: 'chain/aci-present',
    level: 'MUST',
    requirement: 'S3-016',
    rfc: '5246 §7.4.2',
    title: {
      fr: 'Le fichier porte l’ACI qui a émis le certificat',
      en: 'The file has the ACI that issued the certificate',
    },
    uses: CERTIFICATE_USES,
    moot: (examined) =>
      igcSanteAuthority(examined.certificate.issuer) === undefined
        ? ISSUER_UNKNOWN
        : twinOfIssuer(examined) && {
            fr: 'le fichier porte celle de l’autre environnement',
            en: 'the file has that of the other environment',
          },
    finds: ({ certificate, material }) =>
      when(issuerInFile(certificate, material) === undefined, {
        issuer: commonName(certificate.issuer) ?? '—',
      }),
    found: {
      fr: 'L’ACI « {issuer} » manque : qui ne fait confiance qu’à la racine ne peut pas vérifier le certificat.',
      en: 'The ACI “{issuer}” is missing: who trusts the root only cannot verify the certificate.',
    },
    next: ADD_THE_ACI,
  },
  {
    id: 'chain/aci-of-other-environment',
    level: 'MUST',
    requirement: 'S3-016',
    rfc: '5280 §6.1.3',
    title: {
      fr: 'L’ACI jointe est celle de l’environnement du certificat',
      en: 'The ACI that is added is that of the environment of the certificate',
    },
    uses: CERTIFICATE_USES,
    finds: (examined) => {
      const { certificate, material } = examined;
      const twin = issuerInFile(certificate, material) === undefined ? twinOfIssuer(examined) : undefined;
      return twin && { issuer: commonName(certificate.issuer) ?? '—', added: twin.commonName ?? '—' };
    },
    found: {
      fr: 'Émis par « {issuer} », mais joint à « {added} » : cette chaîne ne se vérifie pas. Les documents de l’ANS renvoient à tort à l’ACI de production, même pour un CSR de test.',
      en: 'Issued by “{issuer}”, but joined with “{added}”: this chain does not verify. The ANS documents wrongly send there, to the ACI of production, even for a CSR for tests.',
    },
    next: ADD_THE_ACI,
  },
  {
    id: 'chain/acr-present',
    level: 'SHOULD',
    whyNotMust: {
      fr: 'La racine n’est pas envoyée en TLS : un correspondant a la sienne.',
      en: 'The root is not sent in TLS: a counterpart has its own.',
    },
    requirement: 'S1-056',
    title: {
      fr: 'Le PKCS#12 de PFCNG porte l’ACI et l’ACR',
      en: 'The PKCS#12 of PFCNG has the ACI and the ACR',
    },
    uses: CERTIFICATE_USES,
    moot: ({ material, certificate }) => {
      if (!material.fromPfcng) {
        return { fr: 'le fichier n’est pas un PKCS#12 de PFCNG', en: 'the file is no PKCS#12 of PFCNG' };
      }
      return issuerInFile(certificate, material)
        ? undefined
        : { fr: 'l’ACI elle-même manque', en: 'the ACI itself is missing' };
    },
    finds: ({ certificate, material }) => {
      const aci = issuerInFile(certificate, material);
      return aci && when(issuerInFile(aci, material) === undefined, { root: commonName(aci.issuer) ?? '—' });
    },
    found: {
      fr: 'L’ACR « {root} » manque, que PFCNG met dans ses PKCS#12 : le fichier a été refait.',
      en: 'The ACR “{root}” is missing, which PFCNG puts into its PKCS#12: the file was made again.',
    },
    next: {
      fr: 'Reprendre le fichier téléchargé sur PFCNG, ou y ajouter l’ACR.',
      en: 'Take the file that was downloaded from PFCNG again, or add the ACR to it.',
    },
  },
  {
    id: 'chain/verifies',
    level: 'MUST',
    requirement: 'S1-020',
    rfc: '5280 §6.1.3',
    title: {
      fr: 'Chaque certificat est bien signé par le suivant',
      en: 'Each certificate is signed by the next one indeed',
    },
    uses: 'any',
    finds: (examined) => {
      const link = brokenLink(examined);
      return link && { subject: nameToString(link.subject), issuer: nameToString(link.issuer) };
    },
    found: {
      fr: 'La signature de « {subject} » n’est pas de la clé de « {issuer} » : même nom, autre clé, ou fichier modifié.',
      en: 'The signature of “{subject}” is not of the key of “{issuer}”: same name, another key, or a modified file.',
    },
    next: {
      fr: 'Reprendre le certificat et sa chaîne à leur source.',
      en: 'Take the certificate and its chain from their source again.',
    },
  },
  {
    id: 'chain/known-key',
    level: 'SHOULD',
    whyNotMust: {
      fr: 'Les clés de l’IGC-Santé ne sont pas dans ces documents : elles viennent de ses certificats publiés.',
      en: 'The keys of IGC-Santé are not in these documents: they come from its published certificates.',
    },
    requirement: 'S1-016',
    rfc: '5280 §4.2.1.1',
    title: {
      fr: 'La clé de l’ACI est celle de l’IGC-Santé, ou du banc',
      en: 'The key of the ACI is that of IGC-Santé, or of the bench',
    },
    uses: CERTIFICATE_USES,
    moot: (examined) =>
      knownKeys(examined).length > 0
        ? undefined
        : { fr: 'la clé de cette AC n’est pas connue', en: 'the key of this CA is not known' },
    finds: (examined) => {
      const { issuer, authorityKeyIdentifier } = examined.certificate;
      const keyId = authorityKeyIdentifier?.toString('hex') ?? '';
      return when(keyId !== '' && !knownKeys(examined).includes(keyId), {
        issuer: commonName(issuer) ?? '—',
        keyId,
      });
    },
    found: {
      fr: 'Émis par une AC nommée « {issuer} », dont la clé ({keyId}) n’est ni celle de l’IGC-Santé ni celle de cet état du banc.',
      en: 'Issued by a CA named “{issuer}”, whose key ({keyId}) is neither that of IGC-Santé nor that of this state of the bench.',
    },
    next: {
      fr: 'Le plus souvent, le kit d’un autre état du banc : refaire banc kit avec le même --state que banc run.',
      en: 'Most often the kit of another state of the bench: run banc kit again with the same --state as banc run.',
    },
  },
  {
    id: 'chain/order',
    level: 'SHOULD',
    whyNotMust: {
      fr: 'Bien des correspondants remettent la chaîne en ordre, et l’ANS n’en dit rien.',
      en: 'Many counterparts put the chain in order, and ANS says nothing of it.',
    },
    requirement: 'S3-016',
    rfc: '5246 §7.4.2',
    title: {
      fr: 'Le fichier PEM range le certificat, puis l’ACI, puis l’ACR',
      en: 'The PEM file has the certificate, then the ACI, then the ACR',
    },
    uses: CERTIFICATE_USES,
    moot: ({ material: { form, certificates } }) =>
      form === 'pem' && certificates.length > 1
        ? undefined
        : { fr: 'ce n’est pas une suite de certificats PEM', en: 'it is no sequence of PEM certificates' },
    finds: (examined) => {
      const { material, certificate } = examined;
      const complete = issuerInFile(certificate, material) !== undefined;
      return when(complete && !isInOrder(material));
    },
    found: {
      fr: 'Les certificats ne se suivent pas : OpenSSL et nginx envoient le fichier tel quel.',
      en: 'The certificates do not follow one another: OpenSSL and nginx send the file as it is.',
    },
    next: {
      fr: 'Ranger le fichier : cat certificat.pem aci.pem acr.pem.',
      en: 'Put the file in order: cat certificate.pem aci.pem acr.pem.',
    },
  },
];
