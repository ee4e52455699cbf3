package testpki

import (
	"bufio"
	"os"
	"os/exec"
	"regexp"
	"testing"
)

// Program starts a program of another maker, and gives what the first line that matches has in its group. It is killed
// when the test ends. Without it the test is skipped, or fails with BANC_REQUIRE_ALL=1.
func Program(t *testing.T, line *regexp.Regexp, command string, arguments ...string) string {
	t.Helper()
	if _, err := exec.LookPath(command); err != nil {
		if os.Getenv("BANC_REQUIRE_ALL") == "1" {
			t.Fatalf("%s is not installed, and BANC_REQUIRE_ALL=1 forbids to skip what needs it", command)
		}
		t.Skipf("%s is not installed", command)
	}
	program := exec.Command(command, arguments...)
	output := must(program.StdoutPipe())(t)
	program.Stderr = t.Output()
	must(true, program.Start())(t)
	t.Cleanup(func() {
		_ = program.Process.Kill()
		_ = program.Wait()
	})
	found := make(chan string, 1)
	go func() {
		scanner := bufio.NewScanner(output)
		for scanner.Scan() {
			if match := line.FindStringSubmatch(scanner.Text()); match != nil {
				select {
				case found <- match[1]:
				default:
				}
			}
		}
		close(found)
	}()
	value, told := <-found
	if !told {
		t.Fatalf("%s ended and did not say %s", command, line)
	}
	return value
}

// OpensslServer starts `openssl s_server` on 0xC028, which checks clients against the CRL: its address.
func OpensslServer(t *testing.T, pki *PKI, options ...string) string {
	t.Helper()
	arguments := append([]string{
		"s_server", "-accept", "127.0.0.1:0", "-www", "-tls1_2", "-cipher", "ECDHE-RSA-AES256-SHA384",
		"-cert", pki.Path("server/fullchain.pem"), "-key", pki.Path("server/key.pem"),
		"-Verify", "3", "-verify_return_error", "-CAfile", pki.Path("ca+crl.pem"), "-crl_check",
	}, options...)
	return "127.0.0.1:" + Program(t, regexp.MustCompile(`^ACCEPT .*:(\d+)$`), "openssl", arguments...)
}
