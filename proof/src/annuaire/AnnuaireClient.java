import java.io.FileInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.xml.parsers.DocumentBuilderFactory;

/**
 * A GAP in Java, as an editor would begin one: the HTTP client of the JDK, the PKCS#12 of the kit, the root of the
 * annuaire. Arguments: URL, root in PEM, file with the request, password, then PKCS#12 files, or "-" for none. Prints
 * for each the code of the reply, or the alert that the handshake ends with.
 */
class AnnuaireClient {
    public static void main(String[] arguments) throws Exception {
        KeyStore trust = trustStore(arguments[1]);
        for (int i = 4; i < arguments.length; i++) {
            try {
                HttpClient client = client(trust, arguments[i], arguments[3].toCharArray());
                System.out.println(search(client, arguments[0], Path.of(arguments[2])));
            } catch (java.io.IOException refusal) {
                System.out.println(refusal.getMessage());
            }
        }
    }

    private static String search(HttpClient client, String url, Path body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(5))
            .header("Content-Type", "text/xml; charset=utf-8")
            .header("SOAPAction", "\"\"")
            .POST(BodyPublishers.ofFile(body))
            .build();
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        return DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(response.body())
            .getElementsByTagName("code_retour")
            .item(0)
            .getTextContent();
    }

    private static HttpClient client(KeyStore trust, String bundle, char[] password) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        KeyStore identity = KeyStore.getInstance("PKCS12");
        if (bundle.equals("-")) {
            identity.load(null, null);
        } else {
            try (InputStream stream = new FileInputStream(bundle)) {
                identity.load(stream, password);
            }
        }
        keys.init(identity, password);
        TrustManagerFactory anchors = TrustManagerFactory.getInstance("PKIX");
        anchors.init(trust);
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        context.init(keys.getKeyManagers(), anchors.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).version(HttpClient.Version.HTTP_1_1).build();
    }

    private static KeyStore trustStore(String file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream stream = new FileInputStream(file)) {
            store.setCertificateEntry("annuaire", CertificateFactory.getInstance("X.509").generateCertificate(stream));
        }
        return store;
    }
}
