package handshake

import (
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"sync"
	"time"

	tls "github.com/refraction-networking/utls"
)

// Trust judges servers' chains by their path, dates and name. A chain that was right once is not verified again until
// its leaf expires: a client under load sees the same one every millisecond. Many goroutines may use it.
type Trust struct {
	roots *x509.CertPool
	known sync.Map // [sha256.Size]byte of name and chain: time.Time until when
}

// NewTrust takes the roots in PEM.
func NewTrust(text []byte) (*Trust, error) {
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(text) {
		return nil, errors.New("no certificate in PEM")
	}
	return &Trust{roots: roots}, nil
}

func (trust *Trust) verify(name string, chain [][]byte) error {
	digest := sha256.New()
	digest.Write([]byte(name))
	for _, der := range chain {
		digest.Write(der)
	}
	key := [sha256.Size]byte(digest.Sum(nil))
	if until, known := trust.known.Load(key); known && time.Now().Before(until.(time.Time)) {
		return nil
	}
	certificates := make([]*x509.Certificate, len(chain))
	intermediates := x509.NewCertPool()
	for index, der := range chain {
		certificate, err := x509.ParseCertificate(der)
		if err != nil {
			return err
		}
		certificates[index] = certificate
		intermediates.AddCert(certificate)
	}
	if len(certificates) == 0 {
		return errors.New("the server sent no certificate")
	}
	leaf := certificates[0]
	options := x509.VerifyOptions{DNSName: name, Roots: trust.roots, Intermediates: intermediates}
	if _, err := leaf.Verify(options); err != nil {
		return &tls.CertificateVerificationError{UnverifiedCertificates: certificates, Err: err}
	}
	trust.known.Store(key, leaf.NotAfter)
	return nil
}
