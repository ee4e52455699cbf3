import { ANS_STATEMENTS } from './ans-statements.ts';
import { BENCH_STATEMENTS } from './bench-statements.ts';

/** The documents that the rows quote, of the Agence du numérique en santé and of the bench, by the first part of a row's id. */
const DOCUMENTS: Readonly<Record<string, { readonly file: string; readonly title: string }>> = {
  S1: {
    file: '000_56e0a684aeb2b35a',
    title:
      'Procédure d’obtention des certificats logiciels pour la mise en œuvre de Diapason (établissements)',
  },
  S2: {
    file: '001_9c2f18923c98af42',
    title:
      'Procédure d’obtention des certificats logiciels de test pour la mise en œuvre de Diapason par les éditeurs de GAP',
  },
  S3: {
    file: '002_a060c00e28e7aecb',
    title:
      'Procédure d’obtention des certificats logiciels pour le raccordement aux complémentaires santé, V4.0.0 du 04/04/2023',
  },
  S4: {
    file: '004_9b738f233574895f',
    title: 'Procédure d’obtention des certificats PRO de l’IGC-Santé pour le Dossier Pharmaceutique',
  },
  A1: {
    file: 'docs/annuaire.md',
    title: 'Le contrat du banc avec l’annuaire AMC, urn:banc-gap:roc:annuaire:1.0.0',
  },
  P1: {
    file: 'docs/psp.md',
    title: 'Le contrat du banc avec le prestataire de paiement, urn:banc-gap:diapason:v1',
  },
};

/** Where in its document a row that cases cite is found. */
const SECTIONS: Readonly<Record<string, string>> = {
  'S1-004': 'Contexte : les certificats nécessaires',
  'S1-007': 'Contexte : les certificats nécessaires',
  'S1-008': 'Contexte : les certificats nécessaires',
  'S1-009': 'Contexte : les certificats nécessaires',
  'S1-010': 'Contexte : les certificats nécessaires',
  'S1-016': 'Contexte : les certificats nécessaires',
  'S1-017': 'Annexe « Sécurisation des échanges », schéma GAP – PSP',
  'S1-018': 'Annexe « Sécurisation des échanges », schéma GAP – PSP',
  'S1-019': 'Annexe « Sécurisation des échanges », schéma GAP – TPE',
  'S1-020': 'Annexe « Sécurisation des échanges », schéma GAP – PSP',
  'S1-029': 'Cycle de vie des certificats logiciels',
  'S1-030': 'Cycle de vie des certificats logiciels',
  'S1-031': 'Cycle de vie des certificats logiciels',
  'S1-032': 'Génération et installation, règles de nommage',
  'S1-033': 'Génération et installation, règles de nommage',
  'S1-048': 'Contexte : les certificats nécessaires, « NB »',
  'S1-051': 'Génération et installation, « Attention » sous les règles de nommage',
  'S1-054': 'Génération et installation, « Attention » sous les règles de nommage',
  'S1-055': 'Génération et installation, biclé et CSR',
  'S1-056': 'Génération et installation, biclé et CSR',
  'S1-065': 'Identification de la structure signataire du contrat',
  'S1-070': 'Annexe « Sécurisation des échanges », schéma GAP – TPE',
  'S2-003': 'Annexe, « Échanges entre les établissements et le TPE »',
  'S2-010': 'Demande d’habilitation, formulaire 414, domaine du serveur',
  'S2-015': 'Demande d’habilitation, formulaire 414, étape 4.1',
  'S3-002':
    'Annexe « Mécanismes de sécurité mis en œuvre dans les échanges entre les ETS, AMC et annuaire », note *',
  'S3-001': 'Annexe « Mécanismes de sécurité mis en œuvre dans les échanges entre les ETS, AMC et annuaire »',
  'S3-003': 'Annexe « Mécanismes de sécurité mis en œuvre dans les échanges entre les ETS, AMC et annuaire »',
  'S3-006': 'Annexe « Mécanismes de sécurité mis en œuvre dans les échanges entre les ETS, AMC et annuaire »',
  'S3-004': 'Les certificats nécessaires',
  'S3-005': 'Les certificats nécessaires',
  'S3-007': 'Demande d’habilitation, formulaire 413, section 4.2',
  'S3-008':
    'Annexe « Mécanismes de sécurité mis en œuvre dans les échanges entre les ETS, AMC et annuaire », note *',
  'S3-012': 'Génération et installation, règles de nommage',
  'S3-013': 'Génération et installation, règles de nommage',
  'S3-016': 'Génération et installation, biclé et CSR',
  'S4-002': '§2 Pourquoi ma structure a-t-elle besoin de certificats ?',
  'S4-005': '§3 Quels certificats peuvent être utiles à ma structure ?',
  'S4-006': '§3 Quels certificats peuvent être utiles à ma structure ?',
  'S4-019': '§3 Quels certificats peuvent être utiles à ma structure ?, « Nota Bene »',
  'S4-025': '§2 Pourquoi ma structure a-t-elle besoin de certificats ?',
  'S4-028': '§6 Commande technique, étape 3',
  'S4-029': '§6 Commande technique, étape 3',
  'A1-001': 'What to ask',
  'A1-002': 'What to ask',
  'A1-003': 'What to ask',
  'A1-004': 'What it answers',
  'A1-005': 'What to remember',
  'P1-001': 'When an answer is lost',
  'P1-002': 'When an answer is lost',
  'P1-003': 'Money',
  'P1-004': 'Money',
  'P1-005': 'No card number',
};

const NOT_TESTED: Readonly<Record<string, string>> = {
  administrative: 'A step that people take to order certificates; nothing of it shows in what a GAP does.',
  platform: 'A rule of the ordering platform, not of the GAP.',
  slip: 'A slip of the document; nothing to conform to.',
  network: 'The network of the establishment, not the GAP: the bench dials the address of the configuration.',
  terminal: 'A property of the terminal; the simulated one has it.',
  repeated: 'Says again what another row says.',
};

export interface Requirement {
  readonly id: string;
  /** The file name under which the document was collected. */
  readonly document: string;
  readonly documentTitle: string;
  readonly section?: string;
  readonly kind: string;
  readonly statement: string;
  /** The words the statement stands on, as printed. */
  readonly words: string;
  /** Why no case tests it; absent when cases must. */
  readonly notTestedBecause?: string;
}

export const REQUIREMENTS: readonly Requirement[] = [ANS_STATEMENTS, BENCH_STATEMENTS].flatMap((rows) =>
  rows.trim().split('\n').map(parseRow),
);

const byId = new Map(REQUIREMENTS.map((requirement) => [requirement.id, requirement]));

export function findRequirement(id: string): Requirement | undefined {
  return byId.get(id);
}

function parseRow(line: string): Requirement {
  const [id = '', kind = '', notTested = '', statement = '', words = ''] = line.split('\t');
  const document = DOCUMENTS[id.slice(0, 2)];
  if (!document || !words) throw new Error(`requirement row "${id}" is malformed`);
  const section = SECTIONS[id];
  const notTestedBecause = notTested === '-' ? undefined : reason(id, notTested);
  return {
    id,
    document: document.file,
    documentTitle: document.title,
    ...(section && { section }),
    kind,
    statement,
    words,
    ...(notTestedBecause && { notTestedBecause }),
  };
}

function reason(id: string, key: string): string {
  const text = NOT_TESTED[key];
  if (text) return text;
  throw new Error(`requirement row "${id}" gives no known reason: "${key}"`);
}
