/** The two hierarchies of IGC-Santé: the one that an editor tests with, and the one of real structures. */
export const IGC_SANTE_ENVIRONMENTS = ['igc-sante-test', 'igc-sante'] as const;
export type IgcSanteEnvironment = (typeof IGC_SANTE_ENVIRONMENTS)[number];

/** Gammes élémentaire (el), standard (st) and fort (fo); domaines organisations (org) and personnes (pp). */
export const IGC_SANTE_AUTHORITIES = [
  'root-el',
  'root-st',
  'root-fo',
  'aci-el-org',
  'aci-el-pp',
  'aci-st-org',
  'aci-st-pp',
  'aci-fo-pp',
] as const;
export type IgcSanteAuthority = (typeof IGC_SANTE_AUTHORITIES)[number];
export type IgcSanteIssuingAuthority = Exclude<IgcSanteAuthority, `root-${string}`>;

export const IGC_SANTE_END_ENTITIES = [
  'org-auth-cli',
  'org-sign',
  'org-conf',
  'ssl-serveur',
  'serv-smime',
  'serv-sign',
  'serv-conf',
  'pro-auth',
  'pro-sign',
  'pro-conf',
  'ps-auth',
  'ps-sign',
  'ps-conf',
  'cps-auth',
  'cps-sign',
  'cpf-auth',
  'cpf-sign',
  'cpe-auth',
  'cpe-sign',
  'cde-auth',
  'cde-sign',
  'cpa-auth',
  'cpa-sign',
  'cda-auth',
  'cda-sign',
] as const;
export type IgcSanteEndEntity = (typeof IGC_SANTE_END_ENTITIES)[number];

export type IgcSanteName = IgcSanteAuthority | IgcSanteEndEntity | `ocsp-${IgcSanteAuthority}`;
export type IgcSanteProfileId = `${IgcSanteEnvironment}/${IgcSanteName}`;

/** The profiles of CAs, issuers before those they issue. */
export const AUTHORITY_PROFILE_IDS = [
  ...inBothEnvironments(IGC_SANTE_AUTHORITIES),
  'igc-osi/root',
  'igc-osi/ac-serveur',
  'igc-osi/ac-services-applicatifs',
  'ingetrust/root',
  'ingetrust/issuing-ca',
  'ingetrust/issuing-ca-2',
  'geotrust/root',
  'geotrust/issuing-ca',
] as const;
export type AuthorityProfileId = (typeof AUTHORITY_PROFILE_IDS)[number];

export const PROFILE_IDS = [
  ...AUTHORITY_PROFILE_IDS,
  ...inBothEnvironments(IGC_SANTE_END_ENTITIES),
  ...inBothEnvironments(IGC_SANTE_AUTHORITIES.map((authority) => `ocsp-${authority}` as const)),
  'igc-osi/server',
  'igc-osi/service-applicatif',
  'ingetrust/terminal',
  'ingetrust/terminal-ocsp',
  'ingetrust/ocsp-issuing-ca',
  'geotrust/server',
] as const;
export type ProfileId = (typeof PROFILE_IDS)[number];

/** The profile of the OCSP responder of a CA of IGC-Santé, or of that for terminals; the others name no responder. */
export function ocspResponderOf(authority: AuthorityProfileId): ProfileId | undefined {
  return PROFILE_IDS.find((id) => id === authority.replace('/', '/ocsp-'));
}

function inBothEnvironments<Name extends string>(
  names: readonly Name[],
): readonly `${IgcSanteEnvironment}/${Name}`[] {
  return IGC_SANTE_ENVIRONMENTS.flatMap((environment) =>
    names.map((name) => `${environment}/${name}` as const),
  );
}
