import { checkServerIdentity } from 'node:tls';
import { Certificate, namesEqual } from '@banc-gap/pki';
import {
  type Alternatives,
  pemBlocks,
  type ServedCertificate,
  type TrustedAuthorities,
} from '../material.ts';
import type { PeerAccess, PeerName } from '../peer-client.ts';
import type { CallDefect, Defect, Objection } from './defect.ts';

/** An extension that only the bench has. */
const KNOWN_ARC = '2.25.';

/** Of the wrong files, those that are certificates of the GAP as a client of one server. */
interface WrongClients {
  readonly expired: ClientFile;
  readonly otherService: ClientFile;
}
type ClientFile = {
  [File in keyof Alternatives]-?: NonNullable<Alternatives[File]> extends ServedCertificate ? File : never;
}[keyof Alternatives];

/** Mistakes of a GAP in judging a server by its certificate, and in showing its own; on node:tls only. */
export function serverDefects<Prefix extends string>(prefix: Prefix, peer: PeerName, files: WrongClients) {
  const one = <Ending extends string>(
    ending: Ending,
    fr: string,
    en: string,
    call: Omit<CallDefect, 'peers'>,
    more: Partial<Pick<Defect, 'broad' | 'needs' | 'stacks'>> = {},
  ) =>
    ({
      id: `${prefix}-${ending}`,
      title: { fr, en },
      stacks: ['node'],
      ...more,
      call: { peers: [peer], ...call },
    }) as const;
  return [
    one(
      'trusts-everyone',
      'Ne vérifie rien du serveur',
      'Verifies nothing of the server',
      { forgives: () => true, names: () => true },
      { broad: true },
    ),
    one(
      'trusts-nobody',
      'N’a pas les racines du serveur, et refuse tout le monde',
      'Does not have the roots of the server, and refuses everybody',
      { access: (access, { trust }) => ({ ...access, trust }) },
    ),
    one('accepts-self-signed', 'Accepte un serveur autosigné', 'Accepts a self-signed server', {
      forgives: ({ code, position }) => code === 'self-signed-untrusted' && position === 0,
    }),
    one(
      'accepts-any-root',
      'Accepte la racine que le serveur envoie lui-même',
      'Accepts the root that the server itself sends',
      { forgives: ({ code, position }) => code === 'self-signed-untrusted' && position > 0 },
    ),
    one(
      'trusts-terminal-pki',
      'Fait aussi confiance à l’AC des TPE pour ce serveur',
      'Trusts the CA of the terminals for this server, too',
      { access: trusting },
    ),
    one(
      'trusts-igc-sante',
      'Fait aussi confiance à l’IGC-Santé pour ce serveur',
      'Trusts IGC-Santé for this server, too',
      { access: (access, { alternatives }) => trusting(access, alternatives?.igcSante) },
      { needs: 'igcSante' },
    ),
    one(
      'accepts-incomplete-chain',
      'Accepte un serveur dont l’AC est introuvable',
      'Accepts a server whose CA is nowhere to be found',
      { forgives: ({ code }, chain) => code === 'issuer-unknown' && chain.length === 1 },
    ),
    one(
      'trusts-issuer-by-name',
      'Reconnaît la racine à son nom, sans vérifier sa clé',
      'Knows the root by its name, without checking its key',
      { forgives: ({ code, position }) => code === 'authority-key-identifier' && position > 0 },
    ),
    one(
      'accepts-any-order',
      'Cherche le certificat du serveur où qu’il soit dans la liste',
      'Looks for the certificate of the server wherever it is in the list',
      {
        secure: (settings) => ({
          ...settings,
          verifyPeer: (sent) => {
            const chain = leafFirst(sent);
            const verdict = settings.verifyPeer(chain);
            return verdict.accepted
              ? { ...verdict, publicKey: Certificate.parse(chain[0]!).publicKey }
              : verdict;
          },
        }),
      },
      { stacks: ['tls12'] },
    ),
    one(
      'refuses-extra-certificates',
      'Refuse une liste où chaque certificat n’est pas celui de l’émetteur du précédent',
      'Refuses a list in which a certificate is not that of the issuer of the one before',
      {
        secure: (settings) => ({
          ...settings,
          verifyPeer: (sent) =>
            isChain(sent)
              ? settings.verifyPeer(sent)
              : { accepted: false, alert: 'bad_certificate', reason: 'not one chain' },
        }),
      },
      { stacks: ['tls12'] },
    ),
    one(
      'ignores-leaf-signature',
      'Ne vérifie pas la signature du certificat du serveur',
      'Does not verify the signature of the server’s certificate',
      {
        forgives: ({ code, position }, chain) =>
          code === 'signature-invalid' && position === 0 && chain.length > 1,
      },
    ),
    one(
      'ignores-ca-signature',
      'Ne vérifie pas la signature de l’AC intermédiaire',
      'Does not verify the signature of the intermediate CA',
      { forgives: ({ code, position }) => code === 'signature-invalid' && position > 0 },
    ),
    one(
      'ignores-leaf-expiry',
      'Ne voit pas que le certificat du serveur a expiré',
      'Does not see that the certificate of the server has expired',
      { forgives: ({ code, position }) => code === 'expired' && position === 0 },
    ),
    one(
      'ignores-leaf-beginning',
      'Ne voit pas que le certificat du serveur n’est pas encore valide',
      'Does not see that the certificate of the server is not valid yet',
      { forgives: ({ code, position }) => code === 'not-yet-valid' && position === 0 },
    ),
    one(
      'ignores-ca-expiry',
      'Ne voit pas qu’une AC du serveur a expiré',
      'Does not see that a CA of the server has expired',
      { forgives: ({ code, position }) => code === 'expired' && position > 0 },
    ),
    one(
      'ignores-ca-beginning',
      'Ne voit pas qu’une AC du serveur n’est pas encore valide',
      'Does not see that a CA of the server is not valid yet',
      { forgives: ({ code, position }) => code === 'not-yet-valid' && position > 0 },
    ),
    one('ignores-basic-constraints', 'Prend tout émetteur pour une AC', 'Takes any issuer for a CA', {
      forgives: (objection, chain) => faultOfIssuer(objection, chain) === 'not-a-ca',
    }),
    one(
      'accepts-end-entity-issuer',
      'Laisse un serveur émettre des certificats pour d’autres',
      'Lets a server issue certificates for others',
      {
        forgives: (objection, chain) =>
          AGAINST_ISSUERS.has(objection.code) && chain[1]?.subjectAlternativeName !== undefined,
      },
    ),
    one(
      'ignores-path-length',
      'Ne compte pas les AC intermédiaires (pathLenConstraint)',
      'Does not count intermediate CAs (pathLenConstraint)',
      { forgives: ({ code }) => code === 'path-length-exceeded' },
    ),
    one('ignores-ca-key-usage', 'Ignore le keyUsage d’une AC', 'Ignores the keyUsage of a CA', {
      forgives: (objection, chain) => faultOfIssuer(objection, chain) === 'no-key-cert-sign',
    }),
    one(
      'ignores-extended-key-usage',
      'Ignore extendedKeyUsage du serveur',
      'Ignores the extendedKeyUsage of the server',
      { forgives: ({ code }) => code === 'extended-key-usage' },
    ),
    one(
      'ignores-critical-extensions',
      'Passe sur les extensions critiques qu’il ne connaît pas',
      'Passes over critical extensions that it does not know',
      { forgives: ({ code }) => code === 'critical-extension-unknown' },
    ),
    one(
      'refuses-unknown-extensions',
      'Refuse toute extension qu’il ne connaît pas, même non critique',
      'Refuses any extension that it does not know, critical or not',
      { refuses: ({ extensions }) => extensions.some(({ oid }) => oid.startsWith(KNOWN_ARC)) },
    ),
    one(
      'ignores-names',
      'Ne compare pas le nom du serveur à son certificat',
      'Does not compare the name of the server with its certificate',
      { names: () => true },
    ),
    one('reads-common-name', 'Compare le nom au CN seul', 'Compares the name with the CN only', {
      names: (host, { commonName }) => commonName === host,
    }),
    one(
      'reads-common-name-too',
      'Se contente du CN quand les noms DNS ne vont pas',
      'Is content with the CN where the DNS names do not fit',
      { names: (host, leaf) => leaf.commonName === host || dnsNames(leaf).includes(host) },
    ),
    one('compares-beginnings', 'Compare le début des noms', 'Compares the beginnings of names', {
      names: (host, leaf) => dnsNames(leaf).some((name) => name.startsWith(host)),
    }),
    one(
      'lets-wildcards-span-dots',
      'Laisse un joker valoir pour plusieurs niveaux',
      'Lets a wildcard stand for several levels',
      {
        names: (host, leaf) =>
          dnsNames(leaf).some((name) =>
            name.startsWith('*.') ? host.endsWith(name.slice(1)) : name === host,
          ),
      },
    ),
    one('offers-null', 'Propose des suites sans chiffrement', 'Offers suites without encryption', {
      options: (options) => ({ ...options, ciphers: `${options.ciphers}:NULL-SHA256:@SECLEVEL=0` }),
    }),
    one('offers-anonymous', 'Propose des suites anonymes', 'Offers anonymous suites', {
      options: (options) => ({ ...options, ciphers: `${options.ciphers}:ADH-AES256-SHA256:@SECLEVEL=0` }),
    }),
    one('sends-no-server-name', 'N’envoie pas de SNI', 'Sends no SNI', {
      options: ({ servername = '', ...options }) => ({
        ...options,
        servername: '',
        checkServerIdentity: (_, certificate) => checkServerIdentity(servername, certificate),
      }),
    }),
    one('presents-nothing', 'Ne présente aucun certificat', 'Presents no certificate', {
      options: ({ key: _key, cert: _cert, ...options }) => options,
    }),
    one(
      'omits-intermediate',
      'Présente son certificat de client sans l’AC intermédiaire',
      'Presents its client certificate without the intermediate CA',
      {
        access: ({ client, ...access }) => ({
          ...access,
          ...(client && {
            client: { ...client, certificateChain: pemBlocks(client.certificateChain)[0] ?? '' },
          }),
        }),
      },
    ),
    one(
      'presents-expired-certificate',
      'Présente un certificat de client expiré',
      'Presents an expired client certificate',
      { access: (access, { alternatives }) => presenting(access, alternatives?.[files.expired]) },
      { needs: files.expired },
    ),
    one(
      'presents-server-certificate',
      'Présente son certificat de serveur (SSL_SERVEUR)',
      'Presents its server certificate (SSL_SERVEUR)',
      { access: (access, server) => ({ ...access, client: server }) },
    ),
    one(
      'presents-other-service',
      'Présente le certificat d’un autre service applicatif',
      'Presents the certificate of another service applicatif',
      { access: (access, { alternatives }) => presenting(access, alternatives?.[files.otherService]) },
      { needs: files.otherService },
    ),
  ] as const;
}

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

/** The certificate that is no CA’s, then the others. */
function leafFirst(sent: readonly Buffer[]): readonly Buffer[] {
  const isCa = (der: Buffer) => Certificate.parse(der).basicConstraints?.ca === true;
  const others = sent.filter(isCa);
  return [...sent.filter((der) => !others.includes(der)), ...others];
}

function isChain(sent: readonly Buffer[]): boolean {
  const chain = sent.map((der) => Certificate.parse(der));
  return chain.every(({ subject }, index) => index === 0 || namesEqual(subject, chain[index - 1]!.issuer));
}
