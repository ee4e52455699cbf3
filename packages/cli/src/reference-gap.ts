import { type Authorities, kitMaterial, TEST_STRUCTURE } from '@banc-gap/mock-igc-sante';
import type { Certificate, Credential, Crl, IssueOrder } from '@banc-gap/pki';
import {
  type Alternatives,
  type DefectId,
  type GapMaterial,
  type ReferenceGap,
  type Stack,
  startReferenceGap,
} from '@banc-gap/ref-gap';
import { createTls12Server } from '@banc-gap/tls12';

export interface GapOptions {
  readonly fqdn: string;
  readonly stack: Stack;
  readonly defects?: readonly DefectId[];
  readonly port?: number;
}

/** Starts the reference GAP with what `banc kit` would have given it. */
export async function startGap(
  authorities: Authorities,
  { fqdn, ...options }: GapOptions,
): Promise<ReferenceGap> {
  const right = await rightMaterial(authorities, fqdn);
  const material = options.defects?.length
    ? { ...right, alternatives: await wrongMaterial(authorities, fqdn) }
    : right;
  return startReferenceGap({ ...options, material, createSecureServer: createTls12Server });
}

async function rightMaterial(authorities: Authorities, fqdn: string): Promise<GapMaterial> {
  const material = await kitMaterial(authorities, fqdn);
  return {
    ...serverPem(material['diapason-tpe-server']),
    trust: pem(authorities.trust.tpe),
    crls: [pem(authorities.crls().tpe)],
  };
}

/** The files that a defect installs in place of the right ones. */
async function wrongMaterial(authorities: Authorities, fqdn: string): Promise<Alternatives> {
  const serverNamed = (name: string): Omit<IssueOrder, 'orderId'> => ({
    profile: 'igc-sante-test/ssl-serveur',
    subject: { structure: TEST_STRUCTURE, fqdn: name },
  });
  const order = async (orderId: string, wanted: Omit<IssueOrder, 'orderId'>) =>
    serverPem(await authorities.issue({ orderId: `reference-gap/${orderId}/${fqdn}`, ...wanted }));
  return {
    anotherName: await order('another-name', serverNamed(`other.${fqdn}`)),
    expired: await order('expired', { ...serverNamed(fqdn), notBefore: fourYearsAgo() }),
    clientCertificate: await order('client-certificate', {
      profile: 'igc-sante-test/org-auth-cli',
      subject: { structure: TEST_STRUCTURE, serviceApplicatif: fqdn },
    }),
    igcSante: { trust: pem(authorities.trust.igcSante), crls: [pem(authorities.crls().igcSante)] },
  };
}

/** A certificate lives three years. */
function fourYearsAgo(): Date {
  const date = new Date();
  date.setUTCFullYear(date.getUTCFullYear() - 4);
  return date;
}

function serverPem({ certificate, chain, privateKey }: Credential): {
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
