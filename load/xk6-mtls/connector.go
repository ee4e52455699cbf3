package mtls

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/js/common"

	"xk6-mtls/internal/handshake"
	"xk6-mtls/internal/identities"
)

// connector makes the connections of a Client or of Terminals.
type connector struct {
	module     *moduleInstance
	target     string
	serverName string
	client     *handshake.Client
	identities *identities.Set
	timeout    time.Duration
}

// attempt is what became of making a connection.
type attempt struct {
	connection  *handshake.Connection
	failure     *handshake.Failure
	connecting  time.Duration
	handshaking time.Duration
}

const defaultTimeout = 10 * time.Second

// newConnector reads what Client and Terminals have in common, and throws what is wrong.
func (module *moduleInstance) newConnector(value sobek.Value) (*connector, *sobek.Object) {
	runtime := module.vu.Runtime()
	if value == nil || sobek.IsUndefined(value) || sobek.IsNull(value) {
		common.Throw(runtime, errors.New("options are missing: target and identities at least"))
	}
	options := value.ToObject(runtime)
	connector, err := module.connectorOf(options)
	if err != nil {
		common.Throw(runtime, err)
	}
	return connector, options
}

func (module *moduleInstance) connectorOf(options *sobek.Object) (*connector, error) {
	target := text(options, "target", "")
	if _, _, err := net.SplitHostPort(target); err != nil {
		return nil, fmt.Errorf("target: %q is not a host and a port", target)
	}
	wanted := options.Get("identities")
	if !given(wanted) {
		return nil, errors.New("identities: missing; new Identities(path) makes them")
	}
	set, right := wanted.Export().(*jsIdentities)
	if !right {
		return nil, errors.New("identities: not made by new Identities(path)")
	}
	settings := handshake.Settings{ServerName: text(options, "serverName", ""), Suites: []string{handshake.DefaultSuite}}
	if suites := options.Get("suites"); given(suites) {
		if err := module.vu.Runtime().ExportTo(suites, &settings.Suites); err != nil {
			return nil, fmt.Errorf("suites: %w", err)
		}
	}
	if trust := text(options, "trust", ""); trust != "" {
		judge, err := shared(module, trust, readTrust)
		if err != nil {
			return nil, fmt.Errorf("trust: %w", err)
		}
		if settings.ServerName == "" {
			return nil, errors.New("serverName: missing, and trust says that the server is to be checked")
		}
		settings.Trust = judge
	}
	client, err := handshake.NewClient(settings)
	if err != nil {
		return nil, fmt.Errorf("suites: %w", err)
	}
	timeout := defaultTimeout
	if wanted := options.Get("timeout"); given(wanted) {
		timeout = time.Duration(wanted.ToFloat() * float64(time.Millisecond))
	}
	return &connector{module, target, settings.ServerName, client, set.set, timeout}, nil
}

// connect makes a connection and records it.
func (connector *connector) connect(index int, sessions handshake.Sessions) (attempt, error) {
	module := connector.module
	if module.vu.State() == nil {
		return attempt{}, errors.New("connections are not made in the init context")
	}
	identity, err := connector.identities.At(index)
	if err != nil {
		return attempt{}, err
	}
	made := connector.attempt(identity, sessions)
	module.recordHandshake(made)
	return made, nil
}

func (connector *connector) attempt(identity identities.Identity, sessions handshake.Sessions) (made attempt) {
	ctx, cancel := context.WithTimeout(connector.module.vu.Context(), connector.timeout)
	defer cancel()
	begun := time.Now()
	tcp, err := connector.module.vu.State().Dialer.DialContext(ctx, "tcp", connector.target)
	if err != nil {
		made.failure = handshake.FailureOf(err)
		return made
	}
	connected := time.Now()
	made.connecting = connected.Sub(begun)
	connection, err := connector.client.Connect(ctx, tcp, identity, sessions)
	if err != nil {
		made.failure = handshake.FailureOf(err)
		return made
	}
	made.handshaking = time.Since(connected)
	made.connection = connection
	return made
}

func given(value sobek.Value) bool {
	return value != nil && !sobek.IsUndefined(value) && !sobek.IsNull(value)
}

func text(options *sobek.Object, name, fallback string) string {
	if value := options.Get(name); given(value) {
		return value.String()
	}
	return fallback
}
