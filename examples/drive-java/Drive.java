import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/**
 * A drive over HTTP for a GAP in Java, with such a GAP in it: the HTTP client of the JDK as it is, and the files of the
 * kit. Put your own code in place of {@link #debit}.
 *
 * <p>Arguments: the folder of the kit, the payment provider as host:port. Prints the URL for drive.url of banc.yaml.
 */
class Drive {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 2;

    private final SSLContext context;
    private final String provider;

    Drive(SSLContext context, String provider) {
        this.context = context;
        this.provider = provider;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2 || !arguments[1].matches("[^:/]+:\\d+")) {
            System.err.println("usage: java Drive.java KIT HOST:PORT");
            System.exit(3);
        }
        Drive drive = null;
        try {
            drive = new Drive(contextOf(Path.of(arguments[0])), arguments[1]);
        } catch (IOException | GeneralSecurityException unreadable) {
            System.err.println("cannot read the kit " + arguments[0] + ": " + unreadable);
            System.exit(3);
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/actions/diapason.debit", drive::answer);
        // Of any other action: 404, which HttpServer says by itself, and the bench takes for "not implemented".
        server.start();
        System.out.println("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The GAP's own identity, and the roots of the provider in place of those of the JDK. */
    private static SSLContext contextOf(Path kit) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        // One password for every PKCS#12 of a kit.
        char[] password = Files.readString(kit.resolve("diapason-psp-client/password.txt")).trim().toCharArray();
        keys.init(keyStore(kit.resolve("diapason-psp-client/bundle.p12"), password), password);
        TrustManagerFactory anchors = TrustManagerFactory.getInstance("PKIX");
        anchors.init(keyStore(kit.resolve("trust/psp.p12"), password));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), anchors.getTrustManagers(), null);
        return context;
    }

    private static KeyStore keyStore(Path file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(file)) {
            store.load(stream, password);
        }
        return store;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String order = new String(exchange.getRequestBody().readAllBytes());
            byte[] answer;
            try {
                answer = debit(order).getBytes();
            } catch (IllegalArgumentException | InterruptedException failure) {
                // No outcome: the bench says that the action could not be tried.
                failure.printStackTrace();
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private String debit(String order) throws InterruptedException {
        String body = """
            {"mandate": "%s", "amount": %s, "currency": "EUR", "merchantReference": "%s"}
            """.formatted(member(order, "mandate"), member(order, "amount"), member(order, "merchantReference"));
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://" + provider + "/diapason/v1/self/payments"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString()) // of this debit, however often it is sent
            .POST(BodyPublishers.ofString(body))
            .build();
        for (int attempt = 1; ; attempt++) {
            try {
                // A client of its own for each attempt, so that no connection is kept from one server to the next.
                HttpClient client = HttpClient.newBuilder().sslContext(context).connectTimeout(PATIENCE).build();
                HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
                return outcome(response.statusCode() < 300 ? "accepted" : "refused", "HTTP " + response.statusCode());
            } catch (SSLException refusal) {
                return outcome("refused", refusal.toString());
            } catch (IOException silence) {
                // Nobody knows whether the debit was made: the same request again, with the same key, makes no second one.
                if (attempt == ATTEMPTS) return outcome("refused", silence.toString());
            }
        }
    }

    private static String outcome(String outcome, String detail) {
        String text = detail.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ");
        return "{\"outcome\": \"" + outcome + "\", \"detail\": \"" + text + "\"}";
    }

    /** The JDK reads no JSON; a GAP has a library for it. */
    private static String member(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*(?:\"([^\"]*)\"|(\\d+))").matcher(json);
        if (!matcher.find()) throw new IllegalArgumentException("no " + name + " in " + json);
        return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    }
}
