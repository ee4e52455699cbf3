/** Domains of the real services, each with all that is below it, by owner. */
const PROTECTED_DOMAINS: Readonly<Record<string, readonly string[]>> = {
  'the Agence du numérique en santé': [
    'esante.gouv.fr',
    'ans.sante.fr',
    'annuaire.sante.fr',
    'sante.gouv.fr',
    'asipsante.fr',
    'asip-sante.fr',
    'mssante.fr',
    'dmp.fr',
    'monespacesante.fr',
  ],
  "the Assurance Maladie's ameli": ['ameli.fr'],
  'GIE SESAM-Vitale': ['sesam-vitale.fr', 'sesamvitale.fr'],
  'the annuaire AMC': ['annuaireamc.fr', 'annuaire-amc.fr', 'sintia.fr', 'interamc.fr', 'inter-amc.fr'],
  'the Dossier Pharmaceutique': [
    'ordre.pharmacien.fr',
    'pharmacien.fr',
    'dossierpharmaceutique.fr',
    'cnop.fr',
  ],
  Olaqin: ['olaqin.fr', 'olaqin.com'],
  Ingenico: ['ingenico.com', 'ingenico.fr', 'ingenico.us', 'ingetrust.com'],
  'a bank or payment provider': [
    'banque-france.fr',
    'banquepopulaire.fr',
    'bnpparibas.com',
    'bnpparibas.fr',
    'bnpparibas.net',
    'boursobank.com',
    'bpce.fr',
    'caisse-epargne.fr',
    'cartes-bancaires.com',
    'ca-paiement.fr',
    'cic.fr',
    'credit-agricole.fr',
    'credit-agricole.com',
    'creditmutuel.fr',
    'creditmutuel.com',
    'dgfip.finances.gouv.fr',
    'hsbc.fr',
    'labanquepostale.fr',
    'lcl.fr',
    'mastercard.com',
    'monetico.fr',
    'natixis.com',
    'payzen.eu',
    'paybox.com',
    'societegenerale.com',
    'societegenerale.fr',
    'systempay.fr',
    'verifone.com',
    'visa.com',
    'worldline.com',
  ],
};

/** Whose service a host name belongs to, if to one that the bench must never reach. */
export function protectedOwner(name: string): string | undefined {
  const host = name.toLowerCase().replace(/\.$/, '');
  return Object.keys(PROTECTED_DOMAINS).find((owner) =>
    PROTECTED_DOMAINS[owner]?.some((domain) => host === domain || host.endsWith(`.${domain}`)),
  );
}
