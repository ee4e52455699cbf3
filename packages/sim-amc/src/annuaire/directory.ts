import { z } from 'zod';
import type { CodeRetour } from './codes.ts';
import type { Search } from './search.ts';

const day = z.iso.date();
const code = z.string().regex(/^[0-9A-Z]{1,10}$/);

const adresse = z.strictObject({
  type_adresse: z.enum(['MEL', 'URL']),
  code_norme_service: z.string().regex(/^[A-Z][0-9A-Z-]{1,9}$/),
  version_norme_service: z.string().regex(/^V\d+(\.\d+)*$/),
  /** Absent: for every code_service. */
  code_service: code.optional(),
  /** `{amc}` at the beginning is the address of the web services of the bench. */
  valeur: z.string().min(1),
  date_debut: day,
  date_fin: day.optional(),
  /** Of the certificate of that server; of addresses that begin with `{amc}` it is filled in. */
  empreinte_cert_sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

const amc = z.strictObject({
  numero_amc: z.string().regex(/^(\d{8,10}|\d{14})$/),
  libelle: z.string().min(1),
  gestionnaire: z.string().min(1).optional(),
  /** These three are absent where the AMC is one, whatever they are. */
  code_type_convention: z
    .string()
    .regex(/^[0-9A-Z]{2,3}$/)
    .optional(),
  code_csr: z
    .string()
    .regex(/^[0-9A-Z]{1,15}$/)
    .optional(),
  domaine_conventionnel: code.optional(),
  adresses: z.array(adresse),
});

/** What the annuaire knows, as the seed file has it: the names are those of the messages. */
export const directorySchema = z.strictObject({
  /** Who may ask; absent: whoever has a certificate. */
  logiciels: z.array(z.strictObject({ editeur: z.string().min(1), logiciel: z.string().min(1) })).optional(),
  amc: z.array(amc),
});

export type DirectoryContent = z.infer<typeof directorySchema>;
type Amc = z.infer<typeof amc>;
type Adresse = z.infer<typeof adresse>;

/** Where the web services of the bench are: what `{amc}` stands for in the directory. */
export interface WebServices {
  /** Without a slash at the end. */
  readonly url: string;
  /** SHA-256 of their certificate in DER, in hexadecimal digits. */
  readonly fingerprint: string;
}

export type SearchResult =
  | { readonly code: '00'; readonly amc: Amc; readonly adresses: readonly Adresse[] }
  | { readonly code: Exclude<CodeRetour, '00'>; readonly amc?: Amc };

/** The AMCs, and where their services are. */
export class Directory {
  content: DirectoryContent;
  readonly #webServices: WebServices | undefined;

  constructor(content: DirectoryContent, webServices?: WebServices) {
    this.content = content;
    this.#webServices = webServices;
  }

  /** @param today ISO 8601: addresses outside of their dates do not count */
  search(search: Search, today: string): SearchResult {
    if (!this.#allows(search)) return { code: '11' };
    const ofNumber = this.content.amc.filter(({ numero_amc }) => numero_amc === search.numero_amc);
    if (ofNumber.length === 0) return { code: '01' };
    const ofConvention = narrow(ofNumber, 'code_type_convention', search);
    if (ofConvention === 'ambiguous') return { code: '02' };
    const ofCsr = narrow(ofConvention, 'code_csr', search);
    if (ofCsr === 'ambiguous') return { code: '03' };
    const [found, ...others] = ofCsr.filter(
      ({ domaine_conventionnel: own }) => own === undefined || own === search.domaine_conventionnel,
    );
    if (found === undefined) return { code: '01' };
    if (others.length > 0) return { code: '05' };
    const adresses = found.adresses.filter((adresse) => answers(adresse, search, today));
    if (adresses.length === 0) return { code: '04', amc: found };
    return { code: '00', amc: found, adresses: adresses.map((adresse) => this.#placed(adresse)) };
  }

  #allows({ editeur, logiciel }: Search): boolean {
    const { logiciels } = this.content;
    return logiciels?.some((known) => known.editeur === editeur && known.logiciel === logiciel) ?? true;
  }

  #placed(adresse: Adresse): Adresse {
    if (this.#webServices === undefined || !adresse.valeur.startsWith('{amc}')) return adresse;
    const { url, fingerprint } = this.#webServices;
    return {
      empreinte_cert_sha256: fingerprint,
      ...adresse,
      valeur: url + adresse.valeur.slice('{amc}'.length),
    };
  }
}

/** Those that have this value of a key; a key that was not given has to be, where they differ in it. */
function narrow(
  candidates: readonly Amc[],
  key: 'code_type_convention' | 'code_csr',
  search: Search,
): readonly Amc[] | 'ambiguous' {
  const wanted = search[key];
  if (wanted !== undefined) return candidates.filter((amc) => amc[key] === undefined || amc[key] === wanted);
  return new Set(candidates.map((amc) => amc[key])).size > 1 ? 'ambiguous' : candidates;
}

function answers(adresse: Adresse, search: Search, today: string): boolean {
  const { code_service = search.code_service, date_fin = today } = adresse;
  return (
    search.types_adresse.includes(adresse.type_adresse) &&
    adresse.code_norme_service === search.code_norme_service &&
    adresse.version_norme_service === search.version_norme_service &&
    code_service === search.code_service &&
    adresse.date_debut <= today &&
    today <= date_fin
  );
}
