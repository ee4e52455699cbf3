import { ALGORITHMS } from '../../object-identifiers.ts';
import { describeKey, nameOfOid } from '../facts.ts';
import type { Examined, Rule } from '../rule.ts';
import { SERVER_USES } from '../uses.ts';
import { when } from './when.ts';

const isRsa = ({ certificate }: Examined): boolean => certificate.publicKey.asymmetricKeyType === 'rsa';

export const STRENGTH_RULES: readonly Rule[] = [
  {
    id: 'strength/rsa-server',
    level: 'MUST',
    requirement: 'S1-070',
    rfc: '4492 §2.4',
    title: {
      fr: 'La clé du serveur est une clé RSA, comme la suite prescrite le veut',
      en: 'The key of the server is an RSA key, as the prescribed suite wants',
    },
    uses: SERVER_USES,
    finds: (examined) => when(!isRsa(examined), { key: describeKey(examined.certificate.publicKey) }),
    found: {
      fr: 'Clé {key} : la suite prescrite par l’ANS (ECDHE_RSA) ne peut pas être négociée.',
      en: 'Key {key}: the suite that ANS prescribes (ECDHE_RSA) cannot be negotiated.',
    },
    next: {
      fr: 'Faire une clé RSA de 2048 bits, et un CSR avec elle.',
      en: 'Make an RSA key of 2048 bits, and a CSR with it.',
    },
  },
  {
    id: 'strength/key',
    level: 'SHOULD',
    whyNotMust: {
      fr: 'La taille de la clé est une règle de l’IGC-Santé, pas de ces documents.',
      en: 'The size of the key is a rule of IGC-Santé, not of these documents.',
    },
    requirement: 'S1-055',
    rfc: '9325 §4.5',
    title: {
      fr: 'La clé est RSA, de 2048 bits au moins',
      en: 'The key is RSA, of 2048 bits at least',
    },
    uses: 'any',
    finds: (examined) => {
      const { publicKey } = examined.certificate;
      const ofServer = examined.uses.every((use) => SERVER_USES.includes(use)) && examined.uses.length > 0;
      const wrong = isRsa(examined) ? (publicKey.asymmetricKeyDetails?.modulusLength ?? 0) < 2048 : !ofServer;
      return when(wrong, { key: describeKey(publicKey) });
    },
    found: {
      fr: 'Clé {key} au lieu de RSA, 2048 bits au moins.',
      en: 'Key {key} instead of RSA of at least 2048 bits.',
    },
    next: {
      fr: 'Faire une clé RSA de 2048 bits, et un CSR avec elle.',
      en: 'Make an RSA key of 2048 bits, and a CSR with it.',
    },
  },
  {
    id: 'strength/signature',
    level: 'SHOULD',
    whyNotMust: {
      fr: 'Les documents de l’ANS ne nomment pas d’algorithme ; Java accepte SHA-1 selon sa configuration.',
      en: 'The ANS documents name no algorithm; Java accepts SHA-1 depending on its configuration.',
    },
    requirement: 'S1-016',
    rfc: '9155 §2',
    title: {
      fr: 'Le certificat est signé avec RSA et SHA-256',
      en: 'The certificate is signed with RSA and SHA-256',
    },
    uses: 'any',
    finds: ({ certificate: { signatureAlgorithm } }) =>
      when(signatureAlgorithm !== ALGORITHMS.sha256WithRSAEncryption, {
        algorithm: nameOfOid(ALGORITHMS, signatureAlgorithm),
      }),
    found: {
      fr: 'Signé avec {algorithm} au lieu de sha256WithRSAEncryption.',
      en: 'Signed with {algorithm} instead of sha256WithRSAEncryption.',
    },
    next: {
      fr: 'Un certificat SHA-1 date de l’ancienne IGC (GIP-CPS) : en commander un de l’IGC-Santé.',
      en: 'A SHA-1 certificate is of the former PKI (GIP-CPS): order one of IGC-Santé.',
    },
  },
];
