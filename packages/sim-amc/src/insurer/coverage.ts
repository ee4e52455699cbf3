import type { Amc, Beneficiary, Contract } from '../seed/schema.ts';
import { Refusal } from './refusal.ts';
import type { PatientRequest } from './requests.ts';

/** Who it is, and by which contract; the rights are open. */
export interface Coverage {
  readonly beneficiary: Beneficiary;
  readonly contract: Contract;
}

/**
 * Finds the one beneficiary whom a request is about.
 *
 * @throws Refusal 101 to 104, 302
 */
export function coverageOf(amc: Amc, request: PatientRequest): Coverage {
  const { debut, fin, dateReference, dateNaissance } = request;
  if (fin < debut) throw new Refusal('302', 'fin < debut');
  if (dateReference < dateNaissance) throw new Refusal('302', 'dateReference < dateNaissance');
  const matching = amc.beneficiaires.filter((one) => isMeant(one, request));
  const [beneficiary] = matching;
  if (beneficiary === undefined) throw new Refusal('101');
  if (matching.length > 1) throw new Refusal('102');
  if (dateReference < debut || dateReference > fin) throw new Refusal('104', `${debut} – ${fin}`);
  const { droits } = beneficiary;
  if (dateReference < droits.debut || dateReference > droits.fin) {
    throw new Refusal('103', `${droits.debut} – ${droits.fin}`);
  }
  return { beneficiary, contract: amc.contrats[beneficiary.contrat]! };
}

function isMeant(one: Beneficiary, request: PatientRequest): boolean {
  const { numeroAdherent, nom, prenom, dateNaissance, rangGemellaire, nirBeneficiaire, nirAssure } = request;
  return (
    one.adherent === numeroAdherent &&
    asLetters(one.nom) === asLetters(nom) &&
    asLetters(one.prenom) === asLetters(prenom) &&
    one.naissance === dateNaissance &&
    (rangGemellaire === undefined || one.rang === rangGemellaire) &&
    (nirBeneficiaire === undefined || one.nir === undefined || one.nir === nirBeneficiaire) &&
    (one.assure ?? one.nir) === nirAssure
  );
}

/** Spellings differ between a card and a hospital: accents, hyphens, case. */
const asLetters = (name: string): string => name.normalize('NFD').replace(/\P{L}/gu, '').toUpperCase();
