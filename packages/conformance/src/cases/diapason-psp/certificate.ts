import { kindOf, nameToString, validatePath } from '@banc-gap/pki';
import type { SeenCall } from '../call-case.ts';
import type { Finding } from '../case.ts';
import { callObservation, topic } from '../define.ts';

const SERVICE_APPLICATIF = 'Client_Diapason_PSP';
const ANS_LISTS_OTHER_CHECKS = {
  fr: 'Les vérifications que l’ANS énumère pour ce lien ne comprennent ni le type ni le nom du certificat.',
  en: 'The checks that ANS lists for this link include neither the type nor the name of the certificate.',
};
const LOOK_AT = {
  fr: 'Le certificat installé pour ce lien : fullchain.pem de diapason-psp-client, avec sa clé.',
  en: 'The certificate that is installed for this link: fullchain.pem of diapason-psp-client, with its key.',
};

/** What the GAP presents to the provider. */
export const pspCertificate = topic('diapason-psp', 'certificate', [
  callObservation('presented', {
    title: { fr: 'Le GAP présente un certificat', en: 'The GAP presents a certificate' },
    level: 'MUST',
    requirement: 'S1-018',
    rfc: '5246 §7.4.6',
    provenBy: ['psp-presents-nothing'],
    expected: {
      fr: 'Le message Certificate du GAP n’est pas vide.',
      en: 'The Certificate message of the GAP is not empty.',
    },
    judge: ({ chain: [leaf] }) =>
      leaf
        ? right(nameToString(leaf.subject))
        : wrong('Le GAP n’a présenté aucun certificat.', 'The GAP presented no certificate.'),
    lookAt: LOOK_AT,
  }),
  callObservation('chain', {
    title: {
      fr: 'Le GAP envoie une chaîne qui mène à l’IGC-Santé',
      en: 'The GAP sends a chain that leads to IGC-Santé',
    },
    level: 'MUST',
    requirement: 'S1-018',
    rfc: '5246 §7.4.6',
    provenBy: ['psp-omits-intermediate'],
    expected: {
      fr: 'Les certificats envoyés relient celui du GAP à une racine de l’IGC-Santé.',
      en: 'The certificates that are sent link the GAP’s to a root of IGC-Santé.',
    },
    judge: (seen) => ifPresented(seen, judgeChain),
    lookAt: LOOK_AT,
  }),
  callObservation('validity', {
    title: { fr: 'Le certificat du GAP est dans ses dates', en: 'The GAP’s certificate is within its dates' },
    level: 'MUST',
    requirement: 'S1-018',
    rfc: '5280 §4.1.2.5',
    provenBy: ['psp-presents-expired-certificate'],
    expected: {
      fr: 'Chaque certificat envoyé est dans ses dates de validité.',
      en: 'Every certificate that is sent is within its dates of validity.',
    },
    judge: (seen) => ifPresented(seen, judgeValidity),
    lookAt: LOOK_AT,
  }),
  callObservation('type', {
    title: {
      fr: 'Le certificat du GAP est de type ORG AUTH_CLI',
      en: 'The GAP’s certificate is of type ORG AUTH_CLI',
    },
    level: 'SHOULD',
    requirement: 'S1-007',
    provenBy: ['psp-presents-server-certificate'],
    whyNotMust: ANS_LISTS_OTHER_CHECKS,
    expected: {
      fr: 'Le certificat est un ORG AUTH_CLI de l’IGC-Santé.',
      en: 'The certificate is an ORG AUTH_CLI of IGC-Santé.',
    },
    judge: (seen) => ifPresented(seen, judgeType),
    lookAt: LOOK_AT,
  }),
  callObservation('name', {
    title: {
      fr: 'Le service applicatif est Client_Diapason_PSP',
      en: 'The service applicatif is Client_Diapason_PSP',
    },
    level: 'SHOULD',
    requirement: 'S1-032',
    provenBy: ['psp-presents-other-service', 'psp-presents-server-certificate'],
    whyNotMust: ANS_LISTS_OTHER_CHECKS,
    expected: {
      fr: `Le CN du certificat est ${SERVICE_APPLICATIF}.`,
      en: `The CN of the certificate is ${SERVICE_APPLICATIF}.`,
    },
    judge: (seen) => ifPresented(seen, judgeName),
    lookAt: LOOK_AT,
  }),
]);

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

function judgeName({ leaf }: Parameters<Judge>[0]): Finding {
  const { commonName = '' } = leaf;
  if (commonName === SERVICE_APPLICATIF) return right(commonName);
  return wrong(`Le CN est « ${commonName} ».`, `The CN is "${commonName}".`);
}
