package handshake

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	tls "github.com/refraction-networking/utls"
)

// Suites that a client can offer, by their registered names.
var Suites = map[string]uint16{
	"TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384": tls.DISABLED_TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384,
	"TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256": tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256,
	"TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA":    tls.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
	"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384": tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
	"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256": tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
}

// DefaultSuite is how the bench reads what the ANS prescribes (0xC028).
const DefaultSuite = "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"

func suiteNumbers(names []string) ([]uint16, error) {
	numbers := make([]uint16, len(names))
	for index, name := range names {
		number, known := Suites[name]
		if !known {
			return nil, fmt.Errorf("there is no suite %q; there are %s", name,
				strings.Join(slices.Sorted(maps.Keys(Suites)), ", "))
		}
		numbers[index] = number
	}
	return numbers, nil
}

func suiteName(number uint16) string {
	for name, candidate := range Suites {
		if candidate == number {
			return name
		}
	}
	return fmt.Sprintf("0x%04X", number)
}
