import { join } from 'node:path';
import { type Authorities, TEST_STRUCTURE, writeCredential } from '@banc-gap/mock-igc-sante';
import {
  type CertificateDefect,
  type Credential,
  daysAhead,
  hoursAgo,
  type IssueOrder,
  type KeyPair,
} from '@banc-gap/pki';

type Wanted = Pick<IssueOrder, 'profile' | 'subject'>;

const structure = TEST_STRUCTURE;
const organisation = (profile: IssueOrder['profile']) => (name: string) => ({
  profile,
  subject: { structure, serviceApplicatif: name },
});
const doctor = (profile: IssueOrder['profile']) => () => ({
  profile,
  subject: {
    professional: {
      givenName: 'DOMINIQUE',
      surname: 'ESSAI',
      nationalId: '899700000021',
      profession: 'Médecin',
    } as const,
  },
});

/** Every type of certificate that there is in the bench, made out to whom it is given if the type lets it be. */
export const TYPES = {
  'ORG AUTH_CLI': organisation('igc-sante-test/org-auth-cli'),
  'ORG SIGN': organisation('igc-sante-test/org-sign'),
  SSL_SERVEUR: (fqdn) => ({ profile: 'igc-sante-test/ssl-serveur', subject: { structure, fqdn } }),
  'PRO AUTH': doctor('igc-sante-test/pro-auth'),
  'PRO SIGN': doctor('igc-sante-test/pro-sign'),
  'IngeTrust, terminal': () => ({
    profile: 'ingetrust/terminal',
    subject: { serialNumber: '0000BANC00000002' },
  }),
  Geotrust: (fqdn) => ({ profile: 'geotrust/server', subject: { fqdn } }),
  'IGC OSI, AC-SERVEUR': (fqdn) => ({ profile: 'igc-osi/server', subject: { fqdn } }),
  'IGC OSI, AC-SERVICES-APPLICATIFS': (name) => ({
    profile: 'igc-osi/service-applicatif',
    subject: { serviceApplicatif: name },
  }),
} as const satisfies Readonly<Record<string, (name: string) => Wanted>>;
export type TypeName = keyof typeof TYPES;
export const TYPE_NAMES = Object.keys(TYPES) as readonly TypeName[];

/** What is wrong with a certificate that is of the right type. */
export interface Flaw {
  readonly defect?: CertificateDefect;
  readonly revoked?: true;
  /** By CAs of the same names, with other keys. */
  readonly anotherState?: true;
  /** By IGC-Santé in production, in place of TEST. */
  readonly production?: true;
}

export const FLAWS = {
  expired: { defect: { notAfter: hoursAgo(1) } },
  'not valid yet': { defect: { notBefore: daysAhead(1) } },
  revoked: { revoked: true },
  'by CAs of the same names': { anotherState: true },
} as const satisfies Readonly<Record<string, Flaw>>;

/** Issues what a matrix is of; all of it has one key, since keys are not what is looked at. */
export class Certificates {
  readonly #authorities: Authorities;
  readonly #another: Authorities;
  readonly #key: KeyPair;
  readonly #directory: string;

  /** @param another of another state */
  constructor(
    directory: string,
    {
      authorities,
      another,
      key,
    }: Readonly<Record<'authorities' | 'another', Authorities>> & { key: KeyPair },
  ) {
    this.#directory = directory;
    this.#authorities = authorities;
    this.#another = another;
    this.#key = key;
  }

  async issue(orderId: string, wanted: Wanted, flaw: Flaw = {}): Promise<Credential> {
    const { defect, revoked, anotherState, production } = flaw;
    const authorities = anotherState ? this.#another : this.#authorities;
    const { publicKey, privateKey } = this.#key;
    const profile = (
      production ? wanted.profile.replace('igc-sante-test/', 'igc-sante/') : wanted.profile
    ) as IssueOrder['profile'];
    const issued = await authorities.issue({
      orderId,
      profile,
      subject: wanted.subject,
      publicKey,
      ...(defect && { defect }),
    });
    if (revoked) {
      const { serialNumber } = issued.certificate;
      await authorities.revoke(serialNumber, authorities.find(issued.certificate)!.issuer);
    }
    return { ...issued, privateKey };
  }

  /** Issues it into a folder that is as those of the kit. */
  async folder(
    name: string,
    wanted: Wanted,
    flaw?: Flaw,
  ): Promise<{ readonly folder: string; readonly fingerprint: string }> {
    const folder = join(this.#directory, name);
    const credential = await this.issue(name, wanted, flaw);
    await writeCredential(this.#authorities, credential, folder);
    return { folder, fingerprint: credential.certificate.fingerprint };
  }
}
