import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.ExcC14NParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * javax.xml.crypto as a peer.
 *
 * verify CERTIFICATE FILE…             prints "FILE valid", "FILE invalid" or "FILE error …" for each file
 * sign CERTIFICATE KEY [PREFIXES FILE]…  signs the root of each file in place, after its first child element;
 *                                        PREFIXES is the PrefixList, its parts separated by commas, or "-" for none
 */
public class XmlSignature {
    private static final XMLSignatureFactory SIGNATURES = XMLSignatureFactory.getInstance("DOM");

    public static void main(String[] arguments) throws Exception {
        X509Certificate certificate;
        try (FileInputStream in = new FileInputStream(arguments[1])) {
            certificate = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        if (arguments[0].equals("verify")) {
            for (String file : Arrays.copyOfRange(arguments, 2, arguments.length)) verify(file, certificate.getPublicKey());
        } else {
            PrivateKey key = privateKey(Path.of(arguments[2]));
            for (int index = 3; index < arguments.length; index += 2) {
                sign(arguments[index + 1], certificate, key, arguments[index]);
            }
        }
    }

    private static void verify(String file, PublicKey key) {
        try {
            Document document = read(file);
            NodeList found = document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
            DOMValidateContext context = new DOMValidateContext(key, found.item(0));
            XMLSignature signature = SIGNATURES.unmarshalXMLSignature(context);
            System.out.println(file + (signature.validate(context) ? " valid" : " invalid"));
        } catch (Exception exception) {
            System.out.println(file + " error " + exception.toString().replace('\n', ' '));
        }
    }

    private static void sign(String file, X509Certificate certificate, PrivateKey key, String prefixes) throws Exception {
        Document document = read(file);
        Element root = document.getDocumentElement();
        List<Transform> transforms = new ArrayList<>();
        transforms.add(SIGNATURES.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null));
        transforms.add(SIGNATURES.newTransform(
            CanonicalizationMethod.EXCLUSIVE,
            prefixes.equals("-") ? null : new ExcC14NParameterSpec(List.of(prefixes.split(",")))));
        var reference = SIGNATURES.newReference(
            "#" + root.getAttribute("ID"),
            SIGNATURES.newDigestMethod(DigestMethod.SHA256, null), transforms, null, null);
        var signedInfo = SIGNATURES.newSignedInfo(
            SIGNATURES.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
            SIGNATURES.newSignatureMethod("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", null),
            Collections.singletonList(reference));
        KeyInfoFactory keyInfos = SIGNATURES.getKeyInfoFactory();
        KeyInfo keyInfo = keyInfos.newKeyInfo(List.of(keyInfos.newX509Data(List.of(certificate))));
        Node next = firstElement(root).getNextSibling();
        DOMSignContext context = next == null ? new DOMSignContext(key, root) : new DOMSignContext(key, root, next);
        context.setDefaultNamespacePrefix("ds");
        SIGNATURES.newXMLSignature(signedInfo, keyInfo).sign(context);
        Transformer transformer = TransformerFactory.newInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        try (FileOutputStream out = new FileOutputStream(file)) {
            transformer.transform(new DOMSource(document), new StreamResult(out));
        }
    }

    private static Node firstElement(Element parent) {
        Node node = parent.getFirstChild();
        while (!(node instanceof Element)) node = node.getNextSibling();
        return node;
    }

    /** Every attribute ID, and wsu:Id, is an identifier. */
    private static Document read(String file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document document = factory.newDocumentBuilder().parse(file);
        NodeList elements = document.getElementsByTagName("*");
        for (int index = 0; index < elements.getLength(); index++) {
            Element element = (Element) elements.item(index);
            if (element.hasAttributeNS(null, "ID")) element.setIdAttributeNS(null, "ID", true);
            String wsu = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
            if (element.hasAttributeNS(wsu, "Id")) element.setIdAttributeNS(wsu, "Id", true);
        }
        return document;
    }

    private static PrivateKey privateKey(Path file) throws Exception {
        String base64 = Files.readString(file, StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }
}
