import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.Scanner;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * GAPs in Java, configured from what {@code banc kit} writes. Each line of standard input, SERVER MISTAKE KIT, starts one; its
 * port is printed. The program ends when its standard input does.
 */
final class JavaGap {
    enum Server { HttpsServer, SSLServerSocket }

    enum Mistake { none, noCrl, onlyEndEntity, trustAll, wantClientAuth }

    private static final String[] CIPHER_SUITES = {
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    };
    private static final byte[] BODY = "GAP de test\n".getBytes(StandardCharsets.UTF_8);
    private static final Executor THREADS = Executors.newCachedThreadPool();

    private final Path kit;
    private final char[] password;
    private final Mistake mistake;

    private JavaGap(Path kit, Mistake mistake) throws IOException {
        this.kit = kit;
        this.mistake = mistake;
        this.password = Files.readString(kit.resolve("diapason-tpe-server/password.txt")).strip().toCharArray();
    }

    public static void main(String[] args) throws Exception {
        System.out.println("ready");
        Scanner wanted = new Scanner(System.in);
        while (wanted.hasNextLine()) {
            String[] words = wanted.nextLine().split(" ", 3);
            JavaGap gap = new JavaGap(Path.of(words[2]), Mistake.valueOf(words[1]));
            int port = switch (Server.valueOf(words[0])) {
                case HttpsServer -> gap.startHttpsServer();
                case SSLServerSocket -> gap.startServerSocket();
            };
            System.out.println("port " + port);
        }
        System.exit(0);
    }

    private int startHttpsServer() throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context()) {
            @Override
            public void configure(HttpsParameters parameters) {
                parameters.setSSLParameters(parameters());
            }
        });
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, BODY.length);
            exchange.getResponseBody().write(BODY);
            exchange.close();
        });
        server.setExecutor(THREADS);
        server.start();
        return server.getAddress().getPort();
    }

    private int startServerSocket() throws Exception {
        SSLServerSocket server = (SSLServerSocket) context().getServerSocketFactory()
            .createServerSocket(0, 0, InetAddress.getLoopbackAddress());
        server.setSSLParameters(parameters());
        THREADS.execute(() -> {
            while (true) {
                try {
                    Socket connection = server.accept();
                    THREADS.execute(() -> answer(connection));
                } catch (IOException failure) {
                    throw new IllegalStateException(failure);
                }
            }
        });
        return server.getLocalPort();
    }

    private static void answer(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            BufferedReader request = new BufferedReader(new InputStreamReader(connection.getInputStream()));
            for (String line = request.readLine(); line != null && !line.isEmpty();) line = request.readLine();
            String head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + BODY.length + "\r\n\r\n";
            connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            connection.getOutputStream().write(BODY);
        } catch (IOException refused) {
            // Of this terminal; JSSE has told it why.
        }
    }

    private SSLParameters parameters() {
        SSLParameters parameters = new SSLParameters(CIPHER_SUITES, new String[] {"TLSv1.2"});
        parameters.setUseCipherSuitesOrder(true);
        if (mistake == Mistake.wantClientAuth) parameters.setWantClientAuth(true);
        else parameters.setNeedClientAuth(true);
        return parameters;
    }

    private SSLContext context() throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(keyStore("diapason-tpe-server/bundle.p12"), password);
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        context.init(keys.getKeyManagers(), trustManagers(), null);
        return context;
    }

    private TrustManager[] trustManagers() throws GeneralSecurityException, IOException {
        if (mistake == Mistake.trustAll) return new TrustManager[] {new TrustAll()};
        PKIXBuilderParameters path = new PKIXBuilderParameters(keyStore("trust/tpe.p12"), new X509CertSelector());
        path.setRevocationEnabled(mistake != Mistake.noCrl);
        if (path.isRevocationEnabled()) {
            path.addCertStore(crls());
            path.addCertPathChecker(revocationChecker());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(new CertPathTrustManagerParameters(path));
        return trust.getTrustManagers();
    }

    /** Without NO_FALLBACK a missing CRL would make it ask an OCSP responder. */
    private PKIXRevocationChecker revocationChecker() throws GeneralSecurityException {
        PKIXRevocationChecker checker =
            (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
        EnumSet<Option> options = EnumSet.of(Option.PREFER_CRLS, Option.NO_FALLBACK);
        if (mistake == Mistake.onlyEndEntity) options.add(Option.ONLY_END_ENTITY);
        checker.setOptions(options);
        return checker;
    }

    private CertStore crls() throws GeneralSecurityException, IOException {
        try (InputStream file = Files.newInputStream(kit.resolve("crl/tpe.pem"))) {
            var crls = CertificateFactory.getInstance("X.509").generateCRLs(file);
            return CertStore.getInstance("Collection", new CollectionCertStoreParameters(crls));
        }
    }

    private KeyStore keyStore(String file) throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(kit.resolve(file).toFile(), password);
    }

    /** What is found on the Web by whoever searches for the message of a certificate error. */
    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
