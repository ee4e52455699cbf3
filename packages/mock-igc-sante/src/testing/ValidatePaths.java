import java.io.FileInputStream;
import java.io.InputStream;
import java.security.cert.CRL;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A line for each path file: OK, or why a Java server with these roots and CRLs refuses it. */
class ValidatePaths {
    public static void main(String[] files) throws Exception {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        Set<TrustAnchor> anchors = new HashSet<>();
        for (Certificate root : certificates(factory, files[0])) {
            anchors.add(new TrustAnchor((X509Certificate) root, null));
        }
        Collection<? extends CRL> crls;
        try (InputStream stream = new FileInputStream(files[1])) {
            crls = factory.generateCRLs(stream);
        }
        PKIXParameters parameters = new PKIXParameters(anchors);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(crls)));
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        for (int i = 2; i < files.length; i++) {
            try {
                validator.validate(factory.generateCertPath(certificates(factory, files[i])), parameters);
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
