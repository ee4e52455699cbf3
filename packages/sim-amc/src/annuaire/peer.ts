import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { BancError } from '@banc-gap/pki';
import type { Clock } from '@banc-gap/simkit';
import { Annuaire } from './annuaire.ts';
import { HTML_PAGE, XML_TYPE } from './app.ts';
import { Directory, type DirectoryContent } from './directory.ts';
import { AnnuaireReplies } from './replies.ts';
import { SoapFault } from './soap-fault.ts';

/** What goes over HTTP; an end that is not one is a connection that is cut, or left. */
interface Sent {
  readonly status?: number;
  readonly type?: string;
  readonly body: string;
  readonly end?: 'cut' | 'never';
}

/** How the answer to a search can be wrong: what becomes of the right one. */
const MISTAKES = {
  'soap-fault': () => ({ status: 500, body: replies.fault(FAILURE) }),
  'soap-fault-with-200': () => ({ body: replies.fault(FAILURE) }),
  html: () => ({ type: 'text/html; charset=utf-8', body: HTML_PAGE }),
  malformed: (right) => ({ body: half(right) }),
  'document-type': (right) => ({ body: right.replace('?>', '?>\n<!DOCTYPE soap:Envelope>') }),
  unavailable: () => ({ body: replies.result({ code: '90' }) }),
  'unknown-amc': () => ({ body: replies.result({ code: '01' }) }),
  'unknown-code': (right) => ({ body: right.replace('>00<', '>42<') }),
  'no-address': (right) => ({ body: right.replace(/<adresses>.*<\/adresses>/s, '') }),
  'another-amc': (right) => ({ body: right.replace(/<numero_amc>\d+</, '<numero_amc>99900011<') }),
  'ended-address': (right) => ({
    body: right.replace(/(<\/date_debut>)/, '$1<date_fin>2025-12-31</date_fin>'),
  }),
  'address-in-the-clear': (right) => ({ body: right.replace('<valeur>https:', '<valeur>http:') }),
  truncated: (right) => ({ body: half(right), end: 'cut' }),
  silent: () => ({ body: '', end: 'never' }),
} as const satisfies Readonly<Record<string, (right: string) => Sent>>;

const replies = new AnnuaireReplies();
const FAILURE = new SoapFault('Server', 'The annuaire has failed.');
const half = (text: string) => text.slice(0, text.length / 2);

/** The annuaire as a suite plays it: every AMC that it was told of has the services of ROC. */
export class AnnuairePeer {
  readonly #annuaire: Annuaire;
  readonly #directory: Directory;

  constructor(clock: Clock) {
    this.#directory = new Directory({ amc: [] });
    this.#annuaire = new Annuaire({ directory: this.#directory, replies, clock });
  }

  readonly answer: RequestListener = (request, response) => void this.#answer(request, response);

  /** Wrong answers, by name. */
  get mistakes(): Readonly<Record<string, RequestListener>> {
    const entries = Object.entries<(right: string) => Sent>(MISTAKES);
    return Object.fromEntries(
      entries.map(([name, spoil]): [string, RequestListener] => [
        name,
        (request, response) => void this.#answer(request, response, spoil),
      ]),
    );
  }

  /** From now on there is an AMC with this number. */
  add(numeroAmc: string): void {
    const { content } = this.#directory;
    if (content.amc.some(({ numero_amc: known }) => known === numeroAmc)) return;
    this.#directory.content = { ...content, amc: [...content.amc, amcWithServices(numeroAmc)] };
  }

  /** What the annuaire makes of a request: the search, or what is wrong with it. */
  inspect(message: Uint8Array): Pick<ReturnType<Annuaire['answer']>, 'search' | 'problem'> {
    try {
      return this.#annuaire.answer(message);
    } catch (error) {
      if (!(error instanceof SoapFault || error instanceof BancError)) throw error;
      return { problem: { line: 1, path: '/', problem: error.message } };
    }
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    spoil: (right: string) => Sent = (body) => ({ body }),
  ): Promise<void> {
    const message = await buffer(request).catch(() => undefined);
    if (message === undefined) return;
    const { status = 200, type = XML_TYPE, body, end } = spoil(this.#rightAnswer(message));
    if (end === 'never') return;
    const length = Buffer.byteLength(body);
    response.writeHead(status, {
      'content-type': type,
      'content-length': end === 'cut' ? 2 * length : length,
    });
    if (end === 'cut') response.write(body, () => request.socket.destroy());
    else response.end(body);
  }

  #rightAnswer(message: Uint8Array): string {
    try {
      return this.#annuaire.answer(message).xml;
    } catch (error) {
      return replies.fault(new SoapFault('Client', (error as Error).message));
    }
  }
}

function amcWithServices(numeroAmc: string): DirectoryContent['amc'][number] {
  return {
    numero_amc: numeroAmc,
    libelle: 'AMC du Banc',
    adresses: (['IDB', 'SIM', 'CLC', 'DEL'] as const).map((norme) => ({
      type_adresse: 'URL',
      code_norme_service: norme,
      version_norme_service: 'V1.0',
      valeur: `https://amc.banc.test:14445/roc/${norme.toLowerCase()}`,
      date_debut: '2024-01-01',
    })),
  };
}
