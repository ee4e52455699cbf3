package mtls

import (
	"strconv"
	"time"

	"go.k6.io/k6/v2/lib"
	"go.k6.io/k6/v2/metrics"

	"xk6-mtls/internal/handshake"
)

type customMetrics struct {
	connectDuration   *metrics.Metric
	handshakeDuration *metrics.Metric
	handshakes        *metrics.Metric
	handshakesFailed  *metrics.Metric
	resumed           *metrics.Metric
	messagesSent      *metrics.Metric
	messagesReceived  *metrics.Metric
}

func registerMetrics(registry *metrics.Registry) (*customMetrics, error) {
	var registered customMetrics
	for _, wanted := range []struct {
		metric **metrics.Metric
		name   string
		kind   metrics.MetricType
		unit   metrics.ValueType
	}{
		{&registered.connectDuration, "mtls_connect_duration", metrics.Trend, metrics.Time},
		{&registered.handshakeDuration, "mtls_handshake_duration", metrics.Trend, metrics.Time},
		{&registered.handshakes, "mtls_handshakes", metrics.Counter, metrics.Default},
		{&registered.handshakesFailed, "mtls_handshakes_failed", metrics.Rate, metrics.Default},
		{&registered.resumed, "mtls_resumed", metrics.Rate, metrics.Default},
		{&registered.messagesSent, "mtls_messages_sent", metrics.Counter, metrics.Default},
		{&registered.messagesReceived, "mtls_messages_received", metrics.Counter, metrics.Default},
	} {
		metric, err := registry.NewMetric(wanted.name, wanted.kind, wanted.unit)
		if err != nil {
			return nil, err
		}
		*wanted.metric = metric
	}
	return &registered, nil
}

// observations of one moment, with the same tags.
type observations struct {
	at      time.Time
	tags    metrics.TagsAndMeta
	samples metrics.Samples
}

func observe(state *lib.State) *observations {
	return &observations{at: time.Now(), tags: state.Tags.GetCurrentValues()}
}

func (seen *observations) add(metric *metrics.Metric, value float64) {
	seen.samples = append(seen.samples, metrics.Sample{
		TimeSeries: metrics.TimeSeries{Metric: metric, Tags: seen.tags.Tags},
		Time:       seen.at,
		Metadata:   seen.tags.Metadata,
		Value:      value,
	})
}

func (module *moduleInstance) emit(seen *observations) {
	metrics.PushIfNotDone(module.vu.Context(), module.vu.State().Samples, seen.samples)
}

// recordHandshake tags a failure by its alert, `none` if there was none, and by its reason.
func (module *moduleInstance) recordHandshake(made attempt) {
	seen := observe(module.vu.State())
	if made.connecting > 0 {
		seen.add(module.metrics.connectDuration, metrics.D(made.connecting))
	}
	if made.failure != nil {
		seen.tags.SetTag("alert", alertTag(made.failure))
		seen.tags.SetTag("reason", made.failure.Reason)
		seen.add(module.metrics.handshakesFailed, 1)
	} else {
		seen.tags.SetTag("suite", made.connection.Suite)
		seen.tags.SetTag("resumed", strconv.FormatBool(made.connection.Resumed))
		seen.add(module.metrics.handshakes, 1)
		seen.add(module.metrics.handshakeDuration, metrics.D(made.handshaking))
		seen.add(module.metrics.handshakesFailed, 0)
		seen.add(module.metrics.resumed, metrics.B(made.connection.Resumed))
	}
	module.emit(seen)
}

func alertTag(failure *handshake.Failure) string {
	if failure.Alert == 0 {
		return "none"
	}
	return strconv.Itoa(failure.Alert)
}
