// Package mtls is the k6 module k6/x/mtls: mutual TLS 1.2 with a chosen suite and an identity for each connection.
// index.d.ts says what scripts see of it.
package mtls

import (
	"errors"
	"fmt"
	"sync"
	"syscall"
	"time"

	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/js/common"
	"go.k6.io/k6/v2/js/modules"
	"go.k6.io/k6/v2/lib/fsext"

	"xk6-mtls/internal/handshake"
	"xk6-mtls/internal/identities"
)

func init() { modules.Register("k6/x/mtls", &rootModule{}) }

// rootModule has what all VUs share: each file is read once.
type rootModule struct {
	lock  sync.Mutex
	files map[string]any
}

// moduleInstance is the module of one VU.
type moduleInstance struct {
	root    *rootModule
	vu      modules.VU
	metrics *customMetrics
}

func (root *rootModule) NewModuleInstance(vu modules.VU) modules.Instance {
	registered, err := registerMetrics(vu.InitEnv().Registry)
	if err != nil {
		common.Throw(vu.Runtime(), err)
	}
	return &moduleInstance{root, vu, registered}
}

func (module *moduleInstance) Exports() modules.Exports {
	return modules.Exports{Named: map[string]any{
		"Identities":       module.newIdentities,
		"Client":           module.newClient,
		"Terminals":        module.newTerminals,
		"processorSeconds": processorSeconds,
		"residentOctets":   residentOctets,
		"reasons":          reasons(),
	}}
}

// jsIdentities is what scripts hold of a fleet or a folder.
type jsIdentities struct {
	Size int
	set  *identities.Set
}

// Name of an identity: the serial number of a terminal.
func (set *jsIdentities) Name(index int) (string, error) {
	identity, err := set.set.At(index)
	return identity.Name, err
}

func (module *moduleInstance) newIdentities(call sobek.ConstructorCall) *sobek.Object {
	runtime := module.vu.Runtime()
	set, err := shared(module, call.Argument(0).String(), readIdentities)
	if err != nil {
		common.Throw(runtime, fmt.Errorf("identities: %w", err))
	}
	return runtime.ToValue(&jsIdentities{set.Size(), set}).ToObject(runtime)
}

type readFile = func(path string) ([]byte, error)

// shared gives what `parse` makes of a file, the same to every VU.
func shared[T any](module *moduleInstance, file string, parse func(path string, read readFile) (T, error)) (T, error) {
	environment := module.vu.InitEnv()
	if environment == nil {
		var none T
		return none, errors.New("files are read in the init context only")
	}
	path := environment.GetAbsFilePath(file)
	root := module.root
	root.lock.Lock()
	defer root.lock.Unlock()
	key := fmt.Sprintf("%T %s", parse, path)
	if known, found := root.files[key]; found {
		return known.(T), nil
	}
	files := environment.FileSystems["file"]
	parsed, err := parse(path, func(path string) ([]byte, error) { return fsext.ReadFile(files, path) })
	if err != nil {
		return parsed, fmt.Errorf("%s: %w", file, err)
	}
	if root.files == nil {
		root.files = make(map[string]any)
	}
	root.files[key] = parsed
	return parsed, nil
}

func readIdentities(path string, read readFile) (*identities.Set, error) {
	if text, err := read(path); err == nil {
		return identities.ReadFleet(text)
	}
	return identities.ReadFolder(path, read)
}

func readTrust(path string, read readFile) (*handshake.Trust, error) {
	text, err := read(path)
	if err != nil {
		return nil, err
	}
	return handshake.NewTrust(text)
}

// processorSeconds that the whole process has used.
func processorSeconds() (float64, error) {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0, err
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()).Seconds(), nil
}

// reasons are all values of the tag `reason`, each with its alert, or 0.
func reasons() map[string]int {
	all := map[string]int{
		handshake.Closed: 0, handshake.Timeout: 0, handshake.Connect: 0, handshake.Untrusted: 0, handshake.Protocol: 0,
	}
	for alert, name := range handshake.AlertNames {
		all[name] = alert
	}
	return all
}
