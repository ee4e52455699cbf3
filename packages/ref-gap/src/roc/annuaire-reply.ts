import { DOMParser } from '@xmldom/xmldom';
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

/** @param today ISO 8601: addresses outside of their dates do not count */
export function readAnnuaireReply(answer: Answer, search: AnnuaireSearch, today: string): AnnuaireReply {
  const text = answer.body.toString();
  const document = parse(text);
  const root = document?.documentElement ?? undefined;
  const all = (name: string) =>
    Array.from(root?.getElementsByTagName(name) ?? [], (found) => found.textContent?.trim() ?? '');
  const [code] = all('code_retour');
  const [url] = all('valeur');
  const [fingerprint] = all('empreinte_cert_sha256');
  const isFault = root !== undefined && root.getElementsByTagNameNS(SOAP_11, 'Fault').length > 0;
  const isReply = root !== undefined && root.getElementsByTagNameNS(REPLY, 'searchResponse').length === 1;
  const [reason] = all('faultstring');
  function objection(): AnnuaireObjection | undefined {
    if (answer.status !== 200) return 'status';
    if (root === undefined) return 'not XML';
    if (!isFault && !isReply) return 'not a reply';
    // SOAP 1.1 §3; its entities could say anything, or fetch it.
    if (document?.doctype) return 'document type';
    if (isFault) return 'fault';
    if (code === undefined) return 'not a reply';
    if (code !== '00') return CODES.includes(code) ? 'code' : 'unknown code';
    if (all('numero_amc')[0] !== search.numeroAmc) return 'another AMC';
    if (url === undefined) return 'no address';
    const [from = today] = all('date_debut');
    const [until = today] = all('date_fin');
    if (today < from || today > until) return 'outside of its dates';
    if (!url.startsWith('https://')) return 'in the clear';
    return undefined;
  }
  return {
    address: url === undefined ? undefined : { url, ...(fingerprint && { fingerprint }) },
    objection: objection(),
    detail: [`HTTP ${answer.status}`, code ?? reason, url].filter((part) => part !== undefined).join(', '),
  };
}

function parse(text: string) {
  try {
    return new DOMParser({ errorHandler: fail }).parseFromString(text, 'text/xml');
  } catch {
    return undefined;
  }
}

function fail(_level: string, message: string): never {
  throw new Error(message);
}
