package mtls

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/grafana/sobek"

	"xk6-mtls/internal/framing"
	"xk6-mtls/internal/handshake"
)

// terminals are connections that stay, any number in one VU: a VU of its own for each would cost a JavaScript runtime.
type terminals struct {
	*connector
	connections map[int]*handshake.Connection
	inbox       chan *TerminalEvent
	readers     sync.WaitGroup
}

// TerminalEvent is a message from the server, or the end of a connection, which then has a reason.
type TerminalEvent struct {
	Terminal int    `js:"terminal"`
	Message  string `js:"message"`
	Reason   string `js:"reason"`
	Alert    int    `js:"alert"`

	connection *handshake.Connection
}

func (module *moduleInstance) newTerminals(call sobek.ConstructorCall) *sobek.Object {
	runtime := module.vu.Runtime()
	connector, _ := module.newConnector(call.Argument(0))
	made := &terminals{
		connector:   connector,
		connections: make(map[int]*handshake.Connection),
		inbox:       make(chan *TerminalEvent),
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
		ctx := terminals.module.vu.Context()
		terminals.readers.Go(func() { terminals.read(ctx, terminal, made.connection) })
	}
	return resultOf(made), nil
}

// read hands on what the server sends until the connection or the test ends.
func (terminals *terminals) read(ctx context.Context, terminal int, connection *handshake.Connection) {
	stop := context.AfterFunc(ctx, func() { _ = connection.Close() })
	defer stop()
	for {
		event := &TerminalEvent{Terminal: terminal, connection: connection}
		message, err := framing.Read(connection)
		if err != nil {
			failure := handshake.FailureOf(err)
			event.Reason, event.Alert = failure.Reason, failure.Alert
		}
		event.Message = string(message)
		select {
		case terminals.inbox <- event:
		case <-ctx.Done():
			return
		}
		if err != nil {
			return
		}
	}
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
	ctx := terminals.module.vu.Context()
	patience := time.NewTimer(time.Duration(milliseconds * float64(time.Millisecond)))
	defer patience.Stop()
	for {
		select {
		case event := <-terminals.inbox:
			if terminals.connections[event.Terminal] != event.connection {
				continue // of a connection that was closed here
			}
			if event.Reason == "" {
				terminals.module.count(terminals.module.metrics.messagesReceived)
			} else {
				_ = event.connection.Close()
				delete(terminals.connections, event.Terminal)
			}
			return event
		case <-patience.C:
			return nil
		case <-ctx.Done():
			return nil
		}
	}
}

// Close ends every connection.
func (terminals *terminals) Close() {
	for terminal, connection := range terminals.connections {
		_ = connection.Close()
		delete(terminals.connections, terminal)
	}
	ended := make(chan struct{})
	go func() {
		terminals.readers.Wait()
		close(ended)
	}()
	for {
		select {
		case <-terminals.inbox:
		case <-ended:
			return
		}
	}
}
