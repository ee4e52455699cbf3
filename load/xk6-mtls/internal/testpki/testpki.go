// Package testpki makes, for tests, a server and clients of one CA, as PEM files.
package testpki

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// ServerName is what the server's certificate names.
const ServerName = "gap.banc.test"

// PKI has its files in Folder: ca.pem, crl.pem and ca+crl.pem; in server, client and revoked: fullchain.pem, key.pem.
type PKI struct {
	Folder string
	ca     *x509.Certificate
	key    *rsa.PrivateKey
	serial int64
}

// New makes one for the duration of a test.
func New(t *testing.T) *PKI {
	t.Helper()
	pki := &PKI{Folder: t.TempDir(), key: newKey(t)}
	template := pki.template("banc test CA")
	template.IsCA, template.BasicConstraintsValid = true, true
	template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
	der := must(x509.CreateCertificate(rand.Reader, template, template, pki.key.Public(), pki.key))(t)
	pki.ca = must(x509.ParseCertificate(der))(t)
	pki.issue(t, "server", x509.ExtKeyUsageServerAuth)
	pki.issue(t, "client", x509.ExtKeyUsageClientAuth)
	revoked := pki.issue(t, "revoked", x509.ExtKeyUsageClientAuth)
	crl := must(x509.CreateRevocationList(rand.Reader, &x509.RevocationList{
		Number: big.NewInt(1), ThisUpdate: time.Now().Add(-time.Hour), NextUpdate: time.Now().Add(time.Hour),
		RevokedCertificateEntries: []x509.RevocationListEntry{{SerialNumber: revoked, RevocationTime: time.Now()}},
	}, pki.ca, pki.key))(t)
	roots, list := encode("CERTIFICATE", der), encode("X509 CRL", crl)
	pki.write(t, "ca.pem", roots)
	pki.write(t, "crl.pem", list)
	pki.write(t, "ca+crl.pem", append(roots, list...))
	return pki
}

// Path of a file.
func (pki *PKI) Path(name string) string { return filepath.Join(pki.Folder, name) }

func (pki *PKI) issue(t *testing.T, folder string, usage x509.ExtKeyUsage) *big.Int {
	template := pki.template(folder)
	template.DNSNames = []string{ServerName}
	template.KeyUsage, template.ExtKeyUsage = x509.KeyUsageDigitalSignature, []x509.ExtKeyUsage{usage}
	key := newKey(t)
	der := must(x509.CreateCertificate(rand.Reader, template, pki.ca, key.Public(), pki.key))(t)
	pki.write(t, folder+"/fullchain.pem", encode("CERTIFICATE", der))
	pki.write(t, folder+"/key.pem", encode("PRIVATE KEY", must(x509.MarshalPKCS8PrivateKey(key))(t)))
	return template.SerialNumber
}

func (pki *PKI) template(commonName string) *x509.Certificate {
	pki.serial++
	return &x509.Certificate{
		SerialNumber: big.NewInt(pki.serial),
		Subject:      pkix.Name{CommonName: commonName},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(time.Hour),
	}
}

func (pki *PKI) write(t *testing.T, name string, text []byte) {
	must(true, os.MkdirAll(filepath.Dir(pki.Path(name)), 0o700))(t)
	must(true, os.WriteFile(pki.Path(name), text, 0o600))(t)
}

func newKey(t *testing.T) *rsa.PrivateKey { return must(rsa.GenerateKey(rand.Reader, 2048))(t) }

func encode(label string, der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: label, Bytes: der})
}

func must[T any](value T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}
