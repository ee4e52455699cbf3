package mtls

import (
	"bufio"
	"fmt"
	"time"

	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/js/common"
	"go.k6.io/k6/v2/metrics"

	"xk6-mtls/internal/framing"
	"xk6-mtls/internal/handshake"
)

// What becomes of a connection after a request.
const (
	reuseNothing    = "nothing"    // it is closed: the next one is made by a full handshake
	reuseSession    = "session"    // it is closed: the next one resumes its session, if the server lets it
	reuseConnection = "connection" // it stays
)

// client has one connection at a time.
type client struct {
	*connector
	reuse    string
	sessions map[int]handshake.Sessions

	connection *handshake.Connection
	reader     *bufio.Reader
	identity   int
}

func (module *moduleInstance) newClient(call sobek.ConstructorCall) *sobek.Object {
	runtime := module.vu.Runtime()
	connector, options := module.newConnector(call.Argument(0))
	reuse := text(options, "reuse", reuseConnection)
	if reuse != reuseNothing && reuse != reuseSession && reuse != reuseConnection {
		common.Throw(runtime, fmt.Errorf("reuse: %q is neither %s, %s nor %s", reuse, reuseNothing, reuseSession, reuseConnection))
	}
	made := &client{connector: connector, reuse: reuse, sessions: make(map[int]handshake.Sessions)}
	return runtime.ToValue(made).ToObject(runtime)
}

// HandshakeResult is what a script sees of a handshake.
type HandshakeResult struct {
	Ok          bool    `js:"ok"`
	Resumed     bool    `js:"resumed"`
	Suite       string  `js:"suite"`
	Alert       int     `js:"alert"`
	Reason      string  `js:"reason"`
	Error       string  `js:"error"`
	Connecting  float64 `js:"connecting"`
	Handshaking float64 `js:"handshaking"`
}

func resultOf(made attempt) *HandshakeResult {
	result := &HandshakeResult{Connecting: metrics.D(made.connecting), Handshaking: metrics.D(made.handshaking)}
	if made.failure != nil {
		result.Alert, result.Reason, result.Error = made.failure.Alert, made.failure.Reason, made.failure.Error()
		return result
	}
	result.Ok, result.Resumed, result.Suite = true, made.connection.Resumed, made.connection.Suite
	return result
}

// Connect makes a new connection as that identity; an earlier one is closed.
func (client *client) Connect(identity int) (*HandshakeResult, error) {
	made, err := client.open(identity)
	if err != nil {
		return nil, err
	}
	return resultOf(made), nil
}

func (client *client) open(identity int) (attempt, error) {
	client.Close()
	made, err := client.connect(identity, client.sessionsOf(identity))
	if err != nil || made.failure != nil {
		return made, err
	}
	client.connection, client.identity = made.connection, identity
	client.reader = bufio.NewReader(made.connection)
	return made, nil
}

func (client *client) sessionsOf(identity int) handshake.Sessions {
	if client.reuse != reuseSession {
		return nil
	}
	if client.sessions[identity] == nil {
		client.sessions[identity] = handshake.NewSessions()
	}
	return client.sessions[identity]
}

// Send sends one message with its length before it.
func (client *client) Send(message string) error {
	if err := client.bounded(); err != nil {
		return err
	}
	if err := framing.Write(client.connection, []byte(message)); err != nil {
		return handshake.FailureOf(err)
	}
	client.module.count(client.module.metrics.messagesSent)
	return nil
}

// Receive waits for one message.
func (client *client) Receive() (string, error) {
	if err := client.bounded(); err != nil {
		return "", err
	}
	message, err := framing.Read(client.reader)
	if err != nil {
		return "", handshake.FailureOf(err)
	}
	client.module.count(client.module.metrics.messagesReceived)
	return string(message), nil
}

// bounded gives the next operation the time of the options.
func (client *client) bounded() error {
	if client.connection == nil {
		return fmt.Errorf("there is no connection: call connect(identity)")
	}
	return client.connection.SetDeadline(time.Now().Add(client.timeout))
}

// Close ends the connection with close_notify; without one it does nothing.
func (client *client) Close() {
	if client.connection != nil {
		_ = client.connection.Close()
		client.connection, client.reader = nil, nil
	}
}

func (module *moduleInstance) count(metric *metrics.Metric) {
	seen := observe(module.vu.State())
	seen.add(metric, 1)
	module.emit(seen)
}
