/** What the annuaire answers, in French as the real one does: codes and texts are the bench's own. */
export const CODES_RETOUR = {
  '00': 'AMC trouvée',
  '01': 'AMC inconnue',
  '02': 'Précisez le type de convention',
  '03': 'Précisez le critère secondaire de routage (CSR)',
  '04': 'Aucune adresse pour cette norme, cette version et ce type d’adresse',
  '05': 'Plusieurs AMC répondent à ces critères',
  '10': 'Requête mal formée',
  '11': 'Logiciel non autorisé',
  '90': 'Annuaire indisponible',
} as const;

export type CodeRetour = keyof typeof CODES_RETOUR;
