import { randomUUID } from 'node:crypto';
import { envelopeXml, rocAttributes, signToken, type TokenClaims, type XmlCredential } from '@banc-gap/saml';
import type { ServiceName } from '../insurer/requests.ts';
import { STRUCTURE } from './pki.ts';

const OPERATIONS: Readonly<Record<ServiceName, string>> = {
  idb: 'identifierDroits',
  sim: 'simuler',
  clc: 'calculer',
  del: 'supprimer',
};

/** Louise Martin of the seed, insured by the contract CONFORT. */
export const LOUISE = {
  structure: STRUCTURE.nationalId,
  numeroAmc: '99900011',
  numeroAdherent: '0001001',
  nom: 'Martin',
  prenom: 'Louise',
  naissance: '1971-05-04',
  nirAssure: '271139900100144',
  debut: '2026-01-01',
  fin: '2026-12-31',
  reference: '2026-11-20',
};
export type Patient = typeof LOUISE & { readonly rang?: string };

/** Three days in hospital: what the AMO leaves is 240 + 60 + 195 euros. */
export const STAY = [
  line('GHS', 1, '1200.00', '80', '1200.00', '960.00'),
  line('FJ', 3, '20.00', '0', '60.00', '0.00'),
  line('CP', 3, '65.00', '0', '195.00', '0.00'),
].join('');

export function line(
  code: string,
  quantite: number,
  base: string,
  taux: string,
  total: string,
  partAmo: string,
): string {
  return (
    `<ligne><codePrestation>${code}</codePrestation><quantite>${quantite}</quantite><base>${base}</base>` +
    `<taux>${taux}</taux><montantTotal>${total}</montantTotal><partAMO>${partAmo}</partAMO></ligne>`
  );
}

const patientXml = (patient: Patient): string =>
  `<structure>${patient.structure}</structure>` +
  `<attestation><numeroAMC>${patient.numeroAmc}</numeroAMC><numeroAdherent>${patient.numeroAdherent}</numeroAdherent>` +
  `<debut>${patient.debut}</debut><fin>${patient.fin}</fin></attestation>` +
  `<beneficiaire><nom>${patient.nom}</nom><prenom>${patient.prenom}</prenom><dateNaissance>${patient.naissance}</dateNaissance>` +
  `${patient.rang === undefined ? '' : `<rangGemellaire>${patient.rang}</rangGemellaire>`}<nirAssure>${patient.nirAssure}</nirAssure></beneficiaire>` +
  `<contexte><dateReference>${patient.reference}</dateReference><discipline>MCO</discipline><modeTraitement>03</modeTraitement></contexte>`;

export const idb = (patient: Partial<Patient> = {}): string => patientXml({ ...LOUISE, ...patient });

export const estimate = (lines = STAY, patient: Partial<Patient> = {}): string =>
  `${idb(patient)}<devis>${lines}</devis>`;

export const cancellation = (numero: string, structure = LOUISE.structure): string =>
  `<structure>${structure}</structure><numeroAMC>${LOUISE.numeroAmc}</numeroAMC>` +
  `<numeroEngagement>${numero}</numeroEngagement><motif>Séjour annulé</motif>`;

export const newId = (): string => `urn:uuid:${randomUUID()}`;

/** A token as the contract has it, but for the claims that are given. */
export function tokenOf(signer: XmlCredential, claims: Partial<TokenClaims> = {}): string {
  const software = { sector: 'SA01', name: 'GAP', version: '1', id: 'essai', subject: 'AUTOMATE' };
  return signToken(
    { id: `_${randomUUID()}`, issueInstant: new Date(), attributes: rocAttributes(software), ...claims },
    signer,
  );
}

interface MessageParts {
  readonly messageId?: string;
  readonly action?: string;
  readonly security?: string;
}

/** The request of a service around what it asks. */
export function requestOf(name: ServiceName, content: string, parts: MessageParts = {}): string {
  const operation = OPERATIONS[name];
  return envelopeXml({
    version: '1.2',
    addressing: {
      action: parts.action ?? `urn:banc-gap:roc:${name}:1.0.0:${operation}`,
      to: `https://amc.banc.test/roc/${name}`,
      messageId: parts.messageId ?? newId(),
    },
    ...(parts.security !== undefined && { security: parts.security }),
    body: `<${operation} xmlns="urn:banc-gap:roc:1.0.0">${content}</${operation}>`,
  });
}
