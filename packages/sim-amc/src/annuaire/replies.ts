import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ReplyTemplate } from '../xml/template.ts';
import { CODES_RETOUR } from './codes.ts';
import type { SearchResult } from './directory.ts';
import type { SoapFault } from './soap-fault.ts';

/** Where the templates are that come with the bench: reply.xml and fault.xml. */
export const ANNUAIRE_TEMPLATES: string = fileURLToPath(new URL('../../templates/annuaire', import.meta.url));

const REPLY_NAMES = [
  ...['code_retour', 'libelle', 'amc', 'numero_amc', 'gestionnaire', 'found', 'adresses', 'type_adresse'],
  ...['code_norme_service', 'version_norme_service', 'valeur', 'date_debut', 'date_fin'],
  'empreinte_cert_sha256',
];

/** The answers of the annuaire as XML: whole SOAP messages, from files. */
export class AnnuaireReplies {
  readonly #reply: ReplyTemplate<object>;
  readonly #fault: ReplyTemplate<object>;

  /** @throws BancError AMC_TEMPLATE_* */
  constructor(folder: string = ANNUAIRE_TEMPLATES) {
    this.#reply = new ReplyTemplate(join(folder, 'reply.xml'), REPLY_NAMES);
    this.#fault = new ReplyTemplate(join(folder, 'fault.xml'), ['side', 'reason']);
  }

  /** @param detail of the code, in place of its text */
  result(result: SearchResult, detail?: string): string {
    const { code, amc } = result;
    const adresses = code === '00' ? result.adresses : [];
    return this.#reply.render({
      code_retour: code,
      libelle: detail ?? CODES_RETOUR[code],
      amc,
      found: code === '00',
      adresses,
    });
  }

  fault({ side, message }: SoapFault): string {
    return this.#fault.render({ side, reason: message });
  }
}
