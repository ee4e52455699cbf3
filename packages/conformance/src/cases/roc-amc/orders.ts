import type { CallOrder } from '../call-case.ts';

/** Somebody whom the bench insures; its port puts days of this year in the place of these. */
const PATIENT = {
  numeroAmc: '99900011',
  numeroAdherent: '0001001',
  debut: '2026-01-01',
  fin: '2026-12-31',
  nom: 'MARTIN',
  prenom: 'LOUISE',
  dateNaissance: '1971-05-04',
  nirAssure: '271139900100144',
  dateReference: '2026-06-01',
};

/** IDB: is she covered? */
export const IDENTIFICATION = { action: 'roc.idb', params: PATIENT } as const satisfies CallOrder;

/** CLC: who pays what of three days in hospital? */
export const CALCULATION = {
  action: 'roc.clc',
  params: {
    ...PATIENT,
    lignes: [
      {
        codePrestation: 'GHS',
        quantite: 1,
        base: 1200_00,
        taux: 80,
        montantTotal: 1200_00,
        partAmo: 960_00,
      },
      { codePrestation: 'FJ', quantite: 3, base: 20_00, taux: 0, montantTotal: 60_00, partAmo: 0 },
      { codePrestation: 'CP', quantite: 3, base: 65_00, taux: 0, montantTotal: 195_00, partAmo: 0 },
    ],
  },
} as const satisfies CallOrder;

/** DEL: the stay is called off. The port of the insurer puts a commitment in the place of this one. */
export const CANCELLATION = {
  action: 'roc.del',
  params: {
    numeroAmc: PATIENT.numeroAmc,
    numeroEngagement: '99900011-20260101-000001',
    motif: 'Séjour annulé',
  },
} as const satisfies CallOrder;
