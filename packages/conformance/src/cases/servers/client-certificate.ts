import { kindOf, nameToString, validatePath } from '@banc-gap/pki';
import type { SeenCall } from '../call-case.ts';
import type { CaseSuite, ConformanceCase, Finding } from '../case.ts';
import { callObservation, topic } from '../define.ts';

const ANS_LISTS_OTHER_CHECKS = {
  fr: 'Les vérifications que l’ANS énumère pour ce lien ne comprennent ni le type ni le nom du certificat.',
  en: 'The checks that ANS lists for this link include neither the type nor the name of the certificate.',
};

/** The ORG AUTH_CLI with which the GAP connects to a server. */
export interface ClientCertificate {
  readonly suite: CaseSuite;
  /** What the ids of the defects begin with that prove these cases. */
  readonly defects: string;
  /** The service applicatif, as ANS names it. */
  readonly name: string;
  /** Its folder in the kit. */
  readonly folder: string;
  /** The rows that want it shown and checked, that say its type, and its name. */
  readonly requirements: { readonly checks: string; readonly type: string; readonly name: string };
}

/** What the GAP presents to a server. */
export function clientCertificate(expected: ClientCertificate): readonly ConformanceCase[] {
  const { suite, defects, name, folder, requirements } = expected;
  const provenBy = (...endings: readonly string[]) => endings.map((ending) => `${defects}-${ending}`);
  const lookAt = {
    fr: `Le certificat installé pour ce lien : fullchain.pem de ${folder}, avec sa clé.`,
    en: `The certificate that is installed for this link: fullchain.pem of ${folder}, with its key.`,
  };
  return topic(suite, 'certificate', [
    callObservation('presented', {
      title: { fr: 'Le GAP présente un certificat', en: 'The GAP presents a certificate' },
      level: 'MUST',
      requirement: requirements.checks,
      rfc: '5246 §7.4.6',
      provenBy: provenBy('presents-nothing'),
      expected: {
        fr: 'Le message Certificate du GAP n’est pas vide.',
        en: 'The Certificate message of the GAP is not empty.',
      },
      judge: ({ chain: [leaf], completed }) => {
        if (leaf) return right(nameToString(leaf.subject));
        // A GAP that breaks off before is not asked to present anything.
        if (!completed) return undefined;
        return wrong('Le GAP n’a présenté aucun certificat.', 'The GAP presented no certificate.');
      },
      lookAt,
    }),
    callObservation('chain', {
      title: {
        fr: 'Le GAP envoie une chaîne qui mène à l’IGC-Santé',
        en: 'The GAP sends a chain that leads to IGC-Santé',
      },
      level: 'MUST',
      requirement: requirements.checks,
      rfc: '5246 §7.4.6',
      provenBy: provenBy('omits-intermediate'),
      expected: {
        fr: 'Les certificats envoyés relient celui du GAP à une racine de l’IGC-Santé.',
        en: 'The certificates that are sent link the GAP’s to a root of IGC-Santé.',
      },
      judge: (seen) => ifPresented(seen, judgeChain),
      lookAt,
    }),
    callObservation('validity', {
      title: {
        fr: 'Le certificat du GAP est dans ses dates',
        en: 'The GAP’s certificate is within its dates',
      },
      level: 'MUST',
      requirement: requirements.checks,
      rfc: '5280 §4.1.2.5',
      provenBy: provenBy('presents-expired-certificate'),
      expected: {
        fr: 'Chaque certificat envoyé est dans ses dates de validité.',
        en: 'Every certificate that is sent is within its dates of validity.',
      },
      judge: (seen) => ifPresented(seen, judgeValidity),
      lookAt,
    }),
    callObservation('type', {
      title: {
        fr: 'Le certificat du GAP est de type ORG AUTH_CLI',
        en: 'The GAP’s certificate is of type ORG AUTH_CLI',
      },
      level: 'SHOULD',
      requirement: requirements.type,
      provenBy: provenBy('presents-server-certificate'),
      whyNotMust: ANS_LISTS_OTHER_CHECKS,
      expected: {
        fr: 'Le certificat est un ORG AUTH_CLI de l’IGC-Santé.',
        en: 'The certificate is an ORG AUTH_CLI of IGC-Santé.',
      },
      judge: (seen) => ifPresented(seen, judgeType),
      lookAt,
    }),
    callObservation('name', {
      title: { fr: `Le service applicatif est ${name}`, en: `The service applicatif is ${name}` },
      level: 'SHOULD',
      requirement: requirements.name,
      provenBy: provenBy('presents-other-service', 'presents-server-certificate'),
      whyNotMust: ANS_LISTS_OTHER_CHECKS,
      expected: {
        fr: `Le CN du certificat est ${name}.`,
        en: `The CN of the certificate is ${name}.`,
      },
      judge: (seen) => ifPresented(seen, ({ leaf }) => judgeName(leaf.commonName, name)),
      lookAt,
    }),
  ]);
}

type Judge = (seen: SeenCall & { readonly leaf: SeenCall['chain'][number] }) => Finding;

/** Of a GAP that presents nothing there is nothing to say but that. */
function ifPresented(seen: SeenCall, judge: Judge): Finding | undefined {
  const [leaf] = seen.chain;
  return leaf && judge({ ...seen, leaf });
}

const right = (found: string): Finding => ({ right: true, found: { fr: `${found}.`, en: `${found}.` } });
const wrong = (fr: string, en: string): Finding => ({ right: false, found: { fr, en } });

/** Dates left aside: another case is about them. */
function judgeChain({ chain, leaf, trust }: Parameters<Judge>[0]): Finding {
  const result = validatePath(chain, { trustAnchors: trust, at: leaf.notBefore, purpose: 'clientAuth' });
  if (result.valid) return right(result.path.map(({ subject }) => nameToString(subject)).join(' ← '));
  const { message } = result.failure;
  return wrong(
    `La chaîne ne mène pas à l’IGC-Santé : ${message}`,
    `The chain does not lead to IGC-Santé: ${message}`,
  );
}

function judgeValidity({ chain, leaf, at }: Parameters<Judge>[0]): Finding {
  const outside = chain.find(({ notBefore, notAfter }) => at < notBefore || at > notAfter);
  if (outside === undefined) return right(leaf.notAfter.toISOString());
  const name = nameToString(outside.subject);
  return wrong(`Hors de ses dates : ${name}.`, `Outside of its dates: ${name}.`);
}

function judgeType({ leaf }: Parameters<Judge>[0]): Finding {
  const kind = kindOf(leaf);
  if (kind?.id === 'org-auth-cli') return right(kind.title.en);
  return wrong(
    `Le certificat est de type ${kind?.title.fr ?? 'inconnu'}.`,
    `The certificate is of type ${kind?.title.en ?? 'unknown'}.`,
  );
}

function judgeName(found = '', expected: string): Finding {
  if (found === expected) return right(found);
  return wrong(`Le CN est « ${found} ».`, `The CN is "${found}".`);
}
