import type { Core } from '../core.ts';
import type { Structure } from '../schemas/structures.ts';
import { contractSignedBy } from '../store/contracts.ts';
import { findStructure, sitesOf } from '../store/structures.ts';

export interface ContractAdvice {
  /** The leaf of the tree "Identification de la structure signataire du contrat". */
  readonly leaf: 'signed-at-ej' | 'signed-at-eg' | 'several-eg' | 'one-eg';
  readonly fr: string;
  readonly en: string;
  readonly requirements: readonly string[];
}

const SIGNED_AT_EJ: ContractAdvice = {
  leaf: 'signed-at-ej',
  fr: "Le contrat est signé à l'EJ : vous n'avez rien à faire.",
  en: 'The contract is signed at the EJ: there is nothing to do.',
  requirements: ['S1-064'],
};

const SEVERAL: ContractAdvice = {
  leaf: 'several-eg',
  fr: "Vous pouvez signer à l'EG, mais les certificats logiciels seront rattachés à cet EG : c'est donc cet EG qui sera présenté à l'extérieur.",
  en: 'You may sign at the EG, but the certificates will be tied to that EG: it is the EG that others will see.',
  requirements: ['S1-061'],
};

const ONE: ContractAdvice = {
  leaf: 'one-eg',
  fr: "Vous pouvez signer à l'EJ ou à l'EG. Il est préconisé de signer à l'EJ.",
  en: 'You may sign at the EJ or at the EG. The EJ is advised.',
  requirements: ['S1-062'],
};

/** S1 and S3, annex "Identification de la structure signataire du contrat". */
export function contractAdvice(core: Core, structure: Structure): ContractAdvice {
  const ej = structure.ej === null ? structure : findStructure(core, structure.ej)!;
  const signed = (one: Structure) => contractSignedBy(core, one.id) !== undefined;
  if (structure.kind === 'EG' && signed(structure)) return signedAtSite([structure]);
  if (signed(ej)) return SIGNED_AT_EJ;
  const sites = sitesOf(core, ej.id);
  const signing = sites.filter(signed);
  if (structure.kind === 'EJ' && signing.length > 0) return signedAtSite(signing);
  return sites.length > 1 ? SEVERAL : ONE;
}

function signedAtSite(sites: readonly Structure[]): ContractAdvice {
  const site = sites.map(({ name, id }) => `${name} (${id})`).join(', ');
  return {
    leaf: 'signed-at-eg',
    fr: `Le contrat est signé à l'EG ${site} : les certificats logiciels seront rattachés à cet EG, c'est donc cet EG qui sera présenté à l'extérieur.`,
    en: `The contract is signed at the EG ${site}: the certificates will be tied to that EG, and it is the EG that others will see.`,
    requirements: ['S1-065'],
  };
}
