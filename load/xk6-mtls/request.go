package mtls

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/lib/netext/httpext"
	"go.k6.io/k6/v2/metrics"
	"gopkg.in/guregu/null.v3"

	"xk6-mtls/internal/handshake"
)

// Response has the fields that k6/http gives a response, where they apply.
type Response struct {
	Status  int               `js:"status"`
	Headers map[string]string `js:"headers"`
	Body    string            `js:"body"`
	Timings Timings           `js:"timings"`
	// Of the request or of the handshake before it.
	Error   string `js:"error"`
	Alert   int    `js:"alert"`
	Reason  string `js:"reason"`
	Resumed bool   `js:"resumed"`
}

// Timings in milliseconds, as k6/http has them.
type Timings struct {
	Blocked        float64 `js:"blocked"`
	Connecting     float64 `js:"connecting"`
	TLSHandshaking float64 `js:"tls_handshaking"`
	Sending        float64 `js:"sending"`
	Waiting        float64 `js:"waiting"`
	Receiving      float64 `js:"receiving"`
	Duration       float64 `js:"duration"`
}

// JSON is what the body means.
func (response *Response) JSON() (value any, err error) {
	err = json.Unmarshal([]byte(response.Body), &value)
	return value, err
}

// requestOptions are the third and later arguments of a request.
type requestOptions struct {
	Identity int               `js:"identity"`
	Headers  map[string]string `js:"headers"`
	Tags     map[string]string `js:"tags"`
}

// Get is Request without a body.
func (client *client) Get(path string, options sobek.Value) (*Response, error) {
	return client.Request(http.MethodGet, path, nil, options)
}

// Post is Request with a body.
func (client *client) Post(path string, body, options sobek.Value) (*Response, error) {
	return client.Request(http.MethodPost, path, body, options)
}

// Request sends HTTP/1.1 over the connection, which is made first where there is none of that identity.
func (client *client) Request(method, path string, body, options sobek.Value) (*Response, error) {
	wanted := requestOptions{}
	if given(options) {
		if err := client.module.vu.Runtime().ExportTo(options, &wanted); err != nil {
			return nil, err
		}
	}
	content := ""
	if given(body) {
		content = body.String()
	}
	request, err := http.NewRequest(method, "https://"+client.authority()+path, strings.NewReader(content))
	if err != nil {
		return nil, err
	}
	for name, value := range wanted.Headers {
		request.Header.Set(name, value)
	}
	request.Close = client.reuse != reuseConnection
	return client.perform(request, wanted)
}

// authority is what the Host header says.
func (client *client) authority() string {
	if name := client.serverName; name != "" {
		return name
	}
	return client.target
}

func (client *client) perform(request *http.Request, wanted requestOptions) (*Response, error) {
	made := attempt{connection: client.connection}
	if client.connection == nil || client.identity != wanted.Identity {
		var err error
		if made, err = client.open(wanted.Identity); err != nil {
			return nil, err
		}
	}
	response := &Response{}
	trail := &httpext.Trail{
		Connecting: made.connecting, TLSHandshaking: made.handshaking, ConnDuration: made.connecting + made.handshaking,
	}
	failure := made.failure
	if failure == nil {
		response.Resumed = made.connection.Resumed
		failure = client.exchange(request, response, trail)
	}
	if failure != nil {
		response.Error, response.Alert, response.Reason = failure.Error(), failure.Alert, failure.Reason
	}
	if failure != nil || request.Close {
		client.Close()
	}
	client.recordRequest(request, response, trail, wanted.Tags)
	return response, nil
}

// exchange sends the request and reads the answer whole.
func (client *client) exchange(request *http.Request, response *Response, trail *httpext.Trail) *handshake.Failure {
	if err := client.bounded(); err != nil {
		return handshake.FailureOf(err)
	}
	begun := time.Now()
	writer := bufio.NewWriter(client.connection)
	err := request.Write(writer)
	if err == nil {
		err = writer.Flush()
	}
	sent := time.Now()
	if err == nil {
		_, err = client.reader.Peek(1)
	}
	answered := time.Now()
	trail.Sending, trail.Waiting = sent.Sub(begun), answered.Sub(sent)
	if err == nil {
		err = client.readAnswer(request, response)
	}
	trail.Receiving = time.Since(answered)
	trail.Duration = time.Since(begun)
	if err != nil {
		return handshake.FailureOf(err)
	}
	return nil
}

func (client *client) readAnswer(request *http.Request, response *Response) error {
	answer, err := http.ReadResponse(client.reader, request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	response.Status, response.Body = answer.StatusCode, string(body)
	response.Headers = make(map[string]string, len(answer.Header))
	for name, values := range answer.Header {
		response.Headers[name] = strings.Join(values, ", ")
	}
	request.Close = request.Close || answer.Close
	return nil
}

// recordRequest emits what k6/http emits for a request.
func (client *client) recordRequest(
	request *http.Request, response *Response, trail *httpext.Trail, tags map[string]string,
) {
	state := client.module.vu.State()
	trail.EndTime = time.Now()
	url := request.URL.String()
	succeeded := response.Error == "" && response.Status < http.StatusBadRequest
	seen := state.Tags.GetCurrentValues()
	for _, tag := range [][2]string{
		{"method", request.Method}, {"url", url}, {"name", url}, {"proto", "HTTP/1.1"},
		{"status", strconv.Itoa(response.Status)}, {"expected_response", strconv.FormatBool(succeeded)},
	} {
		seen.SetTag(tag[0], tag[1])
	}
	if response.Error != "" {
		seen.SetTag("error", response.Reason)
	}
	for name, value := range tags {
		seen.SetTag(name, value)
	}
	trail.Failed = null.BoolFrom(!succeeded)
	trail.SaveSamples(state.BuiltinMetrics, &seen)
	trail.Samples = append(trail.Samples, metrics.Sample{
		TimeSeries: metrics.TimeSeries{Metric: state.BuiltinMetrics.HTTPReqFailed, Tags: seen.Tags},
		Time:       trail.EndTime,
		Metadata:   seen.Metadata,
		Value:      metrics.B(!succeeded),
	})
	metrics.PushIfNotDone(client.module.vu.Context(), state.Samples, trail)
	response.Timings = Timings{
		Blocked: metrics.D(trail.Blocked), Connecting: metrics.D(trail.Connecting),
		TLSHandshaking: metrics.D(trail.TLSHandshaking), Sending: metrics.D(trail.Sending),
		Waiting: metrics.D(trail.Waiting), Receiving: metrics.D(trail.Receiving), Duration: metrics.D(trail.Duration),
	}
}
