import { checkServerIdentity } from 'node:tls';
import type { Certificate } from '@banc-gap/pki';
import { pemBlocks, type ServedCertificate, type TrustedAuthorities } from '../material.ts';
import type { PeerAccess } from '../peer-client.ts';
import type { Defect, Objection } from './defect.ts';

/** An extension that only the bench has. */
const KNOWN_ARC = '2.25.';

/** Mistakes of a GAP when it calls its payment provider. */
export const PSP_DEFECTS = [
  {
    id: 'psp-trusts-everyone',
    title: {
      fr: 'Ne vérifie rien du prestataire de paiement',
      en: 'Verifies nothing of the payment provider',
    },
    stacks: ['node'],
    broad: true,
    call: { peers: ['psp'], forgives: () => true, names: () => true },
  },
  {
    id: 'psp-trusts-nobody',
    title: {
      fr: 'N’a pas les racines du prestataire, et refuse tout le monde',
      en: 'Does not have the roots of the provider, and refuses everybody',
    },
    stacks: ['node'],
    call: { peers: ['psp'], access: (access, { trust }) => ({ ...access, trust }) },
  },
  {
    id: 'psp-accepts-self-signed',
    title: { fr: 'Accepte un serveur autosigné', en: 'Accepts a self-signed server' },
    stacks: ['node'],
    call: {
      peers: ['psp'],
      forgives: ({ code, position }) => code === 'self-signed-untrusted' && position === 0,
    },
  },
  {
    id: 'psp-accepts-any-root',
    title: {
      fr: 'Accepte la racine que le serveur envoie lui-même',
      en: 'Accepts the root that the server itself sends',
    },
    stacks: ['node'],
    call: {
      peers: ['psp'],
      forgives: ({ code, position }) => code === 'self-signed-untrusted' && position > 0,
    },
  },
  {
    id: 'psp-trusts-terminal-pki',
    title: {
      fr: 'Fait aussi confiance à l’AC des TPE pour le prestataire',
      en: 'Trusts the CA of the terminals for the provider, too',
    },
    stacks: ['node'],
    call: { peers: ['psp'], access: trusting },
  },
  {
    id: 'psp-trusts-igc-sante',
    title: {
      fr: 'Fait aussi confiance à l’IGC-Santé pour le prestataire',
      en: 'Trusts IGC-Santé for the provider, too',
    },
    stacks: ['node'],
    needs: 'igcSante',
    call: {
      peers: ['psp'],
      access: (access, { alternatives }) => trusting(access, alternatives?.igcSante),
    },
  },
  {
    id: 'psp-accepts-incomplete-chain',
    title: {
      fr: 'Accepte un serveur dont l’AC est introuvable',
      en: 'Accepts a server whose CA is nowhere to be found',
    },
    stacks: ['node'],
    call: { peers: ['psp'], forgives: ({ code }, chain) => code === 'issuer-unknown' && chain.length === 1 },
  },
  {
    id: 'psp-ignores-leaf-signature',
    title: {
      fr: 'Ne vérifie pas la signature du certificat du serveur',
      en: 'Does not verify the signature of the server’s certificate',
    },
    stacks: ['node'],
    call: {
      peers: ['psp'],
      forgives: ({ code, position }, chain) =>
        code === 'signature-invalid' && position === 0 && chain.length > 1,
    },
  },
  {
    id: 'psp-ignores-ca-signature',
    title: {
      fr: 'Ne vérifie pas la signature de l’AC intermédiaire',
      en: 'Does not verify the signature of the intermediate CA',
    },
    stacks: ['node'],
    call: { peers: ['psp'], forgives: ({ code, position }) => code === 'signature-invalid' && position > 0 },
  },
  {
    id: 'psp-ignores-leaf-expiry',
    title: {
      fr: 'Ne voit pas que le certificat du serveur a expiré',
      en: 'Does not see that the certificate of the server has expired',
    },
    stacks: ['node'],
    call: { peers: ['psp'], forgives: ({ code, position }) => code === 'expired' && position === 0 },
  },
  {
    id: 'psp-ignores-leaf-beginning',
    title: {
      fr: 'Ne voit pas que le certificat du serveur n’est pas encore valide',
      en: 'Does not see that the certificate of the server is not valid yet',
    },
    stacks: ['node'],
    call: { peers: ['psp'], forgives: ({ code, position }) => code === 'not-yet-valid' && position === 0 },
  },
  {
    id: 'psp-ignores-ca-expiry',
    title: {
      fr: 'Ne voit pas qu’une AC du prestataire a expiré',
      en: 'Does not see that a CA of the provider has expired',
    },
    stacks: ['node'],
    call: { peers: ['psp'], forgives: ({ code, position }) => code === 'expired' && position > 0 },
  },
  {
    id: 'psp-ignores-ca-beginning',
    title: {
      fr: 'Ne voit pas qu’une AC du prestataire n’est pas encore valide',
      en: 'Does not see that a CA of the provider is not valid yet',
    },
    stacks: ['node'],
    call: { peers: ['psp'], forgives: ({ code, position }) => code === 'not-yet-valid' && position > 0 },
  },
  {
    id: 'psp-ignores-basic-constraints',
    title: { fr: 'Prend tout émetteur pour une AC', en: 'Takes any issuer for a CA' },
    stacks: ['node'],
    call: { peers: ['psp'], forgives: (objection, chain) => faultOfIssuer(objection, chain) === 'not-a-ca' },
  },
  {
    id: 'psp-ignores-ca-key-usage',
    title: { fr: 'Ignore le keyUsage d’une AC', en: 'Ignores the keyUsage of a CA' },
    stacks: ['node'],
    call: {
      peers: ['psp'],
      forgives: (objection, chain) => faultOfIssuer(objection, chain) === 'no-key-cert-sign',
    },
  },
  {
    id: 'psp-ignores-extended-key-usage',
    title: { fr: 'Ignore extendedKeyUsage du serveur', en: 'Ignores the extendedKeyUsage of the server' },
    stacks: ['node'],
    call: { peers: ['psp'], forgives: ({ code }) => code === 'extended-key-usage' },
  },
  {
    id: 'psp-ignores-critical-extensions',
    title: {
      fr: 'Passe sur les extensions critiques qu’il ne connaît pas',
      en: 'Passes over critical extensions that it does not know',
    },
    stacks: ['node'],
    call: { peers: ['psp'], forgives: ({ code }) => code === 'critical-extension-unknown' },
  },
  {
    id: 'psp-refuses-unknown-extensions',
    title: {
      fr: 'Refuse toute extension qu’il ne connaît pas, même non critique',
      en: 'Refuses any extension that it does not know, critical or not',
    },
    stacks: ['node'],
    call: {
      peers: ['psp'],
      refuses: ({ extensions }) => extensions.some(({ oid }) => oid.startsWith(KNOWN_ARC)),
    },
  },
  {
    id: 'psp-ignores-names',
    title: {
      fr: 'Ne compare pas le nom du serveur à son certificat',
      en: 'Does not compare the name of the server with its certificate',
    },
    stacks: ['node'],
    call: { peers: ['psp'], names: () => true },
  },
  {
    id: 'psp-reads-common-name',
    title: { fr: 'Compare le nom au CN seul', en: 'Compares the name with the CN only' },
    stacks: ['node'],
    call: { peers: ['psp'], names: (host, { commonName }) => commonName === host },
  },
  {
    id: 'psp-reads-common-name-too',
    title: {
      fr: 'Se contente du CN quand les noms DNS ne vont pas',
      en: 'Is content with the CN where the DNS names do not fit',
    },
    stacks: ['node'],
    call: {
      peers: ['psp'],
      names: (host, leaf) => leaf.commonName === host || dnsNames(leaf).includes(host),
    },
  },
  {
    id: 'psp-compares-beginnings',
    title: { fr: 'Compare le début des noms', en: 'Compares the beginnings of names' },
    stacks: ['node'],
    call: { peers: ['psp'], names: (host, leaf) => dnsNames(leaf).some((name) => name.startsWith(host)) },
  },
  {
    id: 'psp-lets-wildcards-span-dots',
    title: {
      fr: 'Laisse un joker valoir pour plusieurs niveaux',
      en: 'Lets a wildcard stand for several levels',
    },
    stacks: ['node'],
    call: {
      peers: ['psp'],
      names: (host, leaf) =>
        dnsNames(leaf).some((name) => (name.startsWith('*.') ? host.endsWith(name.slice(1)) : name === host)),
    },
  },
  {
    id: 'psp-no-prescribed-cipher',
    title: {
      fr: 'Appelle le prestataire sans la suite prescrite',
      en: 'Calls the provider without the prescribed suite',
    },
    stacks: ['node'],
    call: {
      peers: ['psp'],
      options: (options) => ({
        ...options,
        ciphers: 'ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256',
      }),
    },
  },
  {
    id: 'psp-offers-null',
    title: { fr: 'Propose des suites sans chiffrement', en: 'Offers suites without encryption' },
    stacks: ['node'],
    call: {
      peers: ['psp'],
      options: (options) => ({ ...options, ciphers: `${options.ciphers}:NULL-SHA256:@SECLEVEL=0` }),
    },
  },
  {
    id: 'psp-offers-anonymous',
    title: { fr: 'Propose des suites anonymes', en: 'Offers anonymous suites' },
    stacks: ['node'],
    call: {
      peers: ['psp'],
      options: (options) => ({ ...options, ciphers: `${options.ciphers}:ADH-AES256-SHA256:@SECLEVEL=0` }),
    },
  },
  {
    id: 'psp-sends-no-server-name',
    title: { fr: 'N’envoie pas de SNI', en: 'Sends no SNI' },
    stacks: ['node'],
    call: {
      peers: ['psp'],
      options: ({ servername = '', ...options }) => ({
        ...options,
        servername: '',
        checkServerIdentity: (_, certificate) => checkServerIdentity(servername, certificate),
      }),
    },
  },
  {
    id: 'psp-presents-nothing',
    title: { fr: 'Ne présente aucun certificat', en: 'Presents no certificate' },
    stacks: ['node'],
    call: { peers: ['psp'], options: ({ key: _key, cert: _cert, ...options }) => options },
  },
  {
    id: 'psp-omits-intermediate',
    title: {
      fr: 'Présente son certificat de client sans l’AC intermédiaire',
      en: 'Presents its client certificate without the intermediate CA',
    },
    stacks: ['node'],
    call: {
      peers: ['psp'],
      access: ({ client, ...access }) => ({
        ...access,
        ...(client && {
          client: { ...client, certificateChain: pemBlocks(client.certificateChain)[0] ?? '' },
        }),
      }),
    },
  },
  {
    id: 'psp-presents-expired-certificate',
    title: { fr: 'Présente un certificat de client expiré', en: 'Presents an expired client certificate' },
    stacks: ['node'],
    needs: 'expiredClient',
    call: {
      peers: ['psp'],
      access: (access, { alternatives }) => presenting(access, alternatives?.expiredClient),
    },
  },
  {
    id: 'psp-presents-server-certificate',
    title: {
      fr: 'Présente au prestataire son certificat de serveur (SSL_SERVEUR)',
      en: 'Presents its server certificate (SSL_SERVEUR) to the provider',
    },
    stacks: ['node'],
    call: { peers: ['psp'], access: (access, server) => ({ ...access, client: server }) },
  },
  {
    id: 'psp-presents-other-service',
    title: {
      fr: 'Présente le certificat d’un autre service applicatif',
      en: 'Presents the certificate of another service applicatif',
    },
    stacks: ['node'],
    needs: 'otherService',
    call: {
      peers: ['psp'],
      access: (access, { alternatives }) => presenting(access, alternatives?.otherService),
    },
  },
] as const satisfies readonly Defect[];

/** With the CRLs, without which OpenSSL would refuse all the same. */
function trusting(access: PeerAccess, others: TrustedAuthorities | undefined): PeerAccess {
  if (others === undefined) return access;
  const { trust, crls = [] } = access;
  return { ...access, trust: trust + others.trust, crls: [...crls, ...others.crls] };
}

function presenting(access: PeerAccess, client: ServedCertificate | undefined): PeerAccess {
  return client ? { ...access, client } : access;
}

function dnsNames({ subjectAlternativeName = [] }: Certificate): string[] {
  return subjectAlternativeName.flatMap((name) => (name.type === 'dNSName' ? [name.value] : []));
}

/** Several rules are broken at once where one extension of a CA contradicts another. */
function faultOfIssuer(
  { code, position }: Objection,
  chain: readonly Certificate[],
): 'not-a-ca' | 'no-key-cert-sign' | undefined {
  if (!AGAINST_ISSUERS.has(code)) return undefined;
  return chain[position]?.basicConstraints?.ca ? 'no-key-cert-sign' : 'not-a-ca';
}

const AGAINST_ISSUERS: ReadonlySet<Objection['code']> = new Set([
  'not-a-ca',
  'ca-key-usage',
  'basic-constraints-inconsistent',
]);
