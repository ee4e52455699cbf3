import { DOMParser, type Document } from '@xmldom/xmldom';
import type { Answer } from '../peer-client.ts';
import type { AnnuaireSearch } from './annuaire-request.ts';

/** Where a service of an AMC is. */
export interface AmcAddress {
  readonly url: string;
  /** SHA-256 of the certificate of that server, if the annuaire says it. */
  readonly fingerprint?: string;
}

/** What there is against a reply; the first thing that is found. */
export type AnnuaireObjection =
  | 'status'
  | 'not XML'
  | 'document type'
  | 'fault'
  | 'not a reply'
  | 'code'
  | 'unknown code'
  | 'another AMC'
  | 'no address'
  | 'outside of its dates'
  | 'in the clear';

export interface AnnuaireReply {
  readonly address: AmcAddress | undefined;
  readonly objection: AnnuaireObjection | undefined;
  /** What the annuaire said. */
  readonly detail: string;
}

const REPLY = 'urn:banc-gap:roc:annuaire:1.0.0';
const SOAP_11 = 'http://schemas.xmlsoap.org/soap/envelope/';
const CODES = ['01', '02', '03', '04', '05', '10', '11', '90'];

/** The first element of that name. */
type Text = (name: string) => string | undefined;

/** @param today ISO 8601: addresses outside of their dates do not count */
export function readAnnuaireReply(answer: Answer, search: AnnuaireSearch, today: string): AnnuaireReply {
  const document = parse(answer.body.toString());
  const text: Text = (name) => document?.getElementsByTagName(name)[0]?.textContent?.trim() || undefined;
  const url = text('valeur');
  const fingerprint = text('empreinte_cert_sha256');
  const said = [`HTTP ${answer.status}`, text('code_retour') ?? text('faultstring'), url];
  return {
    address: url === undefined ? undefined : { url, ...(fingerprint && { fingerprint }) },
    objection:
      answer.status === 200
        ? (objectionToForm(document) ?? objectionToContent(text, search, today))
        : 'status',
    detail: said.filter((part) => part !== undefined).join(', '),
  };
}

function objectionToForm(document: Document | undefined): AnnuaireObjection | undefined {
  if (document === undefined) return 'not XML';
  const isFault = document.getElementsByTagNameNS(SOAP_11, 'Fault').length > 0;
  const isReply = document.getElementsByTagNameNS(REPLY, 'searchResponse').length === 1;
  if (!isFault && !isReply) return 'not a reply';
  // SOAP 1.1 §3; its entities could say anything, or fetch it.
  if (document.doctype) return 'document type';
  return isFault ? 'fault' : undefined;
}

function objectionToContent(
  text: Text,
  { numeroAmc }: AnnuaireSearch,
  today: string,
): AnnuaireObjection | undefined {
  const code = text('code_retour') ?? '';
  if (code !== '00') return CODES.includes(code) ? 'code' : 'unknown code';
  if (text('numero_amc') !== numeroAmc) return 'another AMC';
  const url = text('valeur');
  if (url === undefined) return 'no address';
  const { from = today, until = today } = { from: text('date_debut'), until: text('date_fin') };
  if (today < from || today > until) return 'outside of its dates';
  return url.startsWith('https://') ? undefined : 'in the clear';
}

function parse(message: string): Document | undefined {
  try {
    return new DOMParser({ onError: fail }).parseFromString(message, 'text/xml');
  } catch {
    return undefined;
  }
}

function fail(_level: string, message: string): never {
  throw new Error(message);
}
