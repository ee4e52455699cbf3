/** Health professions and their codes (nomenclature TRE_G15), as certificates name them in `title`. */
export const PROFESSIONS = {
  Médecin: 10,
  Pharmacien: 21,
  'Chirurgien-Dentiste': 40,
  'Sage-Femme': 50,
  Infirmier: 60,
  Orthophoniste: 91,
} as const;
export type Profession = keyof typeof PROFESSIONS;
