// Package handshake makes mutual TLS 1.2 connections with utls, which has the suites that Go's own stack has not.
package handshake

import (
	"context"
	"crypto/x509"
	"net"
	"slices"

	tls "github.com/refraction-networking/utls"

	"xk6-mtls/internal/identities"
)

func init() {
	// So that CBC with SHA-384 can be negotiated; it must be called before the first connection.
	tls.EnableWeakCiphers()
}

// Settings are what the connections of a client have in common.
type Settings struct {
	// Suites in the order of preference, by their registered names.
	Suites []string
	// ServerName is sent, and is what the server's certificate must name.
	ServerName string
	// Trust judges the server's chain; nil: no server is checked.
	Trust *Trust
}

// Client makes connections; many goroutines may use it.
type Client struct {
	suites []uint16
	config *tls.Config
}

// NewClient fails on a suite that it does not know.
func NewClient(settings Settings) (*Client, error) {
	suites, err := suiteNumbers(settings.Suites)
	if err != nil {
		return nil, err
	}
	config := &tls.Config{
		ServerName:         settings.ServerName,
		InsecureSkipVerify: true, // trust does that
		MinVersion:         tls.VersionTLS12,
		MaxVersion:         tls.VersionTLS12,
	}
	if trust := settings.Trust; trust != nil {
		config.VerifyPeerCertificate = func(chain [][]byte, _ [][]*x509.Certificate) error {
			return trust.verify(settings.ServerName, chain)
		}
	}
	return &Client{suites, config}, nil
}

// Sessions keep what one identity can resume with.
type Sessions = tls.ClientSessionCache

// NewSessions keeps the last session only.
func NewSessions() Sessions { return tls.NewLRUClientSessionCache(1) }

// Connection is what a handshake has made.
type Connection struct {
	*tls.UConn
	Resumed bool
	Suite   string
}

// Connect makes a handshake over a connection, which is closed if that fails; then with a *Failure.
// Without sessions it is a full one.
func (client *Client) Connect(
	ctx context.Context, tcp net.Conn, identity identities.Identity, sessions Sessions,
) (*Connection, error) {
	config := client.config.Clone()
	config.ClientSessionCache = sessions
	config.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
		return &tls.Certificate{Certificate: identity.Chain, PrivateKey: identity.Key}, nil
	}
	connection := tls.UClient(tcp, config, tls.HelloCustom)
	err := connection.ApplyPreset(client.hello(sessions != nil))
	if err == nil {
		err = connection.HandshakeContext(ctx)
	}
	if err != nil {
		_ = tcp.Close()
		return nil, FailureOf(err)
	}
	state := connection.ConnectionState()
	return &Connection{connection, state.DidResume, suiteName(state.CipherSuite)}, nil
}

// hello is written out: what utls makes of a tls.Config leaves out the suites that Go itself has not.
func (client *Client) hello(resumable bool) *tls.ClientHelloSpec {
	extensions := []tls.TLSExtension{
		&tls.ExtendedMasterSecretExtension{},
		&tls.RenegotiationInfoExtension{Renegotiation: tls.RenegotiateOnceAsClient},
		&tls.SupportedCurvesExtension{Curves: []tls.CurveID{tls.CurveP256, tls.CurveP384, tls.X25519}},
		&tls.SupportedPointsExtension{SupportedPoints: []byte{0}},
		&tls.SignatureAlgorithmsExtension{SupportedSignatureAlgorithms: []tls.SignatureScheme{
			tls.PKCS1WithSHA256, tls.PKCS1WithSHA384, tls.PKCS1WithSHA512,
		}},
	}
	if name := client.config.ServerName; name != "" && net.ParseIP(name) == nil {
		extensions = slices.Insert(extensions, 0, tls.TLSExtension(&tls.SNIExtension{ServerName: name}))
	}
	if resumable {
		extensions = append(extensions, &tls.SessionTicketExtension{})
	}
	return &tls.ClientHelloSpec{
		TLSVersMin:         tls.VersionTLS12,
		TLSVersMax:         tls.VersionTLS12,
		CipherSuites:       client.suites,
		CompressionMethods: []uint8{0},
		Extensions:         extensions,
	}
}
