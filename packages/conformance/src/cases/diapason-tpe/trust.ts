import { nameOf } from '@banc-gap/pki';
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
  refusal('leaf-signed-by-own-key', {
    title: {
      fr: 'Certificat signé par sa propre clé, sous le nom de l’AC',
      en: 'Certificate signed by its own key, under the name of the CA',
    },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5280 §6.1.3 (a)(1)',
    defect: { leaf: { signature: 'by-own-key' } },
    alert: 'bad_certificate',
    provenBy: ['verifies-with-own-key', 'ignores-leaf-signature'],
    lookAt: {
      fr: 'La signature est vérifiée avec la clé du certificat lui-même au lieu de celle de son émetteur.',
      en: 'The signature is verified with the key of the certificate itself instead of its issuer’s.',
    },
  }),
  refusal('leaf-signature-empty', {
    title: {
      fr: 'Certificat de TPE sans signature (champ vide)',
      en: 'Terminal certificate without a signature (empty field)',
    },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5280 §4.1.1.3',
    defect: { leaf: { signature: 'empty' } },
    alert: 'bad_certificate',
    provenBy: ['accepts-empty-signature', 'ignores-leaf-signature'],
    lookAt: {
      fr: 'Une signature absente est prise pour une signature à ne pas vérifier.',
      en: 'A missing signature is taken for one that need not be verified.',
    },
  }),
  refusal('signature-algorithm-inconsistent', {
    title: {
      fr: 'Algorithme de signature différent dedans et dehors',
      en: 'Signature algorithm not the same inside and outside',
    },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '5280 §4.1.1.2',
    defect: { leaf: { tbsSignatureAlgorithm: 'sha384' } },
    alert: 'bad_certificate',
    provenBy: ['ignores-inner-signature-algorithm'],
    whyNotMust: {
      fr: 'Les documents de l’ANS demandent la parenté et les dates ; cette règle vient de la seule RFC 5280.',
      en: 'The ANS documents ask for lineage and dates; this rule comes from RFC 5280 alone.',
    },
    lookAt: {
      fr: 'L’algorithme qui est signé n’est pas comparé à celui qui est employé.',
      en: 'The algorithm that is signed is not compared with the one that is used.',
    },
  }),
  refusal('leaf-issuer-name-differs', {
    title: {
      fr: 'Émetteur nommé autrement que l’AC qui a signé',
      en: 'Issuer named otherwise than the CA that signed',
    },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5280 §6.1.3 (a)(4)',
    defect: { leaf: { issuer: nameOf(['C', 'FR'], ['O', 'Banc GAP TEST'], ['CN', 'Another Terminals CA']) } },
    alert: 'unknown_ca',
    provenBy: ['ignores-issuer-name'],
    lookAt: {
      fr: 'La clé de l’AC suffit, son nom n’est pas comparé : la CRL est alors cherchée sous un autre nom.',
      en: 'The key of the CA is enough, its name is not compared: the CRL is then looked for under another name.',
    },
  }),
  control('root-sent-too', {
    title: { fr: 'Racine envoyée avec la chaîne : acceptée', en: 'Root sent with the chain: accepted' },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '5246 §7.4.2',
    difference: { present: 'with-root' },
    provenBy: ['refuses-presented-root'],
    whyNotMust: {
      fr: 'La RFC 5246 laisse le terminal choisir ; les documents de l’ANS n’en disent rien.',
      en: 'RFC 5246 leaves it to the terminal; the ANS documents do not mention it.',
    },
    lookAt: {
      fr: 'Le GAP attend un nombre exact de certificats, ou rejette toute racine reçue.',
      en: 'The GAP expects an exact number of certificates, or rejects any root that it receives.',
    },
  }),
]);
