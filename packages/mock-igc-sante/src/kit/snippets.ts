/** Server configurations that ask for what the ANS prescribes, with the paths of a kit. */

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

export function haproxy(kit: string): string {
  return `# HAProxy veut le certificat et sa clé dans un même fichier :
#   cat ${kit}/diapason-tpe-server/fullchain.pem ${kit}/diapason-tpe-server/key.pem > /etc/haproxy/gap.pem
frontend tpe
    mode http
    bind :8443 ssl crt /etc/haproxy/gap.pem ssl-min-ver TLSv1.2 ssl-max-ver TLSv1.2 no-tls-tickets ciphers ${OPENSSL_CIPHERS} ca-file ${kit}/trust/tpe.pem crl-file ${kit}/crl/tpe.pem verify required
    default_backend gap`;
}

export function tomcat(kit: string): string {
  return `<Connector port="8443" protocol="org.apache.coyote.http11.Http11NioProtocol" SSLEnabled="true">
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

export function iis(kit: string, fqdn: string): string {
  return `# Schannel lit les LCR aux adresses que portent les certificats : le banc doit être joignable (banc up).
$motDePasse = ConvertTo-SecureString (Get-Content "${kit}/diapason-tpe-server/password.txt") -AsPlainText -Force
$certificat = Import-PfxCertificate "${kit}/diapason-tpe-server/bundle.p12" -CertStoreLocation Cert:\\LocalMachine\\My -Password $motDePasse
Import-Certificate "${kit}/trust/tpe.pem" -CertStoreLocation Cert:\\LocalMachine\\Root
netsh http add sslcert hostnameport=${fqdn}:8443 certhash=$($certificat.Thumbprint) certstorename=MY appid='{00000000-0000-0000-0000-000000000000}' clientcertnegotiation=enable verifyclientcertrevocation=enable
# Puis, dans IIS : Paramètres SSL, « Exiger SSL » et « Certificats clients : exiger ».`;
}

export function keytool(kit: string): string {
  return `keytool -list -v -storetype PKCS12 -keystore "${kit}/diapason-tpe-server/bundle.p12" -storepass:file "${kit}/diapason-tpe-server/password.txt"
keytool -list -storetype PKCS12 -keystore "${kit}/trust/tpe.p12" -storepass:file "${kit}/diapason-tpe-server/password.txt"
keytool -printcrl -file "${kit}/crl/tpe.pem"
# Ajouter la racine des terminaux à un magasin existant :
keytool -importcert -noprompt -alias ingetrust -file "${kit}/trust/tpe.pem" -keystore truststore.p12 -storetype PKCS12 -storepass:file "${kit}/diapason-tpe-server/password.txt"`;
}
