package framing_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"xk6-mtls/internal/framing"
)

func TestMessage(t *testing.T) {
	var stream bytes.Buffer
	if err := framing.Write(&stream, []byte("oui")); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(stream.Bytes(), []byte("\x00\x00\x00\x03oui")) {
		t.Errorf("%q", stream.Bytes())
	}
	message, err := framing.Read(&stream)
	if err != nil || string(message) != "oui" {
		t.Errorf("%q, %v", message, err)
	}
	if _, err := framing.Read(&stream); !errors.Is(err, io.EOF) {
		t.Errorf("%v after the last message", err)
	}
}

func TestWrongMessages(t *testing.T) {
	for _, stream := range []string{"\x00\x00\x00\x00", "\x00\x01\x00\x01", "\x00\x00\x00\x05oui", "\x00\x00"} {
		if message, err := framing.Read(strings.NewReader(stream)); err == nil || errors.Is(err, io.EOF) {
			t.Errorf("%q gives %q, %v", stream, message, err)
		}
	}
	for _, length := range []int{0, framing.Longest + 1} {
		if err := framing.Write(io.Discard, make([]byte, length)); err == nil {
			t.Errorf("a message of %d octets was sent", length)
		}
	}
}
