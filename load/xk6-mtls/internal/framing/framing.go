// Package framing puts messages on a stream: each has its length before it, four octets, big endian (docs/tpe.md).
package framing

import (
	"encoding/binary"
	"fmt"
	"io"
)

const (
	headLength = 4
	// Longest message either way, in octets.
	Longest = 64 * 1024
)

// Write puts a message on the stream, at once.
func Write(stream io.Writer, message []byte) error {
	if len(message) == 0 || len(message) > Longest {
		return fmt.Errorf("a message has 1 to %d octets, not %d", Longest, len(message))
	}
	frame := binary.BigEndian.AppendUint32(make([]byte, 0, headLength+len(message)), uint32(len(message)))
	_, err := stream.Write(append(frame, message...))
	return err
}

// Read takes the next message; io.EOF only between two of them.
func Read(stream io.Reader) ([]byte, error) {
	var head [headLength]byte
	if _, err := io.ReadFull(stream, head[:]); err != nil {
		return nil, err
	}
	length := binary.BigEndian.Uint32(head[:])
	if length == 0 || length > Longest {
		return nil, fmt.Errorf("a message has 1 to %d octets, not %d", Longest, length)
	}
	message := make([]byte, length)
	_, err := io.ReadFull(stream, message)
	return message, err
}
