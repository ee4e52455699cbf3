// k6 with the module k6/x/mtls in it.
package main

import (
	"os"
	"runtime/debug"

	"go.k6.io/k6/v2/cmd"

	_ "xk6-mtls"
)

// Little of what a handshake leaves behind lives on: with a small heap, Go would collect it dozens of times a second.
const collectAtPercent = 400

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAtPercent)
	}
	cmd.Execute()
}
