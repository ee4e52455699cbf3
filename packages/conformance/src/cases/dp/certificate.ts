import { Certificate, kindOf, nameToString, parsePersonId, validatePath } from '@banc-gap/pki';
import type { SeenCall, SeenStep } from '../call-case.ts';
import type { Finding } from '../case.ts';
import { callConduct, callObservation, topic } from '../define.ts';
import { NOTHING_ABOUT_TLS } from './facts.ts';
import { consultAs, DECLARE, DOCTOR, PHARMACIST } from './orders.ts';

const LOOK_AT = {
  fr: 'Le certificat que le GAP a choisi pour cet utilisateur : fullchain.pem du dossier dp-…-auth de la personne, avec sa clé.',
  en: 'The certificate that the GAP chose for this user: fullchain.pem of the folder dp-…-auth of the person, with its key.',
};

/** In whose name the GAP connects: a person's, and never the structure's. */
export const dpCertificate = topic('dp', 'certificate', [
  callObservation('presented', {
    title: { fr: 'Le GAP présente un certificat', en: 'The GAP presents a certificate' },
    level: 'MUST',
    requirement: 'S4-005',
    rfc: '5246 §7.4.6',
    provenBy: ['dp-presents-nothing'],
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
  callObservation('type', {
    order: consultAs(PHARMACIST),
    title: {
      fr: 'Le certificat est un PRO AUTH : ni PRO SIGN, ni certificat de la structure',
      en: 'The certificate is a PRO AUTH: neither PRO SIGN nor a certificate of the structure',
    },
    level: 'MUST',
    requirement: 'S4-005',
    provenBy: ['dp-presents-server-certificate', 'dp-presents-signing-certificate'],
    expected: {
      fr: 'Le certificat est un PRO AUTH de l’IGC-Santé.',
      en: 'The certificate is a PRO AUTH of IGC-Santé.',
    },
    judge: ({ chain: [leaf] }) => leaf && judgeType(leaf),
    lookAt: LOOK_AT,
  }),
  callObservation('chain', {
    title: {
      fr: 'Le GAP envoie une chaîne qui mène à l’IGC-Santé',
      en: 'The GAP sends a chain that leads to IGC-Santé',
    },
    level: 'SHOULD',
    requirement: 'S4-005',
    rfc: '5246 §7.4.6',
    whyNotMust: NOTHING_ABOUT_TLS,
    provenBy: ['dp-omits-intermediate'],
    expected: {
      fr: 'Les certificats envoyés relient celui de la personne à une racine de l’IGC-Santé.',
      en: 'The certificates that are sent link the person’s to a root of IGC-Santé.',
    },
    judge: (seen) => judgeChain(seen),
    lookAt: LOOK_AT,
  }),
  callObservation('validity', {
    title: {
      fr: 'Le certificat de la personne est dans ses dates',
      en: 'The person’s certificate is within its dates',
    },
    level: 'SHOULD',
    requirement: 'S4-005',
    rfc: '5280 §4.1.2.5',
    whyNotMust: NOTHING_ABOUT_TLS,
    provenBy: ['dp-presents-expired-person'],
    expected: {
      fr: 'Le certificat envoyé est dans ses dates de validité.',
      en: 'The certificate that is sent is within its dates of validity.',
    },
    judge: ({ chain: [leaf], at }) => leaf && judgeValidity(leaf, at),
    lookAt: LOOK_AT,
  }),
  callConduct('one-key-per-person', {
    steps: [{ order: consultAs(DOCTOR) }, { order: consultAs(PHARMACIST) }, { order: DECLARE }],
    title: {
      fr: 'Chaque utilisateur se connecte avec son propre certificat',
      en: 'Each user connects with their own certificate',
    },
    level: 'MUST',
    requirement: 'S4-005',
    provenBy: ['dp-one-key-for-all'],
    expected: {
      fr: 'Le certificat de chaque connexion est celui de l’utilisateur pour qui le GAP agit : un médecin, un pharmacien, un agent d’admission.',
      en: 'The certificate of each connection is that of the user for whom the GAP acts: a doctor, a pharmacist, an admission agent.',
    },
    judge: (steps) => judgePersons(steps),
    lookAt: {
      fr: 'Une connexion gardée d’un utilisateur à l’autre, ou une passerelle qui n’a qu’une clé.',
      en: 'A connection that is kept from one user to the next, or a gateway that has one key only.',
    },
  }),
]);

const right = (found: string): Finding => ({ right: true, found: { fr: `${found}.`, en: `${found}.` } });
const wrong = (fr: string, en: string): Finding => ({ right: false, found: { fr, en } });

function judgeType(leaf: Certificate): Finding {
  const kind = kindOf(leaf);
  if (kind?.id === 'pro-auth') return right(kind.title.en);
  return wrong(
    `Le certificat est de type ${kind?.title.fr ?? 'inconnu'}.`,
    `The certificate is of type ${kind?.title.en ?? 'unknown'}.`,
  );
}

/** Dates left aside: another case is about them. */
function judgeChain({ chain, trust }: SeenCall): Finding | undefined {
  const [leaf] = chain;
  if (leaf === undefined) return undefined;
  const result = validatePath(chain, { trustAnchors: trust, at: leaf.notBefore, purpose: 'clientAuth' });
  if (result.valid) return right(result.path.map(({ subject }) => nameToString(subject)).join(' ← '));
  const { message } = result.failure;
  return wrong(
    `La chaîne ne mène pas à l’IGC-Santé : ${message}`,
    `The chain does not lead to IGC-Santé: ${message}`,
  );
}

function judgeValidity(leaf: Certificate, at: Date): Finding {
  const { notBefore, notAfter, subject } = leaf;
  if (at >= notBefore && at <= notAfter) return right(notAfter.toISOString());
  const name = nameToString(subject);
  return wrong(`Hors de ses dates : ${name}.`, `Outside of its dates: ${name}.`);
}

/** Of certificates that are no person's another case speaks. */
function judgePersons(steps: readonly SeenStep[]): Finding | undefined {
  const seen = steps.map(({ calls }) => {
    const [leaf] = calls.at(-1)?.exchange.serverChain ?? [];
    return leaf && Certificate.parse(leaf);
  });
  if (seen.some((leaf) => leaf === undefined || !kindOf(leaf)?.id.startsWith('pro-'))) return undefined;
  const names = seen.map((leaf) => leaf!.commonName ?? '');
  const pairs = names.map((name, index) => `${USERS[index]!.who}: ${name}`).join(' ; ');
  return names.every((name, index) => USERS[index]!.is(name))
    ? right(pairs)
    : wrong(
        `Utilisateur et porteur du certificat : ${pairs}.`,
        `User and holder of the certificate: ${pairs}.`,
      );
}

/** By the steps. What identifies an employee is the structure's to say: the drive is told whom the kit names. */
const USERS = [
  { who: DOCTOR, is: (name: string) => name === DOCTOR },
  { who: PHARMACIST, is: (name: string) => name === PHARMACIST },
  { who: 'agent d’admission', is: (name: string) => parsePersonId(name)?.internalId !== undefined },
];
