import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A JSSE peer with mutual authentication, TLS 1.2 only. One run performs many connections, because starting a JVM is slow.
 *
 *   java JssePeer.java client KEYS.p12 TRUST.pem PASSWORD PORT BYTES SUITE...   each suite: a full handshake, then a resumption
 *   java JssePeer.java server KEYS.p12 TRUST.pem PASSWORD SUITE...              until its standard input ends
 *
 * On each connection the client sends a length and that many bytes, then reads the same from the server.
 * One line a connection: "SUITE resumed|full peer=CN received=SHA-256", or "refused: …".
 */
public class JssePeer {
    public static void main(String[] args) throws Exception {
        boolean client = args[0].equals("client");
        char[] password = args[3].toCharArray();
        KeyStore keys = keys(args[1], password);
        KeyStore trust = trust(args[2]);
        if (client) {
            int port = Integer.parseInt(args[4]);
            byte[] payload = payload(Integer.parseInt(args[5]));
            for (String suite : Arrays.copyOfRange(args, 6, args.length)) {
                SSLContext context = context(keys, trust, password);
                byte[] first = connect(context, port, suite, payload, null);
                connect(context, port, suite, payload, first);
            }
        } else {
            serve(context(keys, trust, password), Arrays.copyOfRange(args, 4, args.length));
        }
    }

    private static byte[] connect(SSLContext context, int port, String suite, byte[] payload, byte[] earlierSession)
            throws IOException {
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {suite});
            socket.startHandshake();
            send(socket, payload);
            byte[] received = receive(socket);
            SSLSession session = socket.getSession();
            report(session, Arrays.equals(session.getId(), earlierSession), received);
            return session.getId();
        } catch (SSLException refusal) {
            System.out.println("refused: " + refusal.getMessage());
            return null;
        }
    }

    private static void serve(SSLContext context, String[] suites) throws Exception {
        SSLServerSocket server = (SSLServerSocket) context.getServerSocketFactory()
            .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        server.setEnabledProtocols(new String[] {"TLSv1.2"});
        server.setEnabledCipherSuites(suites);
        server.setNeedClientAuth(true);
        endWithStandardInput();
        System.out.println("LISTENING " + server.getLocalPort());
        for (;;) {
            try (SSLSocket socket = (SSLSocket) server.accept()) {
                long accepted = System.currentTimeMillis();
                socket.startHandshake();
                byte[] received = receive(socket);
                send(socket, received);
                report(socket.getSession(), socket.getSession().getCreationTime() < accepted, received);
            } catch (IOException refusal) {
                System.out.println("refused: " + refusal.getMessage());
            }
        }
    }

    private static void endWithStandardInput() {
        Thread watcher = new Thread(() -> {
            try {
                while (System.in.read() >= 0) { }
            } catch (IOException ended) {
                System.err.println(ended);
            }
            System.exit(0);
        });
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void send(SSLSocket socket, byte[] bytes) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
    }

    private static byte[] receive(SSLSocket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    private static void report(SSLSession session, boolean resumed, byte[] received) throws IOException {
        String peer = ((X509Certificate) session.getPeerCertificates()[0]).getSubjectX500Principal().getName();
        System.out.println(session.getCipherSuite() + (resumed ? " resumed" : " full") + " peer=" + peer
            + " received=" + sha256(received));
    }

    private static byte[] payload(int size) {
        StringBuilder lines = new StringBuilder();
        for (int line = 0; lines.length() < size; line++) lines.append(String.format("%015d\n", line));
        return lines.substring(0, size).getBytes(StandardCharsets.US_ASCII);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyStore keys(String pkcs12, char[] password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (FileInputStream in = new FileInputStream(pkcs12)) {
            store.load(in, password);
        }
        return store;
    }

    private static KeyStore trust(String pem) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (FileInputStream in = new FileInputStream(pem)) {
            for (Certificate root : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("root" + store.size(), root);
            }
        }
        return store;
    }

    private static SSLContext context(KeyStore keys, KeyStore trust, char[] password) throws Exception {
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
        keyManagers.init(keys, password);
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
        trustManagers.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }
}
