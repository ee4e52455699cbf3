import { randomUUID } from 'node:crypto';
import type { ServedCertificate } from '../material.ts';
import type { RocFiles, RocHabits } from '../roc/client.ts';
import { DS } from '../roc/names.ts';
import type { ReplyObjection } from '../roc/reply.ts';
import { type Defect, EVERY_STACK } from './defect.ts';
import { serverDefects } from './servers.ts';

type Text = Defect['title'];

/** What a GAP says to an insurer and makes of its replies is the same on both stacks. */
const habit = <Id extends string>(id: Id, fr: string, en: string, roc: Partial<RocHabits>) =>
  ({ id, title: { fr, en } as Text, stacks: EVERY_STACK, call: { peers: ['amc'], roc } }) as const;

const believing = <Id extends string>(id: Id, fr: string, en: string, passedOver: ReplyObjection) =>
  habit(id, fr, en, { forgives: (objection) => objection === passedOver });

const signing = <Id extends string>(
  id: Id,
  fr: string,
  en: string,
  file: 'expiredSigner' | 'otherSigner' | 'otherService',
) =>
  ({
    id,
    title: { fr, en } as Text,
    stacks: EVERY_STACK,
    needs: file,
    call: {
      peers: ['amc'],
      rocFiles: (
        files: RocFiles,
        { alternatives }: { alternatives?: Partial<Record<typeof file, ServedCertificate>> },
      ) => ({
        ...files,
        signature: alternatives?.[file] ?? files.signature,
      }),
    },
  }) as const;

const HOUR_MS = 3_600_000;
const later = (date: Date, hours: number): Date => new Date(date.getTime() + hours * HOUR_MS);

/** ANS names no certificate for a GAP to show here. */
const OF_CLIENT_CERTIFICATES = [
  'presents-nothing',
  'omits-intermediate',
  'presents-expired-certificate',
  'presents-other-service',
];

/** Mistakes of a GAP when it asks an insurer. */
export const ROC_AMC_DEFECTS = [
  ...serverDefects('amc', 'amc', { expired: 'expiredClient', otherService: 'otherService' }).filter(
    ({ id }) => !OF_CLIENT_CERTIFICATES.some((ending) => id.endsWith(ending)),
  ),

  {
    id: 'amc-ignores-revocation',
    title: {
      fr: 'Ne vérifie pas si le certificat de l’AMC est révoqué',
      en: 'Does not check whether the certificate of the insurer is revoked',
    },
    stacks: EVERY_STACK,
    call: { peers: ['amc'], access: ({ crls: _, ...access }) => access },
  },
  {
    id: 'amc-checks-revocation-of-leaf-only',
    title: {
      fr: 'Ne vérifie pas si l’AC de l’AMC est révoquée',
      en: 'Does not check whether the CA of the insurer is revoked',
    },
    stacks: ['node'],
    call: { peers: ['amc'], forgives: ({ code, position }) => code === 'revoked' && position > 0 },
  },
  {
    id: 'amc-ignores-key-exchange-signature',
    title: {
      fr: 'Ne vérifie pas que l’AMC détient la clé de son certificat',
      en: 'Does not check that the insurer holds the key of its certificate',
    },
    stacks: ['tls12'],
    call: {
      peers: ['amc'],
      secure: (settings) => ({ ...settings, tolerances: { wrongServerKeyExchangeSignature: true } }),
    },
  },
  {
    id: 'amc-ignores-finished',
    title: {
      fr: 'Ne vérifie pas le contenu du Finished de l’AMC',
      en: 'Does not check the content of the Finished of the insurer',
    },
    stacks: ['tls12'],
    call: {
      peers: ['amc'],
      secure: (settings) => ({ ...settings, tolerances: { wrongFinished: true } }),
    },
  },

  habit('amc-sends-no-token', 'N’envoie pas de jeton', 'Sends no token', { dispatch: () => '' }),
  habit(
    'amc-changes-signed-token',
    'Change le jeton après l’avoir signé',
    'Changes the token after it was signed',
    {
      dispatch: (token) => token.replace('AUTOMATE', 'AGENT'),
    },
  ),
  habit('amc-signs-with-sha1', 'Signe ses jetons avec SHA-1', 'Signs its tokens with SHA-1', {
    algorithms: { signature: `${DS}rsa-sha1`, digest: `${DS}sha1` },
  }),
  signing(
    'amc-signs-with-client-certificate',
    'Signe avec son ORG AUTH_CLI de l’annuaire',
    'Signs with its ORG AUTH_CLI for the annuaire',
    'otherService',
  ),
  signing(
    'amc-signs-with-expired-certificate',
    'Signe avec un certificat expiré',
    'Signs with an expired certificate',
    'expiredSigner',
  ),
  signing(
    'amc-signs-as-other-service',
    'Signe sous un autre service applicatif',
    'Signs as another service applicatif',
    'otherSigner',
  ),
  habit(
    'amc-sends-expired-token',
    'Envoie un jeton dont la validité est passée',
    'Sends a token whose time is over',
    {
      claims: (right) => ({
        ...right,
        issueInstant: later(right.issueInstant, -1),
        notBefore: later(right.notBefore, -1),
        notOnOrAfter: later(right.notOnOrAfter, -1),
      }),
    },
  ),
  habit(
    'amc-sends-long-lived-token',
    'Envoie un jeton valable une journée',
    'Sends a token that is good for a day',
    {
      claims: (right) => ({ ...right, notOnOrAfter: later(right.notOnOrAfter, 24) }),
    },
  ),
  habit(
    'amc-names-other-structure',
    'Nomme dans le jeton une autre structure que celle du certificat',
    'Names another structure in the token than that of the certificate',
    {
      claims: (right) => ({ ...right, structure: '10B0152880' }),
    },
  ),
  habit(
    'amc-names-other-issuer',
    'Écrit un autre nom que celui du signataire dans Issuer',
    'Writes another name than that of the signer into Issuer',
    {
      claims: (right) => ({ ...right, issuer: 'https://gap.ch-test.fr' }),
    },
  ),
  habit(
    'amc-leaves-out-attributes',
    'Ne dit pas dans le jeton quel logiciel demande',
    'Does not say in the token which software asks',
    {
      claims: (right) => ({ ...right, attributes: { Secteur_Activite: 'SA01' } }),
    },
  ),
  habit(
    'amc-reuses-token',
    'Garde son jeton pour la demande suivante',
    'Keeps its token for the next request',
    {
      token: (make, reason, previous) => (reason === 'request' && previous) || make(),
    },
  ),
  habit(
    'amc-retries-with-same-token',
    'Refait une demande avec le même jeton',
    'Repeats a request with the same token',
    {
      token: (make, reason, previous) => (reason === 'retry' && previous) || make(),
    },
  ),
  habit(
    'amc-reuses-message-id',
    'Garde son MessageID pour la demande suivante',
    'Keeps its MessageID for the next request',
    {
      messageId: (_reason, previous) => previous ?? `urn:uuid:${randomUUID()}`,
    },
  ),
  habit(
    'amc-retries-with-other-message-id',
    'Refait une demande sous un autre MessageID',
    'Repeats a request under another MessageID',
    {
      messageId: () => `urn:uuid:${randomUUID()}`,
    },
  ),
  habit('amc-writes-comma-decimals', 'Écrit les montants avec une virgule', 'Writes amounts with a comma', {
    body: (right) => right.replace(/(\d)\.(\d\d<)/g, '$1,$2'),
  }),

  habit('amc-leaves-out-structure', 'Ne dit pas pour quelle structure', 'Does not say for which structure', {
    body: (right) => right.replace(/<structure>[^<]*<\/structure>/, ''),
  }),

  believing(
    'amc-believes-unsigned',
    'Croit une réponse sans signature',
    'Believes a reply that is not signed',
    'not signed',
  ),
  believing(
    'amc-believes-any-signer',
    'Croit une réponse, qui que ce soit qui la signe',
    'Believes a reply whoever signs it',
    'signer',
  ),
  believing(
    'amc-believes-expired-signers',
    'Croit une réponse signée par un certificat expiré',
    'Believes a reply that is signed with an expired certificate',
    'expired signer',
  ),
  believing(
    'amc-believes-revoked-signers',
    'Croit une réponse signée par un certificat révoqué',
    'Believes a reply that is signed with a revoked certificate',
    'revoked signer',
  ),
  believing(
    'amc-believes-altered',
    'Ne recalcule pas l’empreinte de la réponse',
    'Does not compute the digest of the reply',
    'altered',
  ),
  believing(
    'amc-believes-wrapped',
    'Lit un autre élément que celui qui est signé',
    'Reads another element than the one that is signed',
    'another element',
  ),
  believing(
    'amc-believes-replayed',
    'Ne compare pas à quel message la réponse répond',
    'Does not compare which message the reply answers',
    'another message',
  ),
  habit('amc-believes-refusals', 'Ne lit pas codeRetour', 'Does not read codeRetour', {
    believes: ({ isFault }, { status }) => status === 200 && !isFault,
  }),
  habit(
    'amc-is-impatient',
    'N’attend pas la réponse de l’AMC plus de deux secondes',
    'Does not wait for the reply of the insurer longer than two seconds',
    {
      patienceMs: 2_000,
    },
  ),
  habit(
    'amc-believes-silence',
    'Prend l’absence de réponse pour un oui',
    'Takes the absence of a reply for a yes',
    {
      believesSilence: true,
    },
  ),
  habit(
    'amc-believes-faults',
    'Prend toute réponse signée pour un oui',
    'Takes every signed reply for a yes',
    {
      believes: ({ code, isFault }) => isFault || code === '000',
    },
  ),
] as const satisfies readonly Defect[];
