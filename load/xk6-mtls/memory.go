package mtls

import (
	"fmt"
	"os"
	"runtime/debug"
)

// residentOctets of the process, once garbage is collected and given back; 0 where the system does not tell.
func residentOctets() int {
	debug.FreeOSMemory()
	text, err := os.ReadFile("/proc/self/statm") //nolint:forbidigo // not a file of the script
	if err != nil {
		return 0
	}
	var size, resident int
	if _, err := fmt.Sscan(string(text), &size, &resident); err != nil {
		return 0
	}
	return resident * os.Getpagesize()
}
