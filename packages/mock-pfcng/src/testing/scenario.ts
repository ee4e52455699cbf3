import { ManualClock, seededRandom } from '@banc-gap/simkit';
import { type Actor, SERVICE_CLIENT } from '../actors.ts';
import { KIT_USAGE_TEXT, USES } from '../data/uses.ts';
import { openPfcng, type Pfcng, type PfcngOptions } from '../pfcng.ts';
import { TestIssuer } from './issuer.ts';

export { TestIssuer } from './issuer.ts';
export { SHOWN } from './shown.ts';

export const EJ = '10B0999999';
export const EG = '10B0999998';
export const EDITOR = '2187512751';
export const SIRET = '00000000099999';
export const START = new Date('2026-11-22T08:00:00Z');

export const person = (givenName: string, rest: Record<string, unknown> = {}) => ({
  familyName: 'ESSAI',
  givenName,
  email: `${givenName.toLowerCase()}@ch-ville.fr`,
  ...rest,
});

export const actorOf = (cardNumber: string): Actor => ({ kind: 'card', cardNumber });
export const WRITER: Actor = { kind: 'correspondent', email: 'secretariat@ch-ville.fr' };

export const signedByHand = { visa: true, stamp: true } as const;
export const signedWith = (cardNumber: string) => ({ cardNumber, ...signedByHand });

export interface Bench extends Disposable {
  readonly pfcng: Pfcng;
  readonly clock: ManualClock;
  readonly issuer: TestIssuer;
  /** Everything that the platform has told anybody who listens to it. */
  journal(): unknown;
}

/** A platform on a clock that stands still, which knows an EJ with one EG, and an editor; nothing else. */
export async function bench(options: Partial<PfcngOptions> = {}): Promise<Bench> {
  const clock = new ManualClock(START);
  const issuer = new TestIssuer();
  const pfcng = await openPfcng({
    file: ':memory:',
    clock,
    issuer,
    random: seededRandom('pfcng'),
    ...options,
  });
  if (pfcng.structures.search(SERVICE_CLIENT).length === 0) registerStructures(pfcng);
  return {
    pfcng,
    clock,
    issuer,
    journal: () => [pfcng.journal.entries(), pfcng.changes.list(SERVICE_CLIENT)],
    [Symbol.dispose]: () => pfcng.close(),
  };
}

function registerStructures(pfcng: Pfcng): void {
  const place = { postcode: '75010', town: 'Paris' };
  pfcng.structures.register(SERVICE_CLIENT, {
    id: EJ,
    kind: 'EJ',
    name: 'Centre hospitalier de Ville',
    siret: SIRET,
    ...place,
  });
  pfcng.structures.register(SERVICE_CLIENT, { id: EG, kind: 'EG', ej: EJ, name: 'Site nord', ...place });
  pfcng.structures.register(SERVICE_CLIENT, {
    id: EDITOR,
    kind: 'EJ',
    activity: 'editeur',
    name: 'Editeur de GAP',
    ...place,
  });
}

/** The card that a form has delivered. */
const cardOf = (form: { readonly outcome: { readonly cards?: readonly string[] | undefined } | null }) =>
  form.outcome!.cards![0]!;

/** Contract at the EJ and CDE of its director; the number of the CDE. */
export function signContract(pfcng: Pfcng, structure = EJ, director = person('Denise')): string {
  pfcng.forms.submit(WRITER, {
    form: 'contrat',
    structure,
    representative: director,
    signature: signedByHand,
  });
  return cardOf(
    pfcng.forms.submit(WRITER, {
      form: 'F101',
      structure,
      representative: director,
      signature: signedByHand,
    }),
  );
}

/** An employee's card, by F301. */
export function employeeCard(
  pfcng: Pfcng,
  cde: string,
  holder: ReturnType<typeof person>,
  rest: Record<string, unknown> = {},
): string {
  return cardOf(
    pfcng.forms.submit(WRITER, {
      form: 'F301',
      structure: EJ,
      holder,
      cardType: 'CPE',
      signature: signedWith(cde),
      ...rest,
    }),
  );
}

export const beneficiary = {
  name: 'Centre hospitalier de Ville',
  siret: SIRET,
  finess: EJ.slice(1),
  postcode: '75010',
  town: 'Paris',
};

/** The F413 that Diapason wants, for the widest domain. */
export const f413 = (signer: string, administrator: string, rest: Record<string, unknown> = {}) => ({
  form: 'F413',
  beneficiary,
  signature: signedWith(signer),
  usageText: `${USES['diapason-psp-client'].usageText.F413} ${USES['diapason-tpe-server'].usageText.F413}`,
  offers: [
    { offer: 'ORG', usages: ['AUTH_CLI'] },
    { offer: 'SERV', usages: ['SSL_SERVEUR'] },
  ],
  domain: '*ch-ville.fr',
  administrators: [{ cardNumber: administrator }],
  ...rest,
});

/** The F414 of an editor without cards (S2, case A). */
export const f414 = (rest: Record<string, unknown> = {}, habilitation: Record<string, unknown> = {}) => ({
  form: 'F414',
  structure: EDITOR,
  requester: person('Edith', { email: 'edith@editeur.fr' }),
  kit: { quantity: 1, usageText: KIT_USAGE_TEXT },
  habilitation: {
    usageText: USES['diapason-psp-client'].usageText.F414,
    offers: [
      { offer: 'ORG', usages: ['AUTH_CLI'] },
      { offer: 'SERV', usages: ['SSL_SERVEUR'] },
    ],
    domain: '*editeur.fr',
    cards: { answer: 'non', cardOfKit: 5 },
    ...habilitation,
  },
  ...rest,
});

export interface Establishment {
  /** Card numbers. */
  readonly cde: string;
  readonly mandataire: string;
  readonly administrator: string;
}

/** An establishment at the end of the path: contract, CDE, a mandataire, an administrateur technique who is habilitated. */
export function establish(pfcng: Pfcng): Establishment {
  const cde = signContract(pfcng);
  const mandataire = employeeCard(pfcng, cde, person('Marc'), { mandat: true });
  const administrator = employeeCard(pfcng, cde, person('Alice'));
  pfcng.forms.submit(WRITER, f413(mandataire, administrator));
  return { cde, mandataire, administrator };
}

export const clientOrder = {
  structure: EJ,
  environment: 'production',
  product: { offer: 'ORG', usage: 'AUTH_CLI', serviceApplicatif: 'Client_Diapason_PSP' },
  key: { source: 'on-line' },
} as const;
export const serverOrder = (fqdn: string, alternativeNames: readonly string[] = []) => ({
  structure: EJ,
  environment: 'production',
  product: { offer: 'SERV', usage: 'SSL_SERVEUR', fqdn, alternativeNames },
  key: { source: 'on-line' },
});

export const CODE = 'code-4321';
export const PASSWORD = 'mot-de-passe-1';
export const withdrawal = (order: string, rest: Record<string, unknown> = {}) => ({
  order,
  revocationCode: CODE,
  revocationCodeAgain: CODE,
  acceptTerms: true,
  keyPassword: PASSWORD,
  ...rest,
});
