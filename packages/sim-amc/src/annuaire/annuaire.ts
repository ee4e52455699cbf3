import { childElements, isNamed, parseXml, readEnvelope, type XmlElement } from '@banc-gap/saml';
import type { Clock } from '@banc-gap/simkit';
import { type SchemaProblem, XmlSchema } from '../xml/schema.ts';
import { CODES_RETOUR, type CodeRetour } from './codes.ts';
import type { Directory } from './directory.ts';
import type { AnnuaireReplies } from './replies.ts';
import { readSearch, type Search } from './search.ts';
import { SoapFault } from './soap-fault.ts';

export interface AnnuaireOptions {
  readonly directory: Directory;
  readonly replies: AnnuaireReplies;
  /** By which the dates of addresses are judged. */
  readonly clock: Clock;
}

export interface Answer {
  readonly code: CodeRetour;
  readonly xml: string;
  /** Absent where the request is not what its schema says. */
  readonly search?: Search;
  /** The first thing that is not. */
  readonly problem?: SchemaProblem;
}

/** Seen in the field, docs/sources.md. */
const SEARCH_NAMESPACE = 'https://ws.annuaireamc.fr/';
const SEARCH_SCHEMA = new URL('../../contract/annuaire-search.xsd', import.meta.url);

const parisDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' });

/** The annuaire, message by message, whatever brings them. */
export class Annuaire {
  readonly #options: AnnuaireOptions;
  readonly #schema = new XmlSchema(SEARCH_SCHEMA);

  constructor(options: AnnuaireOptions) {
    this.#options = options;
  }

  /** @throws SoapFault, BancError SAML_*, where the message is no search at all */
  answer(message: Uint8Array): Answer {
    const { directory, replies, clock } = this.#options;
    const { payload, source } = readPayload(message);
    const [problem] = this.#schema.problemsOfPayload(source);
    if (problem !== undefined) {
      const label = `${CODES_RETOUR['10']} : ligne ${problem.line}, ${problem.path} : ${problem.problem}`;
      return { code: '10', xml: replies.result({ code: '10' }, label), problem };
    }
    const search = readSearch(payload);
    const result = directory.search(search, parisDay.format(clock.now()));
    return { code: result.code, xml: replies.result(result), search };
  }
}

function readPayload(message: Uint8Array): { readonly payload: XmlElement; readonly source: string } {
  const document = parseXml(message);
  const { version, body } = readEnvelope(document);
  if (version !== '1.1') throw new SoapFault('Client', `The message is SOAP ${version}, not 1.1.`);
  const [payload, ...others] = childElements(body);
  if (payload === undefined || others.length > 0 || !isNamed(payload, SEARCH_NAMESPACE, 'search')) {
    throw new SoapFault('Client', `The Body is to have one element, search of ${SEARCH_NAMESPACE}`);
  }
  return { payload, source: document.source };
}
