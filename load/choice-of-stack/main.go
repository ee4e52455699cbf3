// Measures full mutual handshakes with 0xC028 for a second of processor time: utls, OpenSSL through cgo, and
// `openssl s_time`, one after the other in each round. The server's chain is not checked: s_time does not, either.
//
//	go run . HOST:PORT CERTIFICATE KEY CHAIN    PEM files; CHAIN is sent behind the certificate
//
// With BANC_K6, BANC_IDENTITIES and BANC_TRUST in the environment also what the project's k6 does with handshake.ts, each
// terminal of the fleet once: its script, its metrics and the check of the server's chain are in its processor time.
package main

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	tls "github.com/refraction-networking/utls"
)

const (
	rounds  = 7
	seconds = 2
	atOnce  = 4
	suite   = "ECDHE-RSA-AES256-SHA384"

	suiteNumber = 0xc028
)

// stack gives handshakes for a second of processor time.
type stack struct {
	name string
	run  func() float64
}

func main() {
	if len(os.Args) != 5 {
		fmt.Fprintln(os.Stderr, "usage: go run . HOST:PORT CERTIFICATE KEY CHAIN")
		os.Exit(2)
	}
	target, certificate, key, chain := os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	stacks := []stack{
		{"openssl s_time", func() float64 { return sTime(target, certificate, key, chain) }},
		{"utls", inThisProcess(withUtls(target, certificate, key, chain))},
		{"OpenSSL, cgo", inThisProcess(withOpenssl(target, certificate, key, chain))},
	}
	if k6 := os.Getenv("BANC_K6"); k6 != "" {
		stacks = append(stacks, stack{"k6, handshake.ts", func() float64 { return withK6(k6, target) }})
	}
	rates := make([][]float64, len(stacks))
	for range rounds {
		for index, stack := range stacks {
			rates[index] = append(rates[index], stack.run())
		}
	}
	for index, stack := range stacks {
		ratios := make([]float64, rounds)
		for round := range rounds {
			ratios[round] = rates[index][round] / rates[0][round]
		}
		fmt.Printf("%-16s %5.0f handshakes for a second of processor time, %.2f × s_time (%.2f–%.2f)\n",
			stack.name, median(rates[index]), median(ratios), slices.Min(ratios), slices.Max(ratios))
	}
}

func withUtls(target, certificate, key, chain string) func() error {
	tls.EnableWeakCiphers()
	leaf, rest := must(os.ReadFile(certificate)), must(os.ReadFile(chain))
	identity := must(tls.X509KeyPair(append(leaf, rest...), must(os.ReadFile(key))))
	config := &tls.Config{
		Certificates:       []tls.Certificate{identity},
		InsecureSkipVerify: true,
	}
	return func() error {
		tcp, err := net.Dial("tcp", target)
		if err != nil {
			return err
		}
		defer tcp.Close()
		connection := tls.UClient(tcp, config, tls.HelloCustom)
		if err := connection.ApplyPreset(clientHello()); err != nil {
			return err
		}
		return connection.Handshake()
	}
}

// clientHello has the one suite; what tls.Client makes of a Config leaves out whatever Go itself does not have.
func clientHello() *tls.ClientHelloSpec {
	return &tls.ClientHelloSpec{
		TLSVersMin:         tls.VersionTLS12,
		TLSVersMax:         tls.VersionTLS12,
		CipherSuites:       []uint16{suiteNumber},
		CompressionMethods: []uint8{0},
		Extensions: []tls.TLSExtension{
			&tls.SupportedCurvesExtension{Curves: []tls.CurveID{tls.CurveP256}},
			&tls.SupportedPointsExtension{SupportedPoints: []byte{0}},
			&tls.SignatureAlgorithmsExtension{SupportedSignatureAlgorithms: []tls.SignatureScheme{tls.PKCS1WithSHA256}},
			&tls.ExtendedMasterSecretExtension{},
		},
	}
}

// inThisProcess makes handshakes for some seconds: how many, for a second of processor time of the whole process.
func inThisProcess(handshake func() error) func() float64 {
	return func() float64 {
		before := processorSeconds(syscall.RUSAGE_SELF)
		end := time.Now().Add(seconds * time.Second)
		var completed atomic.Int64
		var workers sync.WaitGroup
		for range atOnce {
			workers.Go(func() {
				for time.Now().Before(end) {
					if err := handshake(); err != nil {
						panic(err)
					}
					completed.Add(1)
				}
			})
		}
		workers.Wait()
		return float64(completed.Load()) / (processorSeconds(syscall.RUSAGE_SELF) - before)
	}
}

func sTime(target, certificate, key, chain string) float64 {
	before := processorSeconds(syscall.RUSAGE_CHILDREN)
	output := must(exec.Command("openssl", "s_time", "-connect", target, "-new", "-time", fmt.Sprint(seconds), "-tls1_2",
		"-cipher", suite, "-cert", certificate, "-key", key, "-CAfile", chain).Output())
	spent := processorSeconds(syscall.RUSAGE_CHILDREN) - before
	// Its last line counts what was completed in all; the one before has the seconds of the user only.
	match := regexp.MustCompile(`(\d+) connections in \d+ real`).FindSubmatch(output)
	return float64(must(strconv.Atoi(string(match[1])))) / spent
}

// withK6 leaves out what k6 uses before the first handshake: reading scripts takes most of a second.
func withK6(k6, target string) float64 {
	folder := must(os.MkdirTemp("", "choice-of-stack"))
	defer os.RemoveAll(folder)
	file := filepath.Join(folder, "result.json")
	command := exec.Command(k6, "run", "--quiet", "../handshake.ts")
	command.Env = append(os.Environ(), "BANC_TARGET="+target, "BANC_PROFILE=each", "BANC_PATH_PROBED=", "BANC_JSON="+file,
		"BANC_VUS="+strconv.Itoa(atOnce), "BANC_SLOWEST=60000")
	if output, err := command.CombinedOutput(); err != nil {
		panic(string(output))
	}
	var result struct {
		Generator struct{ PerProcessorSecond float64 }
	}
	if err := json.Unmarshal(must(os.ReadFile(file)), &result); err != nil {
		panic(err)
	}
	return result.Generator.PerProcessorSecond
}

func processorSeconds(who int) float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(who, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()).Seconds()
}

func median(values []float64) float64 { return slices.Sorted(slices.Values(values))[len(values)/2] }

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
