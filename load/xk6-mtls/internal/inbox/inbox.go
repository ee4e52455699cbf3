// Package inbox brings the messages of many connections to one reader.
package inbox

import (
	"context"
	"io"
	"sync"
	"time"

	"xk6-mtls/internal/framing"
)

// Event is a message of a connection, or with an error the end of it.
type Event struct {
	Connection io.ReadCloser
	Message    []byte
	Err        error
}

// Inbox has the events of all connections that it watches.
type Inbox struct {
	events  chan Event
	readers sync.WaitGroup
}

// New watches nothing yet.
func New() *Inbox { return &Inbox{events: make(chan Event)} }

// Watch hands on what comes from a connection until it ends; when ctx ends, it is closed, and nothing is said of it.
func (inbox *Inbox) Watch(ctx context.Context, connection io.ReadCloser) {
	inbox.readers.Go(func() {
		stop := context.AfterFunc(ctx, func() { _ = connection.Close() })
		defer stop()
		for {
			message, err := framing.Read(connection)
			select {
			case inbox.events <- Event{connection, message, err}:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
		}
	})
}

// Next waits for the next event; false: none came in time, or ctx ended.
func (inbox *Inbox) Next(ctx context.Context, patience time.Duration) (Event, bool) {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case event := <-inbox.events:
		return event, true
	case <-timer.C:
	case <-ctx.Done():
	}
	return Event{}, false
}

// Drain waits until no connection is watched any more: each must have been closed. What still comes is dropped.
func (inbox *Inbox) Drain() {
	ended := make(chan struct{})
	go func() {
		inbox.readers.Wait()
		close(ended)
	}()
	for {
		select {
		case <-inbox.events:
		case <-ended:
			return
		}
	}
}
