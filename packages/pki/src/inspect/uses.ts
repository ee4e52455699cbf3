import type { KindId } from './kinds.ts';

/** What a GAP uses a certificate for, by the name that its file has in a kit and in banc.yaml. */
export const CERTIFICATE_USES = [
  'diapason-tpe-server',
  'diapason-psp-client',
  'roc-annuaire-client',
  'roc-amc-sign',
  'dp-pharmacien-auth',
  'dp-medecin-auth',
  'dp-agent-admission-auth',
  'dp-pharmacien-sign',
] as const;
export type CertificateUse = (typeof CERTIFICATE_USES)[number];

/** Who uses the Dossier Pharmaceutique. */
export type Person = 'pharmacien' | 'medecin' | 'agent';

interface UseDefinition {
  /** The type of certificate that ANS names for it. */
  readonly kind: KindId;
  readonly purpose: 'serverAuth' | 'clientAuth' | 'signature';
  /** The name that ANS gives to the service applicatif. */
  readonly commonName?: string;
  readonly person?: Person;
}

export const USES: Readonly<Record<CertificateUse, UseDefinition>> = {
  'diapason-tpe-server': { kind: 'ssl-serveur', purpose: 'serverAuth' },
  'diapason-psp-client': { kind: 'org-auth-cli', purpose: 'clientAuth', commonName: 'Client_Diapason_PSP' },
  'roc-annuaire-client': {
    kind: 'org-auth-cli',
    purpose: 'clientAuth',
    commonName: 'Client_ROC_Annuaire_AMC',
  },
  'roc-amc-sign': { kind: 'org-sign', purpose: 'signature', commonName: 'Client_ROC_WebServices_AMC' },
  'dp-pharmacien-auth': { kind: 'pro-auth', purpose: 'clientAuth', person: 'pharmacien' },
  'dp-medecin-auth': { kind: 'pro-auth', purpose: 'clientAuth', person: 'medecin' },
  'dp-agent-admission-auth': { kind: 'pro-auth', purpose: 'clientAuth', person: 'agent' },
  'dp-pharmacien-sign': { kind: 'pro-sign', purpose: 'signature', person: 'pharmacien' },
};

const usesWhere = (wanted: (definition: UseDefinition) => boolean): readonly CertificateUse[] =>
  CERTIFICATE_USES.filter((use) => wanted(USES[use]));

/** Certificates of the structure, and of a person. */
export const STRUCTURE_USES = usesWhere(({ person }) => person === undefined);
export const PERSON_USES = usesWhere(({ person }) => person !== undefined);
export const TLS_USES = usesWhere(({ purpose }) => purpose !== 'signature');
export const SERVER_USES = usesWhere(({ purpose }) => purpose === 'serverAuth');

/** The uses that a type of certificate is ordered for. */
export const usesOfKind = (kind: KindId): readonly CertificateUse[] =>
  usesWhere((definition) => definition.kind === kind);
