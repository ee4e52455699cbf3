import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * A GAP in Java, as an editor would begin one: javax.xml.crypto signs the token and verifies the reply, the HTTP client of
 * the JDK carries both. Arguments: URL, root in PEM, password, then pairs of a PKCS#12 and a message without signature.
 * Prints for each the codeRetour, or the codes of the fault, then who has signed the reply.
 */
class AmcClient {
    private static final XMLSignatureFactory SIGNATURES = XMLSignatureFactory.getInstance("DOM");
    private static final String SOAP = "http://www.w3.org/2003/05/soap-envelope";
    private static final String SAML = "urn:oasis:names:tc:SAML:2.0:assertion";
    private static final String WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-";

    public static void main(String[] arguments) throws Exception {
        HttpClient client = client(arguments[1]);
        for (int i = 3; i < arguments.length; i += 2) {
            byte[] message = signed(arguments[i], arguments[2].toCharArray(), arguments[i + 1]);
            HttpRequest request = HttpRequest.newBuilder(URI.create(arguments[0]))
                .header("Content-Type", "application/soap+xml; charset=utf-8")
                .POST(BodyPublishers.ofByteArray(message))
                .build();
            byte[] reply = client.send(request, BodyHandlers.ofByteArray()).body();
            Document document = parse(new ByteArrayInputStream(reply));
            System.out.println(codes(document) + " / " + signer(document));
        }
    }

    private static byte[] signed(String bundle, char[] password, String file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stream = new FileInputStream(bundle)) {
            store.load(stream, password);
        }
        String alias = store.aliases().nextElement();
        X509Certificate certificate = (X509Certificate) store.getCertificate(alias);
        Document document;
        try (InputStream stream = new FileInputStream(file)) {
            document = parse(stream);
        }
        Element assertion = (Element) document.getElementsByTagNameNS(SAML, "Assertion").item(0);
        assertion.setIdAttributeNS(null, "ID", true);
        var reference = SIGNATURES.newReference(
            "#" + assertion.getAttribute("ID"),
            SIGNATURES.newDigestMethod(DigestMethod.SHA256, null),
            List.of(
                SIGNATURES.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null),
                SIGNATURES.newTransform(CanonicalizationMethod.EXCLUSIVE, (TransformParameterSpec) null)),
            null, null);
        var signedInfo = SIGNATURES.newSignedInfo(
            SIGNATURES.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
            SIGNATURES.newSignatureMethod("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", null),
            List.of(reference));
        var keyInfos = SIGNATURES.getKeyInfoFactory();
        var keyInfo = keyInfos.newKeyInfo(List.of(keyInfos.newX509Data(List.of(certificate))));
        Element issuer = (Element) assertion.getElementsByTagNameNS(SAML, "Issuer").item(0);
        var context = new DOMSignContext((PrivateKey) store.getKey(alias, password), assertion, issuer.getNextSibling());
        context.setDefaultNamespacePrefix("ds");
        SIGNATURES.newXMLSignature(signedInfo, keyInfo).sign(context);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        var transformer = TransformerFactory.newInstance().newTransformer();
        transformer.setOutputProperty("omit-xml-declaration", "yes");
        transformer.transform(new DOMSource(document), new StreamResult(out));
        return out.toByteArray();
    }

    private static String codes(Document document) {
        NodeList values = document.getElementsByTagNameNS(SOAP, "Value");
        if (values.getLength() == 0) {
            return document.getElementsByTagNameNS("urn:banc-gap:roc:1.0.0", "codeRetour").item(0).getTextContent();
        }
        StringBuilder codes = new StringBuilder();
        for (int i = 1; i < values.getLength(); i++) {
            codes.append(i == 1 ? "" : " ").append(values.item(i).getTextContent().substring("banc:".length()));
        }
        return codes.toString();
    }

    /** The issuer of whose certificate signed the Body, and nothing but the Body. */
    private static String signer(Document document) throws Exception {
        Element body = (Element) document.getElementsByTagNameNS(SOAP, "Body").item(0);
        body.setIdAttributeNS(WSS + "utility-1.0.xsd", "Id", true);
        String token = document.getElementsByTagNameNS(WSS + "secext-1.0.xsd", "BinarySecurityToken").item(0).getTextContent();
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Base64.getMimeDecoder().decode(token)));
        var context = new DOMValidateContext(
            certificate.getPublicKey(), document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature").item(0));
        XMLSignature signature = SIGNATURES.unmarshalXMLSignature(context);
        return signature.validate(context) ? certificate.getIssuerX500Principal().getName() : "invalid";
    }

    private static Document parse(InputStream stream) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(stream);
    }

    private static HttpClient client(String root) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream stream = new FileInputStream(root)) {
            store.setCertificateEntry("amc", CertificateFactory.getInstance("X.509").generateCertificate(stream));
        }
        TrustManagerFactory anchors = TrustManagerFactory.getInstance("PKIX");
        anchors.init(store);
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        context.init(null, anchors.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).version(HttpClient.Version.HTTP_1_1).build();
    }
}
