import { Certificate, type CertificateDefect, type ProfileId, type SubjectInput } from '@banc-gap/pki';
import type { XmlCredential } from '@banc-gap/saml';
import { TestAuthorities, testKeys } from '@banc-gap/simkit/testing';
import type { Identity } from '@banc-gap/tls12';

export const SERVER_NAME = 'amc.banc.test';
export const STRUCTURE = { departement: 'Paris (75)', name: 'CH TEST', nationalId: '10B0152872' };
export const ANOTHER_STRUCTURE = { departement: 'Rhône (69)', name: 'CH DEUX', nationalId: '10B0152898' };

/** Every PKI, with who is right here. */
export class TestPki extends TestAuthorities {
  static async create(): Promise<TestPki> {
    return new TestPki(await testKeys());
  }

  /** The server of the AMC. */
  get server(): Identity {
    return this.identity('igc-osi/server', { fqdn: SERVER_NAME });
  }

  /** What the AMC signs its replies with. */
  get service(): XmlCredential {
    return this.credential('igc-osi/service-applicatif', { serviceApplicatif: 'Reponses AMC' });
  }

  /** What the GAP signs its tokens with. */
  get gap(): XmlCredential {
    return this.credential('igc-sante-test/org-sign', {
      structure: STRUCTURE,
      serviceApplicatif: 'Client_ROC_WebServices_AMC',
    });
  }

  /** To sign XML with. */
  credential(profile: ProfileId, subject: SubjectInput, defect?: CertificateDefect): XmlCredential {
    const { chain, privateKey } = this.identity(profile, subject, defect);
    return { certificate: Certificate.parse(chain[0]!), privateKey };
  }
}
