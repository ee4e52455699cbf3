package inbox_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"testing"
	"time"

	"xk6-mtls/internal/framing"
	"xk6-mtls/internal/inbox"
)

const patience = 5 * time.Second

func TestManyConnections(t *testing.T) {
	const connections, messages = 50, 20
	box := inbox.New()
	var senders sync.WaitGroup
	for number := range connections {
		ours, theirs := net.Pipe()
		box.Watch(t.Context(), ours)
		senders.Go(func() {
			for turn := range messages {
				if err := framing.Write(theirs, fmt.Appendf(nil, "%d of %d", turn, number)); err != nil {
					t.Error(err)
				}
			}
			_ = theirs.Close()
		})
	}
	next := make(map[io.ReadCloser]int)
	ended := 0
	for ended < connections {
		event, came := box.Next(t.Context(), patience)
		switch {
		case !came:
			t.Fatalf("%d connections have ended, and nothing comes any more", ended)
		case event.Err == nil:
			var turn, number int
			if _, err := fmt.Sscanf(string(event.Message), "%d of %d", &turn, &number); err != nil {
				t.Fatal(err)
			}
			if turn != next[event.Connection] {
				t.Errorf("message %d comes where %d is expected", turn, next[event.Connection])
			}
			next[event.Connection]++
		case errors.Is(event.Err, io.EOF):
			ended++
		default:
			t.Error(event.Err)
		}
	}
	for _, count := range next {
		if count != messages {
			t.Errorf("%d messages of a connection, expected %d", count, messages)
		}
	}
	senders.Wait()
	box.Drain()
}

func TestEndOfTheTest(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	ours, theirs := net.Pipe()
	box := inbox.New()
	box.Watch(ctx, ours)
	cancel()
	if _, came := box.Next(ctx, patience); came {
		t.Error("something came after the end")
	}
	box.Drain()
	if _, err := theirs.Write([]byte{0}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("the connection was left open: %v", err)
	}
}

func TestNothingComes(t *testing.T) {
	if _, came := inbox.New().Next(t.Context(), time.Millisecond); came {
		t.Error("something came from nobody")
	}
}
