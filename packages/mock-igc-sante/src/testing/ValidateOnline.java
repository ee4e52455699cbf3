import java.io.FileInputStream;
import java.io.InputStream;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A line for each path file: OK, or why a Java server refuses it that asks the URLs in the certificates. First
 * arguments: "crl" or "ocsp", and the root.
 */
class ValidateOnline {
    public static void main(String[] arguments) throws Exception {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        X509Certificate root = (X509Certificate) certificates(factory, arguments[1]).get(0);
        for (int i = 2; i < arguments.length; i++) {
            CertPathValidator validator = CertPathValidator.getInstance("PKIX");
            PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
            // The certificates of CAs name no OCSP responder.
            checker.setOptions(arguments[0].equals("crl")
                ? EnumSet.of(Option.PREFER_CRLS, Option.NO_FALLBACK)
                : EnumSet.of(Option.ONLY_END_ENTITY, Option.NO_FALLBACK));
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
            parameters.addCertPathChecker(checker);
            try {
                validator.validate(factory.generateCertPath(certificates(factory, arguments[i])), parameters);
                System.out.println("OK");
            } catch (CertPathValidatorException refusal) {
                System.out.println(refusal.getReason());
            }
        }
    }

    private static List<Certificate> certificates(CertificateFactory factory, String file) throws Exception {
        try (InputStream stream = new FileInputStream(file)) {
            return new ArrayList<>(factory.generateCertificates(stream));
        }
    }
}
