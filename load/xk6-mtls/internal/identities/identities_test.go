package identities_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"xk6-mtls/internal/identities"
	"xk6-mtls/internal/testpki"
)

func fleet(t *testing.T, pki *testpki.PKI, head map[string]any, members ...map[string]any) []byte {
	t.Helper()
	key, err := os.ReadFile(pki.Path("client/key.pem"))
	if err != nil {
		t.Fatal(err)
	}
	first := map[string]any{
		"format": "banc-fleet/1", "size": len(members), "keys": []string{string(key)}, "chain": [][]byte{{3}, {4}},
	}
	for name, value := range head {
		first[name] = value
	}
	var file bytes.Buffer
	encoder := json.NewEncoder(&file)
	for _, line := range append([]map[string]any{first}, members...) {
		if err := encoder.Encode(line); err != nil {
			t.Fatal(err)
		}
	}
	return file.Bytes()
}

var members = []map[string]any{
	{"name": "BANC000000000001", "key": 0, "certificate": []byte{1}},
	{"name": "BANC000000000002", "key": 0, "certificate": []byte{2}},
}

func TestFleet(t *testing.T) {
	set, err := identities.ReadFleet(fleet(t, testpki.New(t), nil, members...))
	if err != nil {
		t.Fatal(err)
	}
	if set.Size() != 2 {
		t.Errorf("%d identities, expected 2", set.Size())
	}
	// The third is the first again.
	for index, expected := range []string{"BANC000000000001", "BANC000000000002", "BANC000000000001"} {
		identity, err := set.At(index)
		if err != nil {
			t.Fatal(err)
		}
		if identity.Name != expected || identity.Key == nil {
			t.Errorf("identity %d is %s", index, identity.Name)
		}
		if chain := bytes.Join(identity.Chain, nil); !bytes.Equal(chain, []byte{byte(index%2 + 1), 3, 4}) {
			t.Errorf("identity %d has the chain %v", index, chain)
		}
	}
	if _, err := set.At(-1); err == nil {
		t.Error("there is no identity -1")
	}
}

func TestWrongFleet(t *testing.T) {
	pki := testpki.New(t)
	for _, wrong := range []struct {
		says string
		text []byte
	}{
		{"the first line", []byte("-----BEGIN CERTIFICATE-----\n")},
		{`format is "other"`, fleet(t, pki, map[string]any{"format": "other"}, members...)},
		{"size is less than 1", fleet(t, pki, nil)},
		{"keys[0]", fleet(t, pki, map[string]any{"keys": []string{"x"}}, members...)},
		{"2 members, where the first line says 3", fleet(t, pki, map[string]any{"size": 3}, members...)},
	} {
		if _, err := identities.ReadFleet(wrong.text); err == nil || !strings.Contains(err.Error(), wrong.says) {
			t.Errorf("%v does not say %s", err, wrong.says)
		}
	}
	set, err := identities.ReadFleet(fleet(t, pki, nil, map[string]any{"name": "a", "key": 7}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := set.At(0); err == nil || !strings.Contains(err.Error(), "line 2: there is no key 7") {
		t.Errorf("%v does not say which key is missing", err)
	}
}

func TestFolder(t *testing.T) {
	pki := testpki.New(t)
	set, err := identities.ReadFolder(pki.Path("client"), os.ReadFile)
	if err != nil {
		t.Fatal(err)
	}
	identity, err := set.At(41)
	if err != nil {
		t.Fatal(err)
	}
	if identity.Name != "client" || len(identity.Chain) != 1 || identity.Key == nil {
		t.Errorf("%s with a chain of %d", identity.Name, len(identity.Chain))
	}
	if _, err := identities.ReadFolder(pki.Folder, os.ReadFile); err == nil {
		t.Error("a folder without fullchain.pem was taken")
	}
}
