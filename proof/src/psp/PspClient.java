import java.io.FileInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A GAP in Java, as an editor would begin one: the HTTP client of the JDK, the PKCS#12 of the kit, the root of the
 * provider. Arguments: base URL, root in PEM, PKCS#12 of the GAP, token of a terminal. Prints the state of a debit, and whether the same
 * request again was the same debit.
 */
class PspClient {
    public static void main(String[] arguments) throws Exception {
        debit(client(trustStore(arguments[1]), arguments[2]), arguments[0], arguments[3]);
    }

    private static void debit(HttpClient gap, String base, String token) throws Exception {
        String consent = post(gap, base + "/mandates", UUID.randomUUID(), """
            {"token": "%s", "ceiling": 5000, "currency": "EUR", "patientRef": "P-JAVA", "episodeRef": "S-JAVA", "contact": "sms"}
            """.formatted(token));
        String debit = """
            {"mandate": "%s", "amount": 1700, "currency": "EUR", "merchantReference": "F-JAVA"}
            """.formatted(member(consent, "id"));
        UUID key = UUID.randomUUID();
        String payment = post(gap, base + "/payments", key, debit);
        String again = post(gap, base + "/payments", key, debit);
        System.out.println(member(payment, "state") + " " + member(payment, "id").equals(member(again, "id")));
    }

    private static HttpClient client(KeyStore trust, String bundle) throws Exception {
        char[] password = Files.readString(Path.of(bundle).resolveSibling("password.txt")).trim().toCharArray();
        KeyStore identity = KeyStore.getInstance("PKCS12");
        try (InputStream stream = new FileInputStream(bundle)) {
            identity.load(stream, password);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(identity, password);
        TrustManagerFactory anchors = TrustManagerFactory.getInstance("PKIX");
        anchors.init(trust);
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        context.init(keys.getKeyManagers(), anchors.getTrustManagers(), null);
        return HttpClient.newBuilder()
            .sslContext(context)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    }

    private static KeyStore trustStore(String file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream stream = new FileInputStream(file)) {
            Certificate root = CertificateFactory.getInstance("X.509").generateCertificate(stream);
            store.setCertificateEntry("psp", root);
        }
        return store;
    }

    private static String post(HttpClient client, String url, UUID key, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key.toString())
            .POST(BodyPublishers.ofString(body))
            .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 201) throw new IllegalStateException(response.statusCode() + " " + response.body());
        return response.body();
    }

    private static String member(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        if (!matcher.find()) throw new IllegalStateException("no " + name + " in " + json);
        return matcher.group(1);
    }
}
