import type { Publication } from '../state/publication-settings.ts';
import { haproxy, iis, keytool, nginx, tomcat } from './snippets.ts';

/** The payment provider of the bench, as its certificate names it. */
export const DEFAULT_PEER_HOST = 'psp.banc.test';

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
| \`trust/tpe.pem\` | racine IngeTrust | ce que le serveur Diapason accepte des terminaux |
| \`trust/psp.pem\` | racine Geotrust | ce que le client Diapason accepte du PSP |
| \`trust/igc-sante.pem\` | racine IGC-Santé TEST | référence ; le GAP ne doit **pas** l'accepter des terminaux |
| \`crl/tpe.pem\`, \`crl/psp.pem\`, \`crl/igc-sante.pem\` | listes de révocation (LCR) de toutes les AC | à côté de la racine du même nom |

Dans chaque dossier de certificat :

| fichier | contenu |
|---|---|
| \`key.pem\` | clé privée, PKCS#8 sans mot de passe, lisible par son propriétaire seul |
| \`cert.pem\` | le certificat |
| \`chain.pem\` | AC intermédiaire (ACI), puis racine (ACR) |
| \`fullchain.pem\` | le certificat, puis \`chain.pem\` |
| \`bundle.p12\`, \`password.txt\` | la clé, le certificat et la chaîne en PKCS#12 (AES-256), et son mot de passe |

Les fichiers \`trust/*.p12\` sont les mêmes racines en PKCS#12, avec le même mot de passe. Les fichiers
\`trust/*-intermediates.pem\` sont là **pour référence** : ne faites confiance qu'aux racines. Un GAP qui ferait confiance à
une AC intermédiaire ne vérifierait plus ce qui la concerne, et les essais correspondants seraient rendus non concluants.

\`crl/tpe.pem\` contient aussi les LCR d'AC forgées, que le GAP doit refuser : sans elles, il refuserait leurs certificats
faute de LCR, et non pour leur défaut. Les LCR d'IngeTrust et de Geotrust sont valables 90 jours, celles de l'IGC-Santé
6 jours (45 pour la racine), comme les vraies. Pour les renouveler : \`banc kit --crl-only\`, puis rechargez le GAP.

## Noms et adresses

Sur la machine du GAP (\`/etc/hosts\`, ou \`C:\\Windows\\System32\\drivers\\etc\\hosts\`), avec l'adresse du banc :

\`\`\`
${hostsLines(peerHost, publication).join('\n')}
\`\`\`

Les terminaux du banc s'adressent au GAP par le nom **${fqdn}** : c'est celui du certificat, il doit être identique.

Publication des certificats d'AC et des LCR : <${publication.base}/>.

## nginx

Ce bloc se place tel quel dans \`http { }\` (par exemple dans \`conf.d/\`) ; remplacez le \`return\` par votre \`proxy_pass\`. La
profondeur par défaut de nginx est 1, une seule AC intermédiaire ; \`ssl_verify_depth 3\` laisse place à des chaînes plus longues.

\`\`\`nginx
${nginx(directory, fqdn)}
\`\`\`

## HAProxy

\`\`\`
${haproxy(directory)}
\`\`\`

## Tomcat (JSSE)

\`\`\`xml
${tomcat(directory)}
\`\`\`

## IIS

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
      : [urls.igcSante, urls.igcSanteLdap, urls.igcSanteOcsp, urls.ingeTrust, urls.geotrust];
  return [peerHost, ...new Set(published.map((url) => new URL(url).hostname))].map(
    (host) => `127.0.0.1  ${host}`,
  );
}
