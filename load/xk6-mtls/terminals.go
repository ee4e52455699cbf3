package mtls

import (
	"fmt"
	"io"
	"time"

	"github.com/grafana/sobek"

	"xk6-mtls/internal/framing"
	"xk6-mtls/internal/handshake"
	"xk6-mtls/internal/inbox"
)

// terminals are connections that stay, any number in one VU: a VU of its own for each would cost a JavaScript runtime.
type terminals struct {
	*connector
	connections map[int]*handshake.Connection
	numbers     map[io.ReadCloser]int
	inbox       *inbox.Inbox
}

// TerminalEvent is a message from the server, or the end of a connection, which then has a reason.
type TerminalEvent struct {
	Terminal int    `js:"terminal"`
	Message  string `js:"message"`
	Reason   string `js:"reason"`
	Alert    int    `js:"alert"`
}

func (module *moduleInstance) newTerminals(call sobek.ConstructorCall) *sobek.Object {
	runtime := module.vu.Runtime()
	connector, _ := module.newConnector(call.Argument(0))
	made := &terminals{
		connector:   connector,
		connections: make(map[int]*handshake.Connection),
		numbers:     make(map[io.ReadCloser]int),
		inbox:       inbox.New(),
	}
	return runtime.ToValue(made).ToObject(runtime)
}

// Connected is how many connections there are.
func (terminals *terminals) Connected() int { return len(terminals.connections) }

// Connect connects one terminal, by the number of its identity.
func (terminals *terminals) Connect(terminal int) (*HandshakeResult, error) {
	if terminals.connections[terminal] != nil {
		return nil, fmt.Errorf("terminal %d is connected", terminal)
	}
	made, err := terminals.connect(terminal, nil)
	if err != nil {
		return nil, err
	}
	if made.connection != nil {
		terminals.connections[terminal] = made.connection
		terminals.numbers[made.connection] = terminal
		terminals.inbox.Watch(terminals.module.vu.Context(), made.connection)
	}
	return resultOf(made), nil
}

// Send sends one message of one terminal.
func (terminals *terminals) Send(terminal int, message string) error {
	connection := terminals.connections[terminal]
	if connection == nil {
		return fmt.Errorf("terminal %d is not connected", terminal)
	}
	if err := connection.SetWriteDeadline(time.Now().Add(terminals.timeout)); err != nil {
		return err
	}
	if err := framing.Write(connection, []byte(message)); err != nil {
		return handshake.FailureOf(err)
	}
	terminals.module.count(terminals.module.metrics.messagesSent)
	return nil
}

// Next waits so many milliseconds for what comes to any terminal; nil: nothing came.
func (terminals *terminals) Next(milliseconds float64) *TerminalEvent {
	patience := time.Duration(milliseconds * float64(time.Millisecond))
	event, came := terminals.inbox.Next(terminals.module.vu.Context(), patience)
	if !came {
		return nil
	}
	told := &TerminalEvent{Terminal: terminals.numbers[event.Connection], Message: string(event.Message)}
	if event.Err == nil {
		terminals.module.count(terminals.module.metrics.messagesReceived)
		return told
	}
	failure := handshake.FailureOf(event.Err)
	told.Reason, told.Alert = failure.Reason, failure.Alert
	terminals.forget(told.Terminal)
	return told
}

// Close ends every connection.
func (terminals *terminals) Close() {
	for terminal := range terminals.connections {
		terminals.forget(terminal)
	}
	terminals.inbox.Drain()
}

func (terminals *terminals) forget(terminal int) {
	connection := terminals.connections[terminal]
	_ = connection.Close()
	delete(terminals.connections, terminal)
	delete(terminals.numbers, connection)
}
