/** Where the PKIs publish, as URLs without a slash at their end; certificates carry them. */
export interface PublicationUrls {
  /** CA certificates, CRLs and policies of IGC-Santé. */
  readonly igcSante: string;
  readonly igcSanteLdap: string;
  readonly igcSanteOcsp: string;
  readonly igcOsi: string;
  readonly ingeTrust: string;
  readonly geotrust: string;
}

/**
 * The hosts of the real IGC-Santé, for networks in which they resolve to the bench. Those of the others are not
 * known, or not ours to imitate: they are names that resolve nowhere (RFC 6761).
 */
export const FAITHFUL_PUBLICATION: PublicationUrls = {
  igcSante: 'http://igc-sante.esante.gouv.fr',
  igcSanteLdap: 'ldap://annuaire-igc.esante.gouv.fr',
  igcSanteOcsp: 'http://ocsp.esante.gouv.fr',
  igcOsi: 'http://igc-osi.banc.test',
  ingeTrust: 'http://ingetrust.banc.test',
  geotrust: 'http://geotrust.banc.test',
};

/** Everything on the bench itself: one HTTP base, whose paths are those of the real PKI, and one LDAP base. */
export function localPublication(http: string, ldap: string): PublicationUrls {
  return {
    igcSante: http,
    igcSanteLdap: ldap,
    igcSanteOcsp: `${http}/ocsp`,
    igcOsi: http,
    ingeTrust: http,
    geotrust: http,
  };
}
