import { NEW_AMC, type PeerPort, type PeerRemark, type RunConfig } from '@banc-gap/conformance';
import type { Authorities } from '@banc-gap/mock-igc-sante';
import { AnnuairePeer } from '@banc-gap/sim-amc';
import { systemClock, systemRandom } from '@banc-gap/simkit';

type Search = Extract<Parameters<NonNullable<PeerPort['prepare']>>[0], { action: 'roc.annuaire' }>;

/** The annuaire AMC that the suite plays. */
export function annuairePort(config: RunConfig, authorities: Authorities): PeerPort {
  const identities = authorities.osiIdentities(config.peers.annuaire.host);
  const peer = new AnnuairePeer(systemClock);
  const numberOfCase = new Map<string, string>();
  let ordered: Search['params'] | undefined;

  function numberFor({ params, caseId }: Search): string {
    if (params.numeroAmc === NEW_AMC.always) return newNumber();
    if (params.numeroAmc !== NEW_AMC.inCase) return params.numeroAmc;
    const number = numberOfCase.get(caseId) ?? newNumber();
    numberOfCase.set(caseId, number);
    return number;
  }

  return {
    identity: (defect) => identities.identity(defect),
    answer: peer.answer,
    replies: peer.mistakes,
    async prepare(order) {
      if (order.action !== 'roc.annuaire') return order;
      const numeroAmc = numberFor(order);
      peer.add(numeroAmc);
      ordered = { ...order.params, numeroAmc };
      return { ...order, params: ordered };
    },
    remarks: async ({ headers, body }) => [
      ...transportRemarks(headers),
      ...contentRemarks(peer.inspect(body), ordered),
    ],
    trust: authorities.trust.igcSante,
    // The endpoint lets every certificate in: cases judge it.
    clientRevocation: 'off',
  };
}

/** Of eight digits, and of no AMC: a GAP that remembers answers beyond its own end has never seen it. */
const newNumber = () => String(systemRandom.integer(98_000_000, 98_999_999));

function* transportRemarks(headers: NodeJS.Dict<string | string[]>): Generator<PeerRemark> {
  const { soapaction, 'content-type': type = '' } = headers;
  if (!/^text\/xml\s*(;|$)/i.test(String(type))) {
    yield remark('http', `Content-Type : ${type}`, `Content-Type: ${type}`);
  }
  if (soapaction === undefined)
    yield remark('http', 'Il n’y a pas d’en-tête SOAPAction.', 'There is no header SOAPAction.');
}

const SOFTWARE = /\/(editeur|logiciel|version_logiciel)$/;

function* contentRemarks(
  { search, problem }: ReturnType<AnnuairePeer['inspect']>,
  ordered: Search['params'] | undefined,
): Generator<PeerRemark> {
  if (problem !== undefined) {
    const text = `ligne ${problem.line}, ${problem.path}: ${problem.problem}`;
    yield remark(SOFTWARE.test(problem.path) ? 'software' : 'schema', text, text.replace('ligne', 'line'));
  }
  if (search === undefined || ordered === undefined) return;
  if (!isToday(search.date_demande)) {
    yield remark('day', `date_demande : ${search.date_demande}`, `date_demande: ${search.date_demande}`);
  }
  const { numeroAmc, typeConvention, csr, norme, version } = ordered;
  const keys = [search.numero_amc, search.code_type_convention ?? '', search.code_csr ?? ''];
  if (keys.join() !== [numeroAmc, typeConvention, csr].join()) {
    yield remark('keys', `Les clés demandées : ${keys.join(', ')}`, `The keys asked for: ${keys.join(', ')}`);
  }
  const { code_norme_service, version_norme_service, types_adresse } = search;
  if (code_norme_service !== norme || version_norme_service !== version || !types_adresse.includes('URL')) {
    const asked = `${code_norme_service} ${version_norme_service}, ${types_adresse.join(', ')}`;
    yield remark('service', `Le service demandé : ${asked}`, `The service asked for: ${asked}`);
  }
}

/** In any of the usual forms, here or at Greenwich. */
function isToday(text: string): boolean {
  const now = systemClock.now().getTime();
  return [now, now + 7_200_000].some((time) => {
    const [year, month, day] = new Date(time).toISOString().slice(0, 10).split('-') as [
      string,
      string,
      string,
    ];
    return (
      text.startsWith(`${year}-${month}-${day}`) || [year + month + day, day + month + year].includes(text)
    );
  });
}

const remark = (code: string, fr: string, en: string): PeerRemark => ({ code, detail: { fr, en } });
