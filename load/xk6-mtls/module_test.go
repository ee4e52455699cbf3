package mtls

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"os"
	"slices"
	"strings"
	"testing"

	"go.k6.io/k6/v2/js/modulestest"
	"go.k6.io/k6/v2/lib"
	"go.k6.io/k6/v2/lib/fsext"
	"go.k6.io/k6/v2/metrics"

	"xk6-mtls/internal/framing"
	"xk6-mtls/internal/testpki"
)

// script runs JavaScript in a VU, once in the init context and once after it, and has the samples that it emitted.
type script struct {
	*modulestest.Runtime
	samples chan metrics.SampleContainer
}

func newScript(t *testing.T, pki *testpki.PKI, target, init string) *script {
	t.Helper()
	runtime := modulestest.NewRuntime(t)
	runtime.VU.InitEnvField.FileSystems = map[string]fsext.Fs{"file": fsext.NewOsFs()}
	module := (&rootModule{}).NewModuleInstance(runtime.VU)
	globals := maps.Clone(module.Exports().Named)
	globals["folder"], globals["target"], globals["serverName"] = pki.Folder, target, testpki.ServerName
	for name, value := range globals {
		if err := runtime.VU.Runtime().Set(name, value); err != nil {
			t.Fatal(err)
		}
	}
	made := &script{runtime, make(chan metrics.SampleContainer, 1000)}
	made.run(t, init)
	registry := runtime.VU.InitEnvField.Registry
	runtime.MoveToVUContext(&lib.State{
		BuiltinMetrics: runtime.BuiltinMetrics,
		Dialer:         &net.Dialer{},
		Samples:        made.samples,
		Tags:           lib.NewVUStateTags(registry.RootTagSet().With("scenario", "test")),
	})
	return made
}

func (script *script) run(t *testing.T, code string) {
	t.Helper()
	if _, err := script.VU.Runtime().RunString(code); err != nil {
		t.Fatal(err)
	}
}

// value of an expression, as text.
func (script *script) value(t *testing.T, expression string) string {
	t.Helper()
	value, err := script.VU.Runtime().RunString("String(" + expression + ")")
	if err != nil {
		t.Fatal(err)
	}
	return value.String()
}

// emitted are the samples so far: name, tags that a test asks for, value if it is no duration.
func (script *script) emitted(tags ...string) []string {
	var lines []string
	for len(script.samples) > 0 {
		for _, sample := range (<-script.samples).GetSamples() {
			line := sample.Metric.Name
			for _, name := range tags {
				if value, tagged := sample.Tags.Get(name); tagged {
					line += fmt.Sprintf(" %s=%s", name, value)
				}
			}
			if sample.Metric.Type != metrics.Trend {
				line += fmt.Sprintf(" %v", sample.Value)
			}
			lines = append(lines, line)
		}
	}
	return lines
}

func expect(t *testing.T, got, expected string) {
	t.Helper()
	if got != expected {
		t.Errorf("%s, expected %s", got, expected)
	}
}

const newClient = `
	const client = new Client({
		target, serverName, trust: folder + '/ca.pem', identities: new Identities(folder + '/client'), reuse: 'nothing',
	});`

func TestRequest(t *testing.T) {
	pki := testpki.New(t)
	script := newScript(t, pki, testpki.OpensslServer(t, pki), newClient)
	script.run(t, `const answer = client.get('/', { tags: { name: 'probe' } })`)
	expect(t, script.value(t, `[answer.status, answer.error, answer.body.includes('ECDHE-RSA-AES256-SHA384')]`), "200,,true")
	expect(t, script.value(t, `answer.timings.tls_handshaking > 0 && answer.timings.duration > 0`), "true")

	emitted := script.emitted("name", "status", "suite")
	for _, expected := range []string{
		"mtls_handshakes suite=TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384 1",
		"mtls_handshake_duration suite=TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
		"mtls_handshakes_failed suite=TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384 0",
		"mtls_connect_duration",
		"http_reqs name=probe status=200 1",
		"http_req_failed name=probe status=200 0",
		"http_req_duration name=probe status=200",
	} {
		if !slices.Contains(emitted, expected) {
			t.Errorf("no %s in\n%s", expected, strings.Join(emitted, "\n"))
		}
	}
}

func TestRefusal(t *testing.T) {
	pki := testpki.New(t)
	script := newScript(t, pki, testpki.OpensslServer(t, pki), strings.Replace(newClient, "/client", "/revoked", 1))
	script.run(t, `const result = client.connect(0); const answer = client.get('/')`)
	expect(t, script.value(t, `[result.ok, result.alert, result.reason]`), "false,44,certificate_revoked")
	expect(t, script.value(t, `[answer.status, answer.alert, answer.error]`), "0,44,the server sent alert 44, certificate_revoked")
	emitted := script.emitted("alert", "reason")
	for _, expected := range []string{
		"mtls_handshakes_failed alert=44 reason=certificate_revoked 1", "http_req_failed 1", "http_reqs 1",
	} {
		if !slices.Contains(emitted, expected) {
			t.Errorf("no %s in\n%s", expected, strings.Join(emitted, "\n"))
		}
	}
}

func TestReuse(t *testing.T) {
	pki := testpki.New(t)
	target := testpki.OpensslServer(t, pki)
	for _, reuse := range []struct{ how, resumed string }{{"nothing", "false,false"}, {"session", "false,true"}} {
		t.Run(reuse.how, func(t *testing.T) {
			script := newScript(t, pki, target, strings.Replace(newClient, "'nothing'", "'"+reuse.how+"'", 1))
			script.run(t, `const answers = [client.get('/'), client.get('/')]`)
			expect(t, script.value(t, `answers.map((answer) => answer.resumed)`), reuse.resumed)
		})
	}
	t.Run("connection", func(t *testing.T) {
		address := startEcho(t, pki, func(connection net.Conn) {
			for {
				if _, err := connection.Read(make([]byte, 4096)); err != nil {
					return
				}
				_, _ = io.WriteString(connection, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\":1}")
			}
		})
		script := newScript(t, pki, address, withGcm(strings.Replace(newClient, "'nothing'", "'connection'", 1)))
		script.run(t, `const answers = [client.get('/'), client.post('/', 'text')]`)
		expect(t, script.value(t, `answers.map((answer) => answer.json().a)`), "1,1")
		handshakes := slices.DeleteFunc(script.emitted(), func(line string) bool { return line != "mtls_handshakes 1" })
		if len(handshakes) != 1 {
			t.Errorf("%d handshakes, expected 1", len(handshakes))
		}
	})
}

func TestMessages(t *testing.T) {
	pki := testpki.New(t)
	address := startEcho(t, pki, echo)
	t.Run("of one connection", func(t *testing.T) {
		script := newScript(t, pki, address, withGcm(newClient))
		script.run(t, `client.connect(0); client.send('bonjour'); const message = client.receive(); client.close()`)
		expect(t, script.value(t, `message`), "bonjour")
		emitted := script.emitted()
		if !slices.Contains(emitted, "mtls_messages_sent 1") || !slices.Contains(emitted, "mtls_messages_received 1") {
			t.Errorf("messages were not counted: %v", emitted)
		}
	})
	t.Run("of many terminals in one VU", func(t *testing.T) {
		script := newScript(t, pki, address, withGcm(strings.Replace(newClient, "new Client", "new Terminals", 1)))
		script.run(t, `
			for (let terminal = 0; terminal < 10; terminal++) client.connect(terminal);
			for (let terminal = 0; terminal < 10; terminal++) client.send(terminal, 'message ' + terminal);
			const heard = [];
			while (heard.length < 10) heard.push(client.next(5000));`)
		expect(t, script.value(t, `heard.every(({ terminal, message }) => message === 'message ' + terminal)`), "true")
		expect(t, script.value(t, `[client.connected(), client.next(1)]`), "10,")
		script.run(t, `client.send(3, 'end'); const end = client.next(5000)`)
		expect(t, script.value(t, `[end.terminal, end.message, end.reason, client.connected()]`), "3,,closed,9")
		script.run(t, `client.close()`)
		expect(t, script.value(t, `client.connected()`), "0")
	})
}

func TestWrongOptions(t *testing.T) {
	pki := testpki.New(t)
	for wrong, says := range map[string]string{
		`new Client()`:                                  "options are missing",
		`new Client({ target: 'x' })`:                   `target: "x" is not a host and a port`,
		`new Client({ target: 'x:1' })`:                 "identities: missing",
		`new Client({ target: 'x:1', identities: {} })`: "identities: not made by",
		`new Identities(folder + '/ca')`:                "no such file",
		`new Identities(folder + '/ca.pem')`:            "the first line",
		`new Client({ target: 'x:1', identities: new Identities(folder + '/client'), suites: ['X'] })`:             `suites: there is no suite "X"`,
		`new Client({ target: 'x:1', identities: new Identities(folder + '/client'), reuse: 'X' })`:                `reuse: "X" is neither`,
		`new Client({ target: 'x:1', identities: new Identities(folder + '/client'), trust: folder + '/ca.pem' })`: "serverName: missing",
	} {
		script := newScript(t, pki, "", "const error = (() => { try { "+wrong+" } catch (error) { return error } })()")
		if message := script.value(t, "error"); !strings.Contains(message, says) {
			t.Errorf("%s: %q does not say %q", wrong, message, says)
		}
	}
}

func echo(connection net.Conn) {
	for {
		message, err := framing.Read(connection)
		if err != nil || string(message) == "end" || framing.Write(connection, message) != nil {
			return
		}
	}
}

// Go's own server has no 0xC028.
func withGcm(code string) string {
	return strings.Replace(code, "target,", "target, suites: ['TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'],", 1)
}

func startEcho(t *testing.T, pki *testpki.PKI, serve func(net.Conn)) string {
	t.Helper()
	certificate, err := tls.LoadX509KeyPair(pki.Path("server/fullchain.pem"), pki.Path("server/key.pem"))
	text, readError := os.ReadFile(pki.Path("ca.pem"))
	if err := errors.Join(err, readError); err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(text)
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{
		Certificates: []tls.Certificate{certificate}, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: roots,
		MaxVersion: tls.VersionTLS12,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				serve(connection)
				_ = connection.Close()
			}()
		}
	}()
	return listener.Addr().String()
}
