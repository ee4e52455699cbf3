import type { RequestListener } from 'node:http';
import type { PeerPort, RunConfig } from '@banc-gap/conformance';
import { type Authorities, kitSubject } from '@banc-gap/mock-igc-sante';
import {
  DpProblem,
  defaultSeed,
  dpListener,
  openDp,
  PROBLEMS,
  type ProblemSlug,
  problemType,
} from '@banc-gap/sim-dp';

/** The refusals that cases have the DP answer with, whatever it is asked. */
const REFUSALS = [
  'no-dossier',
  'patient-opposed',
  'consultation-not-allowed',
  'annuaire-not-allowed',
  'signature-invalid',
  'unavailable',
  'internal-error',
] as const satisfies readonly ProblemSlug[];

/** The Dossier Pharmaceutique that the suite plays: the dossiers of its seed at each order. */
export function dpPort(config: RunConfig, authorities: Authorities): PeerPort {
  const identities = authorities.dpIdentities(config.peers.dp.host);
  const dp = openDp({ file: ':memory:' });
  const listener = dpListener({ dp, trust: personTrust(authorities) });
  return {
    identity: (defect) => identities.identity(defect),
    answer: (request, response) => void listener.then((answer) => answer(request, response)),
    replies: {
      ...Object.fromEntries(REFUSALS.map((slug) => [slug, refusing(slug)])),
      html: answering(200, 'text/html; charset=utf-8', '<!DOCTYPE html>\n<title>Portail</title>\n'),
      'another-patient': answering(200, 'application/json', JSON.stringify(anotherPatient())),
    },
    async prepare(order) {
      dp.reset(defaultSeed());
      if (order.action !== 'dp.directory') return order;
      return { ...order, params: { ...order.params, user: admissionAgent(authorities) } };
    },
    async remarks({ answer }) {
      const slug = answer && slugOf(answer.body);
      return slug === undefined ? [] : [{ code: slug, detail: PROBLEMS[slug].title }];
    },
    trust: authorities.trust.igcSante,
  };
}

/** Whom the DP lets in, and takes signatures from. */
export const personTrust = (authorities: Authorities) => ({
  trustAnchors: () => authorities.trust.igcSante,
  intermediates: () => authorities.intermediates.igcSante,
  crls: () => authorities.crls().igcSante,
});

/** PFCNG names an employee by the number of a card, which is another one in each state; the kit of `banc demo` does not. */
function admissionAgent(authorities: Authorities): string {
  const ordered = authorities
    .certificates()
    .filter(({ profile, orderId, revokedAt }) => {
      return profile === 'igc-sante-test/pro-auth' && !orderId?.startsWith('kit/') && !revokedAt;
    })
    .toSorted((a, b) => b.issuedAt.getTime() - a.issuedAt.getTime())
    .map(({ subject }) => /(?:^|[,+])CN=([^,+]+\/[^,+]+)/.exec(subject)?.[1]);
  return ordered.find((id) => id !== undefined) ?? kitSubject('dp-agent-admission-auth').employee!.nationalId;
}

function refusing(slug: ProblemSlug): RequestListener {
  const problem = new DpProblem(slug);
  return answering(problem.entry.status, 'application/problem+json', JSON.stringify(problem.details('fr')));
}

function answering(status: number, type: string, content: string): RequestListener {
  return (request, response) => {
    request.resume().once('end', () => response.writeHead(status, { 'content-type': type }).end(content));
  };
}

function anotherPatient(): object {
  const { oppose: _oppose, annuaire: _annuaire, ...dossier } = defaultSeed()[1]!;
  return dossier;
}

/** Which refusal an answer of the DP is. */
function slugOf(body: Buffer): ProblemSlug | undefined {
  const slugs = Object.keys(PROBLEMS) as ProblemSlug[];
  try {
    const { type } = JSON.parse(body.toString()) as { readonly type?: unknown };
    return slugs.find((slug) => problemType(slug) === type);
  } catch {
    return undefined;
  }
}
