package handshake_test

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"sync"
	"testing"
	"time"

	"xk6-mtls/internal/handshake"
	"xk6-mtls/internal/identities"
	"xk6-mtls/internal/testpki"
)

type server struct {
	name  string
	start func(t *testing.T, pki *testpki.PKI) string
}

var servers = []server{
	{"openssl s_server", func(t *testing.T, pki *testpki.PKI) string { return testpki.OpensslServer(t, pki) }},
	{"tls12", startTls12},
}

// startTls12 starts the bench's own endpoint.
func startTls12(t *testing.T, pki *testpki.PKI) string {
	_, file, _, _ := runtime.Caller(0)
	program := filepath.Join(filepath.Dir(file), "testdata", "tls12-server.ts")
	return "127.0.0.1:" + testpki.Program(t, regexp.MustCompile(`^(\d+)$`), "node", "--conditions=source", program, pki.Folder)
}

func client(t *testing.T, pki *testpki.PKI, change func(*handshake.Settings)) *handshake.Client {
	t.Helper()
	text, err := os.ReadFile(pki.Path("ca.pem"))
	if err != nil {
		t.Fatal(err)
	}
	trust, err := handshake.NewTrust(text)
	if err != nil {
		t.Fatal(err)
	}
	settings := handshake.Settings{Suites: []string{handshake.DefaultSuite}, ServerName: testpki.ServerName, Trust: trust}
	if change != nil {
		change(&settings)
	}
	made, err := handshake.NewClient(settings)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func identity(t *testing.T, pki *testpki.PKI, folder string) identities.Identity {
	t.Helper()
	set, err := identities.ReadFolder(pki.Path(folder), os.ReadFile)
	if err != nil {
		t.Fatal(err)
	}
	found, err := set.At(0)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func connect(
	client *handshake.Client, address string, identity identities.Identity, sessions handshake.Sessions,
) (*handshake.Connection, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	tcp, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, handshake.FailureOf(err)
	}
	return client.Connect(ctx, tcp, identity, sessions)
}

func expectFailure(t *testing.T, err error, alert int, reason string) {
	t.Helper()
	failure := (*handshake.Failure)(nil)
	if !errors.As(err, &failure) {
		t.Fatalf("%v is no failure", err)
	}
	if failure.Alert != alert || failure.Reason != reason {
		t.Errorf("alert %d, %s; expected alert %d, %s", failure.Alert, failure.Reason, alert, reason)
	}
}

func TestServers(t *testing.T) {
	pki := testpki.New(t)
	for _, server := range servers {
		t.Run(server.name, func(t *testing.T) {
			address := server.start(t, pki)
			right := client(t, pki, nil)

			t.Run("lets the client in with 0xC028", func(t *testing.T) {
				connection, err := connect(right, address, identity(t, pki, "client"), nil)
				if err != nil {
					t.Fatal(err)
				}
				defer connection.Close()
				if connection.Suite != handshake.DefaultSuite || connection.Resumed {
					t.Errorf("%s, resumed: %t", connection.Suite, connection.Resumed)
				}
			})

			t.Run("resumes a session where sessions are kept", func(t *testing.T) {
				sessions := handshake.NewSessions()
				for _, resumed := range []bool{false, true} {
					connection, err := connect(right, address, identity(t, pki, "client"), sessions)
					if err != nil {
						t.Fatal(err)
					}
					if connection.Resumed != resumed {
						t.Errorf("resumed: %t, expected %t", connection.Resumed, resumed)
					}
					_ = connection.Close()
				}
			})

			t.Run("refuses a revoked client with alert 44", func(t *testing.T) {
				_, err := connect(right, address, identity(t, pki, "revoked"), nil)
				expectFailure(t, err, 44, "certificate_revoked")
			})

			t.Run("refuses another suite with alert 40", func(t *testing.T) {
				other := client(t, pki, func(settings *handshake.Settings) {
					settings.Suites = []string{"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"}
				})
				_, err := connect(other, address, identity(t, pki, "client"), nil)
				expectFailure(t, err, 40, "handshake_failure")
			})

			t.Run("is not trusted under another name", func(t *testing.T) {
				other := client(t, pki, func(settings *handshake.Settings) { settings.ServerName = "other.banc.test" })
				_, err := connect(other, address, identity(t, pki, "client"), nil)
				expectFailure(t, err, 0, handshake.Untrusted)
			})

			t.Run("serves many clients of one identity at once", func(t *testing.T) {
				var clients sync.WaitGroup
				for range 20 {
					clients.Go(func() {
						connection, err := connect(right, address, identity(t, pki, "client"), nil)
						if err != nil {
							t.Error(err)
							return
						}
						_ = connection.Close()
					})
				}
				clients.Wait()
			})
		})
	}
}

func TestServerThatIsNotThere(t *testing.T) {
	pki := testpki.New(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()

	t.Run("is a timeout, if it accepts and says nothing", func(t *testing.T) {
		_, err := connect(client(t, pki, nil), address, identity(t, pki, "client"), nil)
		expectFailure(t, err, 0, handshake.Timeout)
	})

	t.Run("is closed, if it ends the connection", func(t *testing.T) {
		go func() {
			for {
				connection, err := listener.Accept()
				if err != nil {
					return
				}
				_ = connection.Close()
			}
		}()
		_, err := connect(client(t, pki, nil), address, identity(t, pki, "client"), nil)
		expectFailure(t, err, 0, handshake.Closed)
	})

	t.Run("is no connection, if nobody listens", func(t *testing.T) {
		if err := listener.Close(); err != nil {
			t.Fatal(err)
		}
		_, err := connect(client(t, pki, nil), address, identity(t, pki, "client"), nil)
		expectFailure(t, err, 0, handshake.Connect)
	})
}

func TestUnknownSuite(t *testing.T) {
	if _, err := handshake.NewClient(handshake.Settings{Suites: []string{"TLS_NULL"}}); err == nil {
		t.Error("a suite that does not exist was taken")
	}
}
