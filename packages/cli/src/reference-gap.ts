import {
  type Authorities,
  type AuthorityId,
  type KitFolder,
  kitMaterial,
  kitSubject,
  type PkiName,
  TEST_STRUCTURE,
} from '@banc-gap/mock-igc-sante';
import {
  attribute,
  type Certificate,
  type Credential,
  type Crl,
  generateKeyPair,
  type IssueOrder,
  keyIdentifier,
  type Name,
  type SubjectInput,
} from '@banc-gap/pki';
import {
  type Alternatives,
  DEFECTS,
  type DefectId,
  type DpUsers,
  type GapMaterial,
  type OcspOptions,
  type PeerAccess,
  type PeerName,
  type ReferenceGap,
  type ReferenceGapOptions,
  type RocFiles,
  type ServedCertificate,
  type Stack,
  startReferenceGap,
} from '@banc-gap/ref-gap';
import { connect, createTls12Server } from '@banc-gap/tls12';

export interface GapOptions {
  readonly fqdn: string;
  readonly stack: Stack;
  readonly defects?: readonly DefectId[];
  /** Default 127.0.0.1. */
  readonly host?: string;
  readonly port?: number;
  /** The file with the dossiers of its office; default one that is lost with the process. */
  readonly ledger?: string;
  /** Terminals are checked by OCSP, too, where their certificates name a responder. */
  readonly ocsp?: OcspOptions;
  /** In place of what the kit has. */
  readonly certificates?: Readonly<Partial<Record<KitFolder, ServedCertificate>>>;
  /** Those it calls. */
  readonly peers?: Readonly<Partial<Record<PeerName, PeerLocation>>>;
}

export interface PeerLocation extends Pick<PeerAccess, 'host' | 'port'> {
  /** Default 127.0.0.1. */
  readonly address?: string;
}

interface PeerFiles {
  readonly client?: KitFolder;
  readonly pki: PkiName;
  /** What of that PKI has to be there; default all of it. */
  readonly authority?: AuthorityId;
}

/** What of the kit the GAP calls each peer with. */
const PEER_FILES: Readonly<Record<PeerName, PeerFiles>> = {
  psp: { client: 'diapason-psp-client', pki: 'psp' },
  annuaire: { client: 'roc-annuaire-client', pki: 'amc' },
  amc: { pki: 'amc' },
  dp: { client: 'dp-medecin-auth', pki: 'igcSante', authority: 'igc-sante-test/aci-el-pp' },
};

/** Starts the reference GAP with what `banc kit` would have given it. */
export async function startGap(authorities: Authorities, options: GapOptions): Promise<ReferenceGap> {
  return startReferenceGap({
    ...(await gapOptions(authorities, options)),
    createSecureServer: createTls12Server,
    createSecureClient: connect,
  });
}

/** The same, as data for another process: without what the stack tls12 is made with. */
export async function gapOptions(
  authorities: Authorities,
  { fqdn, peers = {}, certificates = {}, ...options }: GapOptions,
): Promise<ReferenceGapOptions> {
  const right = { ...(await rightMaterial(authorities, fqdn)), ...certificates['diapason-tpe-server'] };
  const known = Object.entries(peers).map(
    async ([name, where]) =>
      [name, await peerAccess(authorities, name as PeerName, where, certificates)] as const,
  );
  const material = options.defects?.length
    ? { ...right, alternatives: await wrongMaterial(authorities, fqdn, options.defects) }
    : right;
  return {
    ...options,
    peers: Object.fromEntries(await Promise.all(known)),
    ...(peers.dp && { dpUsers: await dpUsers(authorities) }),
    ...(peers.amc && { roc: await rocFiles(authorities) }),
    material,
  };
}

async function rightMaterial(authorities: Authorities, fqdn: string): Promise<GapMaterial> {
  const material = await kitMaterial(authorities, fqdn, ['diapason-tpe-server']);
  return {
    ...serverPem(material['diapason-tpe-server']),
    trust: pem(authorities.trust.tpe),
    crls: [pem(authorities.crls().tpe)],
  };
}

async function peerAccess(
  authorities: Authorities,
  name: PeerName,
  where: PeerLocation,
  certificates: NonNullable<GapOptions['certificates']>,
): Promise<PeerAccess> {
  const { client: folder, pki, authority = pki } = PEER_FILES[name];
  await authorities.establish(authority);
  const client = folder && (await kitMaterial(authorities, undefined, [folder]))[folder];
  return {
    address: '127.0.0.1',
    ...where,
    ...(client && { client: certificates[folder] ?? serverPem(client) }),
    trust: pem(authorities.trust[pki]),
    crls: [pem(authorities.crls()[pki])],
  };
}

/** What of the kit the GAP talks to insurers with. */
async function rocFiles(authorities: Authorities): Promise<RocFiles> {
  const { 'roc-amc-sign': signature } = await kitMaterial(authorities, undefined, ['roc-amc-sign']);
  return {
    signature: serverPem(signature),
    replies: {
      trust: pem(authorities.trust.amc),
      authority: authorities.certificate('igc-osi/ac-services-applicatifs').pem,
      crls: [pem(authorities.crls().amc)],
    },
  };
}

/** The certificates of the kit that are persons', by the person. */
async function dpUsers(authorities: Authorities): Promise<DpUsers> {
  const pharmacist = await kitMaterial(authorities, undefined, ['dp-pharmacien-auth', 'dp-pharmacien-sign']);
  const others = await kitMaterial(authorities, undefined, ['dp-medecin-auth', 'dp-agent-admission-auth']);
  const user = (auth: Credential, sign?: Credential) => [
    auth.certificate.commonName!,
    { auth: serverPem(auth), ...(sign && { sign: serverPem(sign) }) },
  ];
  return Object.fromEntries([
    user(pharmacist['dp-pharmacien-auth'], pharmacist['dp-pharmacien-sign']),
    ...Object.values(others).map((auth) => user(auth)),
  ]) as DpUsers;
}

/** A colleague of the pharmacist of the kit. */
const ANOTHER_PHARMACIST: SubjectInput = {
  professional: {
    givenName: 'MAXIME',
    surname: 'AUTRE PHARMACIEN BANC GAP',
    nationalId: '899700000039',
    profession: 'Pharmacien',
  },
};

/** The files that these defects install in place of the right ones. */
async function wrongMaterial(
  authorities: Authorities,
  fqdn: string,
  defects: readonly DefectId[],
): Promise<Alternatives> {
  const wanted = new Set(DEFECTS.filter(({ id }) => defects.includes(id)).flatMap(({ needs = [] }) => needs));
  const makers = alternativesOf(authorities, fqdn);
  const made = [...wanted].map(async (name) => [name, await makers[name]()] as const);
  return Object.fromEntries(await Promise.all(made));
}

function alternativesOf(
  authorities: Authorities,
  fqdn: string,
): { readonly [Name in keyof Alternatives]-?: () => Promise<NonNullable<Alternatives[Name]>> } {
  const issue = (orderId: string, order: Partial<IssueOrder> = {}) =>
    authorities.issue({
      orderId: `reference-gap/${orderId}/${fqdn}`,
      profile: 'igc-sante-test/ssl-serveur',
      subject: { structure: TEST_STRUCTURE, fqdn },
      ...order,
    });
  const serve = async (orderId: string, order?: Partial<IssueOrder>) =>
    serverPem(await issue(orderId, order));
  const pspClient = (serviceApplicatif: string) =>
    ({
      profile: 'igc-sante-test/org-auth-cli',
      subject: { structure: TEST_STRUCTURE, serviceApplicatif },
    }) as const;
  const signer = (serviceApplicatif: string) =>
    ({
      profile: 'igc-sante-test/org-sign',
      subject: { structure: TEST_STRUCTURE, serviceApplicatif },
    }) as const;
  const otherName = `other.${fqdn}`;
  const another = { subject: { structure: TEST_STRUCTURE, fqdn: otherName } };
  return {
    anotherName: () => serve('another-name', another),
    nameAsAlternative: () =>
      serve('name-as-alternative', { subject: { ...another.subject, alternativeNames: [fqdn] } }),
    trailingDot: async () => {
      const { certificate } = await issue('right');
      return serve('trailing-dot', { defect: { subject: withCommonName(certificate.subject, `${fqdn}.`) } });
    },
    anotherAlternativeName: () =>
      serve('another-alternative-name', {
        defect: { extensions: { subjectAltName: { value: [{ type: 'dNSName', value: otherName }] } } },
      }),
    shortKey: async () => {
      const { publicKey, privateKey } = await generateKeyPair('rsa-1024');
      const credential = await issue(`short-key/${keyIdentifier(publicKey).toString('hex')}`, { publicKey });
      return serverPem({ ...credential, privateKey });
    },
    mismatchedKey: async () => {
      const [{ certificateChain }, { privateKey }] = [
        await serve('right'),
        await serve('another-name', another),
      ];
      return { certificateChain, privateKey };
    },
    expired: () => serve('expired', { notBefore: fourYearsAgo() }),
    clientCertificate: () =>
      serve('client-certificate', {
        profile: 'igc-sante-test/org-auth-cli',
        subject: { structure: TEST_STRUCTURE, serviceApplicatif: fqdn },
      }),
    expiredDoctor: () =>
      serve('expired-doctor', {
        profile: 'igc-sante-test/pro-auth',
        subject: kitSubject('dp-medecin-auth'),
        notBefore: fourYearsAgo(),
      }),
    anotherPharmacist: () =>
      serve('another-pharmacist', { profile: 'igc-sante-test/pro-sign', subject: ANOTHER_PHARMACIST }),
    expiredClient: () =>
      serve('expired-client', { ...pspClient('Client_Diapason_PSP'), notBefore: fourYearsAgo() }),
    otherService: () => serve('other-service', pspClient('Client_ROC_Annuaire_AMC')),
    expiredSigner: () =>
      serve('expired-signer', { ...signer('Client_ROC_WebServices_AMC'), notBefore: fourYearsAgo() }),
    otherSigner: () => serve('other-signer', signer('Client_ROC_Autre')),
    expiredAnnuaireClient: () =>
      serve('expired-annuaire-client', {
        ...pspClient('Client_ROC_Annuaire_AMC'),
        notBefore: fourYearsAgo(),
      }),
    pspClient: () => serve('psp-client', pspClient('Client_Diapason_PSP')),
    igcSante: async () => ({
      trust: pem(authorities.trust.igcSante),
      crls: [pem(authorities.crls().igcSante)],
    }),
  };
}

function withCommonName(name: Name, commonName: string): Name {
  const { type } = attribute('CN', commonName);
  return name.map((attributes) =>
    attributes.map((found) => (found.type === type ? { ...found, value: commonName } : found)),
  );
}

/** A certificate lives three years. */
function fourYearsAgo(): Date {
  const date = new Date();
  date.setUTCFullYear(date.getUTCFullYear() - 4);
  return date;
}

export function serverPem({ certificate, chain, privateKey }: Credential): {
  privateKey: string;
  certificateChain: string;
} {
  if (!privateKey) throw new TypeError('a server needs a private key');
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificateChain: pem([certificate, ...chain.slice(0, -1)]),
  };
}

function pem(objects: readonly (Certificate | Crl)[]): string {
  return objects.map((object) => object.pem).join('');
}
