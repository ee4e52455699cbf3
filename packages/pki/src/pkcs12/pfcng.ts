import type { ProfileId } from '../profiles/profile-ids.ts';
import type { Pkcs12Content } from './modern.ts';
import { assertAscii } from './password.ts';

/**
 * A key with its certificate and chain as PFCNG delivers them: certificates in clear, only the key encrypted
 * (PBE-SHA1-3DES), no friendlyName, localKeyId the SHA-1 of the certificate. OpenSSL 3 reads it without its legacy
 * provider, and so do Windows Server 2016 and old versions of Java, which cannot read today's form.
 *
 * @throws BancError PKI_PKCS12_PASSWORD_NOT_ASCII
 */
export async function pfcngPkcs12({
  certificate,
  chain,
  privateKey,
  password,
}: Omit<Pkcs12Content, 'friendlyName'>): Promise<Buffer> {
  assertAscii(password);
  const { default: forge } = await import('node-forge');
  const key = forge.pki.privateKeyFromPem(String(privateKey.export({ format: 'pem', type: 'pkcs1' })));
  const certificates = [certificate, ...chain].map(({ pem }) => forge.pki.certificateFromPem(pem));
  const pfx = forge.pkcs12.toPkcs12Asn1(key, certificates, password, {
    algorithm: '3des',
    count: 2048,
    saltSize: 8,
    generateLocalKeyId: true,
  });
  return Buffer.from(forge.asn1.toDer(pfx).getBytes(), 'latin1');
}

/** What names a file of PFCNG, beside the moment. */
export interface PfcngProduct {
  /** Of certificates for tests; production's file names have no such word. */
  readonly test: boolean;
  readonly offre: 'ORG' | 'SERV' | 'PRO' | 'PS';
  /** Such as AUTH_CLI. */
  readonly usage: string;
}

/** What PFCNG sells under that profile; undefined for what does not come from it, such as the certificates of cards. */
export function pfcngProductOf(profile: ProfileId): PfcngProduct | undefined {
  const [environment, name = ''] = profile.split('/');
  if (environment !== 'igc-sante-test' && environment !== 'igc-sante') return undefined;
  const test = environment === 'igc-sante-test';
  if (name === 'ssl-serveur') return { test, offre: 'SERV', usage: 'SSL_SERV' };
  const [, offre, usage] = /^(org|serv|pro|ps)-(.+)$/.exec(name) ?? [];
  if (offre === undefined || usage === undefined) return undefined;
  const term = (text: string) => text.toUpperCase().replaceAll('-', '_');
  return { test, offre: term(offre) as PfcngProduct['offre'], usage: term(usage) };
}

/** The name under which PFCNG offers the file at that moment: `asip-p12-EL-TEST-ORG-AUTH_CLI-20211115-103506.p12`. */
export function pfcngFileName({ test, offre, usage }: PfcngProduct, at: Date): string {
  const [date, time] = PARIS.format(at).replace(/[-:]/g, '').split(' ');
  return ['asip-p12-EL', ...(test ? ['TEST'] : []), offre, usage, date, time].join('-').concat('.p12');
}

/** Swedish writes dates as ISO 8601 does. */
const PARIS = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'medium',
});
