import java.io.FileInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Java as software of a hospital. A folder of a person has key.pem and cert.pem, the certificate with those above it.
 *
 * sign FOLDER FILE               signs the dispensation in place
 * consult PORT CA BODY FOLDER…   consults with the certificate of each folder, and prints the status or why there is none
 */
public class DpPeer {
    public static void main(String[] arguments) throws Exception {
        System.setProperty("sun.net.http.retryPost", "false");
        if (arguments[0].equals("sign")) {
            sign(Path.of(arguments[1]), Path.of(arguments[2]));
            return;
        }
        for (String folder : List.of(arguments).subList(4, arguments.length)) {
            System.out.println(consult(arguments[1], Path.of(arguments[2]), arguments[3], Path.of(folder)));
        }
    }

    private static String consult(String port, Path ca, String body, Path folder) {
        try {
            URI uri = URI.create("https://127.0.0.1:" + port + "/dp/v1/consultations");
            HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection();
            connection.setSSLSocketFactory(context(ca, folder).getSocketFactory());
            // What is tried here is what the DP makes of the client, and not the other way round.
            connection.setHostnameVerifier((name, session) -> true);
            connection.setRequestMethod("POST");
            connection.setRequestProperty("content-type", "application/json");
            connection.setDoOutput(true);
            connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            return String.valueOf(connection.getResponseCode());
        } catch (Exception exception) {
            return exception.toString().replace('\n', ' ');
        }
    }

    private static SSLContext context(Path ca, Path folder) throws Exception {
        KeyStore trust = emptyStore();
        trust.setCertificateEntry("ca", certificates(ca).iterator().next());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
        trusted.init(trust);
        KeyStore keys = emptyStore();
        if (Files.exists(folder.resolve("key.pem"))) {
            Certificate[] chain = certificates(folder.resolve("cert.pem")).toArray(new Certificate[0]);
            keys.setKeyEntry("own", key(folder), new char[0], chain);
        }
        // This one sends whatever it has, expired or of another type.
        KeyManagerFactory own = KeyManagerFactory.getInstance("SunX509");
        own.init(keys, new char[0]);
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private static void sign(Path folder, Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document document = factory.newDocumentBuilder().parse(file.toFile());
        Element root = document.getDocumentElement();
        root.setIdAttribute("Id", true);
        XMLSignatureFactory signatures = XMLSignatureFactory.getInstance("DOM");
        var reference = signatures.newReference(
            "#" + root.getAttribute("Id"),
            signatures.newDigestMethod(DigestMethod.SHA256, null),
            List.of(
                signatures.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null),
                signatures.newTransform(CanonicalizationMethod.EXCLUSIVE, (TransformParameterSpec) null)),
            null,
            null);
        var signedInfo = signatures.newSignedInfo(
            signatures.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
            signatures.newSignatureMethod("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", null),
            List.of(reference));
        KeyInfoFactory keyInfos = signatures.getKeyInfoFactory();
        Certificate own = certificates(folder.resolve("cert.pem")).iterator().next();
        var keyInfo = keyInfos.newKeyInfo(List.of(keyInfos.newX509Data(List.of(own))));
        signatures.newXMLSignature(signedInfo, keyInfo).sign(new DOMSignContext(key(folder), root));
        TransformerFactory.newInstance().newTransformer().transform(new DOMSource(document), new StreamResult(file.toFile()));
    }

    private static KeyStore emptyStore() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file) throws Exception {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
    }

    private static PrivateKey key(Path folder) throws Exception {
        String base64 = Files.readString(folder.resolve("key.pem")).replaceAll("-----[^-]+-----|\\s", "");
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }
}
