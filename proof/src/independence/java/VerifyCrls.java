import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SignatureException;
import java.security.cert.CRLException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;

/**
 * Reads CRLs and verifies their signatures with java.security.cert. The argument is a folder of questions, numbered
 * from 0; for each, one line is printed: VALID, or what is wrong.
 */
final class VerifyCrls {
    public static void main(String[] arguments) throws Exception {
        Path questions = Path.of(arguments[0]);
        for (int number = 0; Files.exists(questions.resolve(String.valueOf(number))); number++) {
            System.out.println(verify(questions.resolve(String.valueOf(number))));
        }
    }

    private static String verify(Path question) throws IOException, GeneralSecurityException {
        CertificateFactory x509 = CertificateFactory.getInstance("X.509");
        X509CRL crl;
        try {
            crl = (X509CRL) x509.generateCRL(contents(question.resolve("crl.der")));
        } catch (CRLException unreadable) {
            return "UNREADABLE";
        }
        try {
            crl.verify(x509.generateCertificate(contents(question.resolve("issuer.der"))).getPublicKey());
            return "VALID";
        } catch (SignatureException invalid) {
            return "INVALID_SIGNATURE";
        }
    }

    private static ByteArrayInputStream contents(Path file) throws IOException {
        return new ByteArrayInputStream(Files.readAllBytes(file));
    }
}
