/** Configurations with the paths of a kit: those of servers ask for what the ANS prescribes. */

import { KIT_FOLDERS } from './material.ts';

/**
 * The ANS writes TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA256, which does not exist; 0xC028 is the registered suite with that
 * key exchange and that cipher. The GCM suites are for peers without it.
 */
const OPENSSL_CIPHERS = 'ECDHE-RSA-AES256-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256';
const JSSE_CIPHERS =
  'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256';

export function nginx(kit: string, fqdn: string): string {
  return `server {
    listen 8443 ssl;
    server_name ${fqdn};

    ssl_certificate     "${kit}/diapason-tpe-server/fullchain.pem";
    ssl_certificate_key "${kit}/diapason-tpe-server/key.pem";

    ssl_protocols TLSv1.2;
    ssl_ciphers ${OPENSSL_CIPHERS};
    ssl_prefer_server_ciphers on;

    ssl_verify_client on;
    ssl_verify_depth 3;
    ssl_client_certificate "${kit}/trust/tpe.pem";
    ssl_crl "${kit}/crl/tpe.pem";

    # Une session reprise échapperait à une révocation survenue depuis.
    ssl_session_tickets off;
    ssl_session_cache off;

    location / {
        return 200 "GAP de test\\n";
    }
}`;
}

export function apache(kit: string, fqdn: string): string {
  return `Listen 8443
# Une session reprise échapperait à une révocation survenue depuis.
SSLSessionCache none

<VirtualHost *:8443>
    ServerName ${fqdn}

    SSLEngine on
    SSLCertificateFile    "${kit}/diapason-tpe-server/fullchain.pem"
    SSLCertificateKeyFile "${kit}/diapason-tpe-server/key.pem"

    SSLProtocol -all +TLSv1.2
    SSLCipherSuite ${OPENSSL_CIPHERS}
    SSLHonorCipherOrder on
    SSLSessionTickets off

    SSLVerifyClient require
    SSLVerifyDepth 3
    SSLCACertificateFile "${kit}/trust/tpe.pem"
    SSLCARevocationFile  "${kit}/crl/tpe.pem"
    SSLCARevocationCheck chain
</VirtualHost>`;
}

/** HAProxy wants certificate and key in one file. */
export function haproxyCertificate(kit: string): string {
  return `(umask 077; cat "${kit}/diapason-tpe-server/fullchain.pem" "${kit}/diapason-tpe-server/key.pem" > "${kit}/diapason-tpe-server/haproxy.pem")`;
}

export function haproxy(kit: string): string {
  return `frontend tpe
    mode http
    timeout client 30s
    bind :8443 ssl crt "${kit}/diapason-tpe-server/haproxy.pem" ssl-min-ver TLSv1.2 ssl-max-ver TLSv1.2 no-tls-tickets ciphers ${OPENSSL_CIPHERS} ca-file "${kit}/trust/tpe.pem" crl-file "${kit}/crl/tpe.pem" verify required
    http-request return status 200 content-type text/plain string "GAP de test"

# Une session reprise échapperait à une révocation survenue depuis.
global
    tune.ssl.cachesize 0`;
}

export function tomcat(kit: string): string {
  return `<Connector port="8443" protocol="org.apache.coyote.http11.Http11NioProtocol" SSLEnabled="true"
           connectionTimeout="3000">
  <SSLHostConfig protocols="TLSv1.2"
                 ciphers="${JSSE_CIPHERS}"
                 honorCipherOrder="true"
                 certificateVerification="required"
                 certificateVerificationDepth="3"
                 truststoreFile="${kit}/trust/tpe.p12"
                 truststoreType="PKCS12"
                 truststorePassword="(contenu de password.txt)"
                 certificateRevocationListFile="${kit}/crl/tpe.pem">
    <Certificate certificateKeystoreFile="${kit}/diapason-tpe-server/bundle.p12"
                 certificateKeystoreType="PKCS12"
                 certificateKeystorePassword="(contenu de password.txt)" />
  </SSLHostConfig>
</Connector>`;
}

/** What the JDK refuses of every root, not only of those that came with it. */
export function javaSecurity(): string {
  return 'jdk.certpath.disabledAlgorithms=MD2, MD5, SHA1, RSA keySize < 2048, DSA keySize < 2048, EC keySize < 224';
}

export function iis(kit: string, fqdn: string): string {
  return `# Schannel lit les LCR aux adresses que portent les certificats : le banc doit être joignable (banc up).
$motDePasse = ConvertTo-SecureString (Get-Content "${kit}/diapason-tpe-server/password.txt") -AsPlainText -Force
$certificat = Import-PfxCertificate "${kit}/diapason-tpe-server/bundle.p12" -CertStoreLocation Cert:\\LocalMachine\\My -Password $motDePasse
Import-Certificate "${kit}/trust/tpe.pem" -CertStoreLocation Cert:\\LocalMachine\\Root
netsh http add sslcert hostnameport=${fqdn}:8443 certhash=$($certificat.Thumbprint) certstorename=MY appid='{00000000-0000-0000-0000-000000000000}' clientcertnegotiation=enable verifyclientcertrevocation=enable
# Puis, dans IIS : Paramètres SSL, « Exiger SSL » et « Certificats clients : exiger ».`;
}

/** Commands of OpenSSL by which one sees that everything fits together. */
export function openssl(kit: string): string {
  const verify = (folder: string, purpose: string) =>
    `openssl verify -purpose ${purpose} -crl_check_all -CAfile "${kit}/trust/igc-sante.pem" -CRLfile "${kit}/crl/igc-sante.pem" -untrusted "${kit}/${folder}/chain.pem" "${kit}/${folder}/cert.pem"`;
  return `${verify('diapason-tpe-server', 'sslserver')}
${verify('diapason-psp-client', 'sslclient')}
openssl x509 -inform DER -in "${kit}/diapason-tpe-server/cert.cer" -noout -subject -issuer -dates
openssl pkcs12 -in "${kit}/diapason-tpe-server/bundle.p12" -passin "file:${kit}/diapason-tpe-server/password.txt" -info -noout
for fichier in "${kit}"/diapason-tpe-server/asip-p12-*.p12; do
  openssl pkcs12 -in "$fichier" -passin "file:${kit}/diapason-tpe-server/password.txt" -info -noout
done`;
}

export function keytool(kit: string): string {
  const password = `:file "${kit}/diapason-tpe-server/password.txt"`;
  return `keytool -list -v -storetype PKCS12 -keystore "${kit}/diapason-tpe-server/bundle.p12" -storepass${password}
keytool -list -storetype PKCS12 -keystore "${kit}/trust/tpe.p12" -storepass${password}
keytool -printcrl -file "${kit}/crl/tpe.pem"
# Ajouter la racine des terminaux à un magasin existant :
keytool -importcert -noprompt -alias ingetrust -file "${kit}/trust/tpe.pem" -keystore truststore.p12 -storetype PKCS12 -storepass${password}
# Ajouter les racines des magasins du kit à un autre magasin :
keytool -importkeystore -noprompt -srckeystore "${kit}/trust/psp.p12" -srcstorepass${password} -destkeystore truststore.p12 -deststoretype PKCS12 -deststorepass${password}
# Ajouter la clé, son certificat et sa chaîne à un magasin de clés :
keytool -importkeystore -noprompt -srckeystore "${kit}/diapason-psp-client/bundle.p12" -srcstorepass${password} -destkeystore gap.p12 -deststoretype PKCS12 -deststorepass${password}
# Convertir en JKS, pour un logiciel qui ne lit pas PKCS#12 :
keytool -importkeystore -noprompt -srckeystore "${kit}/diapason-psp-client/bundle.p12" -srcstorepass${password} -destkeystore gap.jks -deststoretype JKS -deststorepass${password}
keytool -importkeystore -noprompt -srckeystore "${kit}/trust/psp.p12" -srcstorepass${password} -destkeystore truststore.jks -deststoretype JKS -deststorepass${password}`;
}

/** What `banc run` reads: the folders of a kit are named after the uses of its certificates. */
export function bancYaml(kit: string, fqdn: string): string {
  const files = KIT_FOLDERS.map(
    (folder) =>
      `  - { file: "${kit}/${folder}/fullchain.pem", key: "${kit}/${folder}/key.pem", use: ${folder} }`,
  );
  return `gap:
  diapasonServer:
    address: 127.0.0.1
    port: 8443
    fqdn: ${fqdn}
certificates:
${files.join('\n')}`;
}
