import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A GAP on JSSE and a framed socket: greets one terminal, asks for one consent, prints the token. Arguments: key, chain, trust (PEM). */
public final class JavaGap {
  public static void main(String[] files) throws Exception {
    SSLServerSocket server = listen(files[0], files[1], files[2]);
    System.out.println("port " + server.getLocalPort());
    try (SSLSocket socket = (SSLSocket) server.accept()) {
      socket.startHandshake();
      X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      System.out.println("suite " + socket.getSession().getCipherSuite());
      System.out.println("terminal " + certificate.getSubjectX500Principal().getName());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      String login = read(in);
      String terminal = field(login, "POIID");
      write(out, message("SaleToPOIResponse", "Login", "Response", field(login, "ServiceID"), terminal,
          "\"LoginResponse\":{\"Response\":{\"Result\":\"Success\"}}"));
      write(out, message("SaleToPOIRequest", "Payment", "Request", "J1", terminal,
          "\"PaymentRequest\":{\"SaleData\":{\"SaleTransactionID\":{\"TransactionID\":\"SEJOUR-J\",\"TimeStamp\":\"2026-11-22T08:00:00Z\"}},"
          + "\"PaymentTransaction\":{\"AmountsReq\":{\"Currency\":\"EUR\",\"RequestedAmount\":1.00}},"
          + "\"PaymentData\":{\"PaymentType\":\"FirstReservation\"},\"DisplayOutput\":\"D\u00e9bit apr\u00e8s les soins\","
          + "\"urn:banc-gap:diapason:consent\":{\"Ceiling\":80.00}}"));
      String answer = read(in);
      System.out.println("token " + field(answer, "TokenValue"));
    }
  }

  private static SSLServerSocket listen(String key, String chain, String trust) throws Exception {
    char[] password = "unused".toCharArray();
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null);
    own.setKeyEntry("gap", privateKey(key), password, certificates(chain).toArray(new Certificate[0]));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, password);
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null);
    for (Certificate root : certificates(trust)) roots.setCertificateEntry("root" + roots.size(), root);
    TrustManagerFactory judges = TrustManagerFactory.getInstance("PKIX");
    judges.init(roots);
    SSLContext context = SSLContext.getInstance("TLSv1.2");
    context.init(keys.getKeyManagers(), judges.getTrustManagers(), null);
    SSLServerSocket server = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
    server.setEnabledCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"});
    server.setNeedClientAuth(true);
    return server;
  }

  private static PrivateKey privateKey(String file) throws Exception {
    String base64 = Files.readString(Path.of(file)).replaceAll("-----[A-Z ]+-----|\\s", "");
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }

  private static Collection<? extends Certificate> certificates(String file) throws Exception {
    try (FileInputStream pem = new FileInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(pem);
    }
  }

  private static String read(DataInputStream in) throws Exception {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  private static void write(DataOutputStream out, String message) throws Exception {
    byte[] octets = message.getBytes(StandardCharsets.UTF_8);
    out.writeInt(octets.length);
    out.write(octets);
    out.flush();
  }

  private static String message(String side, String category, String type, String id, String terminal, String body) {
    return "{\"" + side + "\":{\"MessageHeader\":{\"ProtocolVersion\":\"3.0\",\"MessageClass\":\"Service\",\"MessageCategory\":\""
        + category + "\",\"MessageType\":\"" + type + "\",\"ServiceID\":\"" + id + "\",\"SaleID\":\"JAVA\",\"POIID\":\"" + terminal
        + "\"}," + body + "}}";
  }

  private static String field(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    if (!found.find()) throw new IllegalStateException("no " + name + " in " + json);
    return found.group(1);
  }
}
