import type { Publication } from '../state/publication-settings.ts';
import {
  apache,
  bancYaml,
  haproxy,
  haproxyCertificate,
  iis,
  javaSecurity,
  keytool,
  nginx,
  openssl,
  tomcat,
} from './snippets.ts';

/** The payment provider of the bench, as its certificate names it. */
export const DEFAULT_PEER_HOST = 'psp.banc.test';

/** The other peers, by the names that `banc.yaml` gives them unless told otherwise. */
const OTHER_PEER_HOSTS = ['annuaire.banc.test', 'amc.banc.test', 'dp.banc.test'];

export interface ReadmeInput {
  /** Absolute: the snippets work as they are. */
  readonly directory: string;
  readonly fqdn: string;
  readonly peerHost: string;
  readonly publication: Publication;
}

/** The instructions of a kit, for whoever configures the GAP. */
export function readme({ directory, fqdn, peerHost, publication }: ReadmeInput): string {
  return `# Kit du Banc d'essai GAP pour ${fqdn}

**Certificats de test : les clés sont celles du banc. À n'installer que sur un GAP de test, jamais en production.**

Les chemins ci-dessous sont ceux de ce kit (${directory}). Si vous le déplacez, remplacez-les.

## Ce que contient le kit

| fichier | à quoi il sert | où il va |
|---|---|---|
| \`diapason-tpe-server/\` | certificat SSL_SERVEUR, CN = ${fqdn} | le serveur Diapason du GAP, que les terminaux (TPE) appellent |
| \`diapason-psp-client/\` | certificat ORG AUTH_CLI, CN = Client_Diapason_PSP | le client Diapason du GAP, qui appelle le prestataire de paiement (PSP) |
| \`roc-annuaire-client/\` | certificat ORG AUTH_CLI, CN = Client_ROC_Annuaire_AMC | le client du GAP qui appelle l'annuaire AMC |
| \`roc-amc-sign/\` | certificat ORG SIGN, CN = Client_ROC_WebServices_AMC | la signature des jetons que le GAP présente aux AMC |
| \`dp-pharmacien-auth/\`, \`dp-medecin-auth/\` | certificats PRO AUTH d'un pharmacien et d'un médecin | la consultation du Dossier Pharmaceutique (DP) |
| \`dp-agent-admission-auth/\` | certificat PRO AUTH d'un agent d'admission | l'annuaire des patients du DP |
| \`dp-pharmacien-sign/\` | certificat PRO SIGN du même pharmacien | la signature de ce qu'il alimente au DP |
| \`trust/tpe.pem\` | racine IngeTrust | ce que le serveur Diapason accepte des terminaux |
| \`trust/psp.pem\` | racine Geotrust | ce que le client Diapason accepte du PSP |
| \`trust/amc-tls.pem\` | racine IGC OSI | ce que le GAP accepte des serveurs de l'annuaire et des AMC (AC-SERVEUR) |
| \`trust/amc-sign.pem\` | la même racine | ce que le GAP accepte dans la signature des réponses des AMC (AC-SERVICES-APPLICATIFS) |
| \`trust/igc-sante.pem\` | racine IGC-Santé TEST | référence ; le GAP ne doit **pas** l'accepter des terminaux |
| \`crl/tpe.pem\`, \`crl/psp.pem\`, \`crl/amc.pem\`, \`crl/igc-sante.pem\` | listes de révocation (LCR) de toutes les AC | à côté de la racine du même nom |

Dans chaque dossier de certificat :

| fichier | contenu |
|---|---|
| \`key.pem\` | clé privée, PKCS#8 sans mot de passe, lisible par son propriétaire seul |
| \`cert.pem\`, \`cert.cer\` | le certificat, en PEM et en DER |
| \`chain.pem\` | AC intermédiaire (ACI), puis racine (ACR) |
| \`fullchain.pem\` | le certificat, puis \`chain.pem\` |
| \`bundle.p12\` | la clé, le certificat et la chaîne en PKCS#12 d'aujourd'hui (AES-256, SHA-256) |
| \`asip-p12-EL-TEST-….p12\` | les mêmes, dans la forme et sous le nom que la plateforme PFCNG leur donne (3DES, SHA-1, certificats en clair) |
| \`password.txt\` | le mot de passe des deux |

Lequel des deux PKCS#12 prendre ? \`bundle.p12\` pour OpenSSL 1.1 ou 3, Java 8u301 ou plus récent, Windows Server 2019 ou plus
récent ; l'autre pour des versions plus anciennes, et pour vérifier que votre procédure d'installation accepte ce que PFCNG
livrera en production.

Les fichiers \`trust/*.p12\` sont les mêmes racines en PKCS#12, avec le même mot de passe. Les fichiers
\`trust/*-intermediates.pem\` sont là **pour référence** : ne faites confiance qu'aux racines. Un GAP qui ferait confiance à
une AC intermédiaire ne vérifierait plus ce qui la concerne, et les essais correspondants seraient rendus non concluants.

\`crl/tpe.pem\` contient aussi les LCR d'AC forgées, que le GAP doit refuser : sans elles, il refuserait leurs certificats
faute de LCR, et non pour leur défaut. Les LCR d'IngeTrust, de Geotrust et d'IGC OSI sont valables 90 jours, celles de
l'IGC-Santé 6 jours (45 pour la racine), comme les vraies. Pour les renouveler : \`banc kit --crl-only\`, puis rechargez le GAP.

## Noms et adresses

Sur la machine du GAP (\`/etc/hosts\`, ou \`C:\\Windows\\System32\\drivers\\etc\\hosts\`), avec l'adresse du banc :

\`\`\`
${hostsLines(peerHost, publication).join('\n')}
\`\`\`

Les terminaux du banc s'adressent au GAP par le nom **${fqdn}** : c'est celui du certificat, il doit être identique.

Publication des certificats d'AC et des LCR : <${publication.base}/>.

## Juger le GAP : banc.yaml

Décrivez au banc où est le GAP et quels fichiers vous y avez installés ; ceux du kit sont ici, à remplacer par ceux que le
GAP emploie vraiment. Puis \`banc run\` ; \`banc run certificates\` juge les fichiers seuls, sans se connecter au GAP.

\`\`\`yaml
${bancYaml(directory, fqdn)}
\`\`\`

## OpenSSL : vérifier le kit

\`\`\`sh
${openssl(directory)}
\`\`\`

## nginx

Ce bloc se place tel quel dans \`http { }\` (par exemple dans \`conf.d/\`) ; remplacez le \`return\` par votre \`proxy_pass\`. La
profondeur par défaut de nginx est 1, une seule AC intermédiaire ; \`ssl_verify_depth 3\` laisse place à des chaînes plus longues.

\`\`\`nginx
${nginx(directory, fqdn)}
\`\`\`

## Apache httpd

Ce bloc se place tel quel parmi les sites (sous Debian : \`sites-available/\`, puis \`a2enmod ssl\` et \`a2ensite\`) ; ajoutez-y votre
\`ProxyPass\`. Sans \`SSLCARevocationCheck\`, Apache lit les LCR et n'en fait rien. À chaque nouvelle LCR, rechargez Apache.

\`\`\`apache
${apache(directory, fqdn)}
\`\`\`

## HAProxy

HAProxy veut le certificat et sa clé dans un même fichier, à refaire quand le kit est réécrit :

\`\`\`sh
${haproxyCertificate(directory)}
\`\`\`

Remplacez le \`http-request return\` par votre \`default_backend\`. À chaque nouvelle LCR, rechargez HAProxy.

\`\`\`haproxy
${haproxy(directory)}
\`\`\`

## Tomcat (JSSE)

Ce connecteur se place dans \`conf/server.xml\`. À chaque nouvelle LCR, redémarrez Tomcat. À un client qui demande une renégociation,
Tomcat ne répond rien jusqu'à la fin de \`connectionTimeout\` (60 s par défaut) : plus courte que \`timeoutMs\` du banc (5 s), elle
laisse voir que Tomcat refuse.

\`\`\`xml
${tomcat(directory)}
\`\`\`

Java accepte SHA-1 et les clés RSA de 1024 bits sous une racine qui n'est pas livrée avec lui. Pour qu'il les refuse, mettez cette
ligne dans un fichier et nommez-le dans \`bin/setenv.sh\` : \`CATALINA_OPTS="-Djava.security.properties=FICHIER"\`.

\`\`\`properties
${javaSecurity()}
\`\`\`

## IIS

Cette configuration n'a pas été essayée par les auteurs du banc, qui n'ont pas de Windows.

\`\`\`powershell
${iis(directory, fqdn)}
\`\`\`

## Java : keytool

\`\`\`sh
${keytool(directory)}
\`\`\`
`;
}

function hostsLines(peerHost: string, { mode, urls }: Publication): string[] {
  const published =
    mode === 'local'
      ? []
      : [urls.igcSante, urls.igcSanteLdap, urls.igcSanteOcsp, urls.igcOsi, urls.ingeTrust, urls.geotrust];
  return [peerHost, ...OTHER_PEER_HOSTS, ...new Set(published.map((url) => new URL(url).hostname))].map(
    (host) => `127.0.0.1  ${host}`,
  );
}
