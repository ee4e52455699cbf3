import type { CallOrder } from '../call-case.ts';

/** The users of the kit, by the national identifiers in their certificates. */
export const PHARMACIST = '899700000013';
export const DOCTOR = '899700000021';
/** Where the state of the bench has another one, the port of the DP puts that in its place. */
const ADMISSION_AGENT = '30B0999999/BANC0001';

/** Patients of packages/sim-dp/seed: the first has a dossier, the second is in no directory yet. */
const PATIENT = { ins: '180019999900168', oid: '1.2.250.1.213.1.4.10' };
const NEWCOMER = {
  ins: '297122A99900463',
  oid: '1.2.250.1.213.1.4.11',
  nomNaissance: 'ESSAI-HORS-ANNUAIRE',
  prenom: 'DIANE',
  dateNaissance: '1997-12-05',
  sexe: 'F',
} as const;

export const consultAs = (user: string): CallOrder => ({
  action: 'dp.consult',
  params: { user, ...PATIENT },
});

export const FEED: CallOrder = {
  action: 'dp.feed',
  params: {
    user: PHARMACIST,
    ...PATIENT,
    cip13: '3400990000011',
    libelle: 'MEDICAMENT FICTIF A 500 MG',
    quantite: 1,
  },
};

export const DECLARE: CallOrder = {
  action: 'dp.directory',
  params: { user: ADMISSION_AGENT, operation: 'add', ...NEWCOMER },
};
