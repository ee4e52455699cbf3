import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509CertSelector;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A GAP in Java, as an editor would begin one: the HTTP client of the JDK, and the PKCS#12 files of the kit. Arguments:
 * password of these, then a file with an exchange a line, in columns between tabs: name, port, PKCS#12 with the root, PEM
 * with CRLs, PKCS#12 of the client, method, path, type, body; "-" for none. Prints for each the HTTP status, or why there is none.
 */
class HttpsClient {
    /** To open a PKCS#12 takes longer than to connect. */
    private static final Map<String, KeyManagerFactory> KEYS = new HashMap<>();
    private static final Map<String, KeyStore> STORES = new HashMap<>();

    public static void main(String[] arguments) throws Exception {
        char[] password = arguments[0].toCharArray();
        for (String line : Files.readAllLines(Path.of(arguments[1]))) {
            String[] exchange = line.split("\t");
            SSLContext context = SSLContext.getInstance("TLSv1.2");
            context.init(
                keys(exchange[4], password).getKeyManagers(), trust(exchange[2], exchange[3], password).getTrustManagers(), null);
            try {
                System.out.println(status(context, exchange));
            } catch (IOException refusal) {
                System.out.println(words(refusal));
            }
        }
    }

    private static int status(SSLContext context, String[] exchange) throws Exception {
        HttpClient client = HttpClient.newBuilder().sslContext(context).version(HttpClient.Version.HTTP_1_1).build();
        String body = exchange[8];
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://" + exchange[0] + ":" + exchange[1] + exchange[6]))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", exchange[7])
            .method(exchange[5], body.equals("-") ? BodyPublishers.noBody() : BodyPublishers.ofFile(Path.of(body)))
            .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static KeyManagerFactory keys(String bundle, char[] password) throws Exception {
        if (!KEYS.containsKey(bundle)) {
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store(bundle, password), password);
            KEYS.put(bundle, keys);
        }
        return KEYS.get(bundle);
    }

    private static TrustManagerFactory trust(String roots, String crls, char[] password) throws Exception {
        TrustManagerFactory anchors = TrustManagerFactory.getInstance("PKIX");
        KeyStore store = store(roots, password);
        if (crls.equals("-")) {
            anchors.init(store);
            return anchors;
        }
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(store, new X509CertSelector());
        try (InputStream stream = new FileInputStream(crls)) {
            var lists = CertificateFactory.getInstance("X.509").generateCRLs(stream);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
        }
        var checker = (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
        checker.setOptions(EnumSet.of(PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK));
        parameters.setCertPathCheckers(List.of(checker));
        anchors.init(new CertPathTrustManagerParameters(parameters));
        return anchors;
    }

    private static KeyStore store(String file, char[] password) throws Exception {
        if (!STORES.containsKey(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream stream = file.equals("-") ? null : new FileInputStream(file)) {
                store.load(stream, password);
            }
            STORES.put(file, store);
        }
        return STORES.get(file);
    }

    /** Of the exception and its causes, since only the last one says what is wrong. */
    private static String words(Throwable thrown) {
        StringBuilder words = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) words.append(cause).append(" / ");
        return words.toString().replace('\n', ' ');
    }
}
