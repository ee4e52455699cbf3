import { control, refusal, topic } from '../define.ts';

/** Who may talk to the GAP: terminals certified by IngeTrust, whose signatures are verified up to its root. */
export const trust = topic('diapason-tpe', 'trust', [
  control('good-terminal', {
    title: { fr: 'Le bon terminal est accepté', en: 'The good terminal is accepted' },
    level: 'MUST',
    requirement: 'S1-004',
    rfc: '5280 §6.1',
    provenBy: ['refuses-every-terminal', 'refuses-tls12'],
    lookAt: {
      fr: 'Dans l’ordre : crl/tpe.pem du kit (une CRL par AC, à jour et rechargée), trust/tpe.pem, puis la profondeur de chaîne (nginx : ssl_verify_depth 3).',
      en: 'In this order: crl/tpe.pem of the kit (a CRL for each CA, current and reloaded), trust/tpe.pem, then the chain depth (nginx: ssl_verify_depth 3).',
    },
  }),
  refusal('self-signed-leaf', {
    title: { fr: 'Certificat de TPE auto-signé', en: 'Self-signed terminal certificate' },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5280 §6.1',
    defect: { from: 'self-signed' },
    alert: 'unknown_ca',
    provenBy: ['accepts-self-signed'],
    lookAt: {
      fr: 'Une exception pour DEPTH_ZERO_SELF_SIGNED_CERT, ou un magasin de confiance qui apprend les certificats qu’il voit.',
      en: 'An exception for DEPTH_ZERO_SELF_SIGNED_CERT, or a trust store that learns the certificates it sees.',
    },
  }),
  refusal('unknown-root', {
    title: { fr: 'Chaîne complète d’une racine inconnue', en: 'Complete chain from an unknown root' },
    level: 'MUST',
    requirement: 'S1-009',
    rfc: '5280 §6.1.1 (d)',
    defect: { from: 'unknown-root' },
    alert: 'unknown_ca',
    provenBy: ['accepts-unknown-root'],
    lookAt: {
      fr: 'Une vérification désactivée (TrustManager vide, rejectUnauthorized: false) ou le magasin de confiance du système.',
      en: 'A verification turned off (an empty TrustManager, rejectUnauthorized: false), or the trust store of the system.',
    },
  }),
  refusal('lookalike-root', {
    title: {
      fr: 'Racine sosie : même nom que celle d’IngeTrust, autre clé',
      en: 'Look-alike root: the name of IngeTrust’s, another key',
    },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5280 §6.1.3 (a)(1)',
    defect: { from: 'lookalike-root' },
    alert: 'unknown_ca',
    provenBy: ['trusts-issuer-by-name'],
    lookAt: {
      fr: 'Une confiance accordée au nom de l’émetteur au lieu de sa signature.',
      en: 'Trust given to the name of the issuer instead of its signature.',
    },
  }),
  refusal('intermediate-missing', {
    title: {
      fr: 'Certificat du TPE envoyé sans l’AC qui l’a émis',
      en: 'Terminal certificate sent without the CA that issued it',
    },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5246 §7.4.2',
    defect: { present: 'leaf-only' },
    alert: 'unknown_ca',
    provenBy: ['accepts-incomplete-chain'],
    lookAt: {
      fr: 'Une chaîne que rien ne relie à la racine est acceptée : erreur UNABLE_TO_VERIFY_LEAF_SIGNATURE ignorée.',
      en: 'A chain that nothing links to the root is accepted: error UNABLE_TO_VERIFY_LEAF_SIGNATURE ignored.',
    },
  }),
  refusal('igc-sante-client', {
    title: {
      fr: 'Certificat client valide, mais de l’IGC-Santé',
      en: 'Valid client certificate, but of IGC-Santé',
    },
    level: 'MUST',
    requirement: 'S1-009',
    rfc: '5280 §6.1.1 (d)',
    defect: { from: 'igc-sante-client' },
    alert: 'unknown_ca',
    provenBy: ['trusts-igc-sante'],
    lookAt: {
      fr: 'Un seul magasin de confiance pour tous les flux : celui des terminaux ne doit contenir que trust/tpe.pem.',
      en: 'One trust store for all links: the one for terminals must hold trust/tpe.pem only.',
    },
  }),
  refusal('leaf-signature-corrupted', {
    title: {
      fr: 'Signature du certificat du TPE altérée',
      en: 'Signature of the terminal certificate corrupted',
    },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5280 §6.1.3 (a)(1)',
    defect: { leaf: { signature: 'corrupted' } },
    alert: 'bad_certificate',
    provenBy: ['ignores-leaf-signature'],
    lookAt: {
      fr: 'Une vérification maison de la chaîne qui compare les noms et ne vérifie pas la signature.',
      en: 'A home-made chain check that compares names and does not verify the signature.',
    },
  }),
  refusal('issuing-ca-signature-corrupted', {
    title: { fr: 'Signature de l’AC émettrice altérée', en: 'Signature of the issuing CA corrupted' },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5280 §6.1.3 (a)(1)',
    defect: { issuingCa: { signature: 'corrupted' } },
    alert: 'bad_certificate',
    provenBy: ['ignores-ca-signature'],
    lookAt: {
      fr: 'Une vérification qui s’arrête au certificat du TPE et croit l’AC que le terminal envoie.',
      en: 'A verification that stops at the terminal certificate and believes the CA that the terminal sends.',
    },
  }),
]);
