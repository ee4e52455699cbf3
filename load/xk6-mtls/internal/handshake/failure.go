package handshake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"reflect"
	"syscall"

	tls "github.com/refraction-networking/utls"
)

// Why a connection could not be made or used, where the server sent no alert.
const (
	Closed    = "closed"    // the server ended the connection without an alert
	Timeout   = "timeout"   // the server did not answer in time
	Connect   = "connect"   // there was no TCP connection
	Untrusted = "untrusted" // the server's certificate
	Protocol  = "protocol"  // what the server sent is not TLS, or not what was asked for
)

// Failure says why the server could not be spoken to.
type Failure struct {
	// Alert that the server sent, or 0: close_notify is no failure.
	Alert int
	// Reason is the name of the alert in RFC 5246, or one of the constants above.
	Reason string
	cause  error
}

func (failure *Failure) Error() string {
	if failure.Alert != 0 {
		return fmt.Sprintf("the server sent alert %d, %s", failure.Alert, failure.Reason)
	}
	return fmt.Sprintf("%s: %v", failure.Reason, failure.cause)
}

func (failure *Failure) Unwrap() error { return failure.cause }

// AlertNames of RFC 5246 §7.2 and RFC 6066 §9.
var AlertNames = map[int]string{
	10: "unexpected_message", 20: "bad_record_mac", 21: "decryption_failed", 22: "record_overflow",
	30: "decompression_failure", 40: "handshake_failure", 41: "no_certificate", 42: "bad_certificate",
	43: "unsupported_certificate", 44: "certificate_revoked", 45: "certificate_expired", 46: "certificate_unknown",
	47: "illegal_parameter", 48: "unknown_ca", 49: "access_denied", 50: "decode_error", 51: "decrypt_error",
	60: "export_restriction", 70: "protocol_version", 71: "insufficient_security", 80: "internal_error",
	90: "user_canceled", 100: "no_renegotiation", 110: "unsupported_extension",
	111: "certificate_unobtainable", 112: "unrecognized_name", 113: "bad_certificate_status_response",
	114: "bad_certificate_hash_value",
}

// FailureOf tells what an error of a connection means.
func FailureOf(err error) *Failure {
	if failure := (*Failure)(nil); errors.As(err, &failure) {
		return failure
	}
	if alert := receivedAlert(err); alert != 0 {
		name, known := AlertNames[alert]
		if !known {
			name = fmt.Sprintf("alert_%d", alert)
		}
		return &Failure{alert, name, err}
	}
	return &Failure{0, reasonOf(err), err}
}

// receivedAlert is 0 if it was none. The type of an alert that was received is not exported.
func receivedAlert(err error) int {
	operation := (*net.OpError)(nil)
	if !errors.As(err, &operation) || operation.Op != "remote error" {
		return 0
	}
	value := reflect.ValueOf(operation.Err)
	if value.Kind() != reflect.Uint8 {
		return 0
	}
	return int(value.Uint())
}

func reasonOf(err error) string {
	var timeout net.Error
	var dialled *net.OpError
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.As(err, &certificate):
		return Untrusted
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded),
		errors.As(err, &timeout) && timeout.Timeout():
		return Timeout
	case errors.As(err, &dialled) && dialled.Op == "dial":
		return Connect
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed),
		errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return Closed
	}
	return Protocol
}
