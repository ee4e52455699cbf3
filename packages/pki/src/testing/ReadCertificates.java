import java.io.FileInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What Java reads in each certificate file, a line for each, its fields separated by tabs. */
class ReadCertificates {
    private static final Map<String, String> NAMES = Map.of("2.5.4.4", "SN", "2.5.4.12", "title", "2.5.4.42", "GN");

    public static void main(String[] files) throws Exception {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (String file : files) {
            try (FileInputStream stream = new FileInputStream(file)) {
                System.out.println(describe((X509Certificate) factory.generateCertificate(stream)));
            }
        }
    }

    private static String describe(X509Certificate certificate) {
        List<String> fields = new ArrayList<>();
        fields.add("serial=" + HexFormat.of().formatHex(certificate.getSerialNumber().toByteArray()));
        fields.add("notBefore=" + certificate.getNotBefore().toInstant());
        fields.add("notAfter=" + certificate.getNotAfter().toInstant());
        fields.add("subject=" + certificate.getSubjectX500Principal().getName("RFC2253", NAMES));
        fields.add("issuer=" + certificate.getIssuerX500Principal().getName("RFC2253", NAMES));
        fields.add("critical=" + String.join(" ", new TreeSet<>(certificate.getCriticalExtensionOIDs())));
        fields.add("notCritical=" + String.join(" ", new TreeSet<>(certificate.getNonCriticalExtensionOIDs())));
        for (String oid : certificate.getNonCriticalExtensionOIDs()) fields.add(extension(certificate, oid));
        for (String oid : certificate.getCriticalExtensionOIDs()) fields.add(extension(certificate, oid));
        return String.join("\t", fields);
    }

    /** Java gives the OCTET STRING; the content of those that are compared is shorter than 128 octets. */
    private static String extension(X509Certificate certificate, String oid) {
        return oid + "=" + HexFormat.of().formatHex(certificate.getExtensionValue(oid)).substring(4);
    }
}
