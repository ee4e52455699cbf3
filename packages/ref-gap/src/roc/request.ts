import { ROC, SOAP, WSA, WSSE, xml } from './names.ts';

/** What the card of the insured says, and who is to be treated when. Days are ISO 8601. */
export interface Patient {
  readonly numeroAmc: string;
  readonly numeroAdherent: string;
  readonly debut: string;
  readonly fin: string;
  readonly nom: string;
  readonly prenom: string;
  readonly dateNaissance: string;
  readonly nirAssure: string;
  readonly dateReference: string;
}

/** A line of an estimate; amounts in cents. */
export interface EstimateLine {
  readonly codePrestation: string;
  readonly quantite: number;
  /** Of one. */
  readonly base: number;
  /** Percent that the AMO pays. */
  readonly taux: number;
  readonly montantTotal: number;
  readonly partAmo: number;
}

export interface Estimate extends Patient {
  readonly lignes: readonly EstimateLine[];
}

export interface Cancellation {
  readonly numeroAmc: string;
  readonly numeroEngagement: string;
  readonly motif: string;
}

/** What each service is asked, inside of its Body; the structure is that of the GAP. */
export const OPERATIONS = {
  idb: { name: 'identifierDroits', content: patientXml },
  sim: { name: 'simuler', content: estimateXml },
  clc: { name: 'calculer', content: estimateXml },
  del: {
    name: 'supprimer',
    content: ({ numeroAmc, numeroEngagement, motif }: Cancellation, structure: string) =>
      elements({ structure, numeroAMC: numeroAmc, numeroEngagement, motif }),
  },
} as const;

export type Service = keyof typeof OPERATIONS;
export type Asked = Patient & Estimate & Cancellation;

/** The Body of a request. */
export function bodyOf(service: Service, asked: Asked, structure: string): string {
  const { name, content } = OPERATIONS[service];
  return `<${name} xmlns="${ROC}">${content(asked, structure)}</${name}>`;
}

export interface MessageParts {
  readonly service: Service;
  readonly host: string;
  readonly messageId: string;
  /** A signed token, or nothing. */
  readonly token: string;
  readonly body: string;
}

export function message({ service, host, messageId, token, body }: MessageParts): string {
  return [
    `<soap:Envelope xmlns:soap="${SOAP}" xmlns:wsa="${WSA}" xmlns:wsse="${WSSE}"><soap:Header>`,
    elements({
      'wsa:Action': `urn:banc-gap:roc:${service}:1.0.0:${OPERATIONS[service].name}`,
      'wsa:To': `https://${host}/roc/${service}`,
      'wsa:MessageID': messageId,
    }),
    `<wsse:Security soap:mustUnderstand="true">${token}</wsse:Security>`,
    `</soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`,
  ].join('');
}

function patientXml(patient: Patient, structure: string): string {
  const { numeroAmc, numeroAdherent, debut, fin, nom, prenom, dateNaissance, nirAssure, dateReference } =
    patient;
  return (
    elements({ structure }) +
    `<attestation>${elements({ numeroAMC: numeroAmc, numeroAdherent, debut, fin })}</attestation>` +
    `<beneficiaire>${elements({ nom, prenom, dateNaissance, nirAssure })}</beneficiaire>` +
    `<contexte>${elements({ dateReference, discipline: 'MCO', modeTraitement: '03' })}</contexte>`
  );
}

function estimateXml(estimate: Estimate, structure: string): string {
  const lines = estimate.lignes.map(
    ({ codePrestation, quantite, base, taux, montantTotal, partAmo }) =>
      `<ligne>${elements({
        codePrestation,
        quantite,
        base: euros(base),
        taux,
        montantTotal: euros(montantTotal),
        partAMO: euros(partAmo),
      })}</ligne>`,
  );
  return `${patientXml(estimate, structure)}<devis>${lines.join('')}</devis>`;
}

const elements = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `<${name}>${xml(value)}</${name}>`)
    .join('');

const euros = (cents: number): string => (cents / 100).toFixed(2);
