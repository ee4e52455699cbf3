import { createPrivateKey, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Certificate } from '@banc-gap/pki';
import { envelopeXml, rocAttributes, signToken, type XmlCredential } from '@banc-gap/saml';

const SOFTWARE = {
  sector: 'SA01^1.2.250.1.71.4.2.4',
  name: 'Logiciel de gestion administrative',
  version: '12.3.4',
  id: 'b7f5c2ae-0000-4000-8000-000000000001',
  subject: 'Agent du bureau des entrées',
};

export function readCredential(files: { readonly certificate: string; readonly key: string }): XmlCredential {
  return {
    certificate: Certificate.parse(readFileSync(files.certificate, 'utf8')),
    privateKey: createPrivateKey(readFileSync(files.key)),
  };
}

export const makeToken = (credential: XmlCredential): string =>
  signToken(
    { id: `_${randomUUID()}`, issueInstant: new Date(), attributes: rocAttributes(SOFTWARE) },
    credential,
  );

/** A message of SOAP 1.2 that a GAP would send, with a token of its own. */
export function makeMessage(files: { readonly certificate: string; readonly key: string }): string {
  return envelopeXml({
    version: '1.2',
    addressing: {
      action: 'urn:banc-gap:roc:idb:1.0.0:identifierDroits',
      to: 'https://amc.sim.test/roc/idb',
      messageId: `urn:uuid:${randomUUID()}`,
    },
    security: makeToken(readCredential(files)),
    body:
      '<idb:identifierDroits xmlns:idb="urn:banc-gap:roc:idb:1.0.0"><idb:numeroAMC>77473448</idb:numeroAMC>' +
      '<idb:numeroAdherent>0123456789</idb:numeroAdherent></idb:identifierDroits>',
  });
}
