import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.security.cert.CRL;
import java.security.cert.CRLException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/**
 * Validates certification paths with PKIX (java.security.cert), all in one virtual machine. The argument is a folder
 * of questions, numbered from 0; for each, one line is printed: VALID, or the reason and the index of the certificate (0 is
 * the leaf).
 */
final class VerifyChains {
    private static CertificateFactory x509;

    public static void main(String[] arguments) throws Exception {
        // What the others call level 2 and medium; by default, Java allows SHA-1 and RSA keys of 1024 bits.
        Security.setProperty("jdk.certpath.disabledAlgorithms", "MD5, SHA1, RSA keySize < 2048");
        x509 = CertificateFactory.getInstance("X.509");
        Path questions = Path.of(arguments[0]);
        for (int number = 0; Files.exists(questions.resolve(String.valueOf(number))); number++) {
            System.out.println(verify(questions.resolve(String.valueOf(number))));
        }
    }

    private static String verify(Path question) throws IOException, GeneralSecurityException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(question.resolve("question.properties"))) {
            properties.load(reader);
        }
        List<Certificate> presented = new ArrayList<>();
        for (byte[] der : contents(question.resolve("presented"))) {
            try {
                presented.add(x509.generateCertificate(new ByteArrayInputStream(der)));
            } catch (GeneralSecurityException unreadable) {
                return "UNREADABLE";
            }
        }
        try {
            CertPathValidator.getInstance("PKIX")
                .validate(x509.generateCertPath(presented), parameters(question, properties));
            return "VALID";
        } catch (CertPathValidatorException invalid) {
            CertPathValidatorException.Reason reason = invalid.getReason();
            String found = reason == BasicReason.UNSPECIFIED ? invalid.getMessage() : reason.toString();
            return found + " at " + invalid.getIndex();
        }
    }

    private static PKIXParameters parameters(Path question, Properties properties)
            throws IOException, GeneralSecurityException {
        Set<TrustAnchor> anchors = new HashSet<>();
        for (byte[] der : contents(question.resolve("anchors"))) {
            X509Certificate certificate =
                (X509Certificate) x509.generateCertificate(new ByteArrayInputStream(der));
            // An anchor is a name and a key (RFC 5280 6.1.1): what else its certificate says is not looked at.
            anchors.add(new TrustAnchor(certificate.getSubjectX500Principal(), certificate.getPublicKey(), null));
        }
        PKIXParameters parameters = new PKIXParameters(anchors);
        parameters.setDate(new Date(Long.parseLong(properties.getProperty("at"))));
        Collection<CRL> crls = new ArrayList<>();
        for (byte[] der : contents(question.resolve("crls"))) {
            try {
                crls.add(x509.generateCRL(new ByteArrayInputStream(der)));
            } catch (CRLException unreadable) {
                // Then it is as if nobody had it.
            }
        }
        parameters.setRevocationEnabled(!crls.isEmpty());
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(crls)));
        if (properties.containsKey("purpose")) {
            X509CertSelector leaf = new X509CertSelector();
            leaf.setExtendedKeyUsage(Set.of(properties.getProperty("purpose")));
            leaf.setKeyUsage(new boolean[] {true});
            parameters.setTargetCertConstraints(leaf);
        }
        if (properties.containsKey("knownExtension")) {
            parameters.addCertPathChecker(new KnownExtension(properties.getProperty("knownExtension")));
        }
        return parameters;
    }

    /** The files 0.der, 1.der, … of a folder. */
    private static List<byte[]> contents(Path folder) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        for (Path file; Files.exists(file = folder.resolve(contents.size() + ".der"));) {
            contents.add(Files.readAllBytes(file));
        }
        return contents;
    }

    /** Takes a critical extension for known. */
    private static final class KnownExtension extends PKIXCertPathChecker {
        private final String oid;

        KnownExtension(String oid) {
            this.oid = oid;
        }

        @Override
        public void init(boolean forward) {}

        @Override
        public boolean isForwardCheckingSupported() {
            return true;
        }

        @Override
        public Set<String> getSupportedExtensions() {
            return Set.of(oid);
        }

        @Override
        public void check(Certificate certificate, Collection<String> unresolvedCriticalExtensions) {
            unresolvedCriticalExtensions.remove(oid);
        }
    }
}
