// Package identities reads what clients show and sign with: a folder of the bench's kit, or a fleet file.
package identities

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"path"
)

// Identity is a chain, without the root, and its key.
type Identity struct {
	Name  string
	Chain [][]byte
	Key   crypto.Signer
}

// Set has any number of identities; many goroutines may use it.
type Set struct {
	size int
	at   func(index int) (Identity, error)
}

// Size is how many there are.
func (set *Set) Size() int { return set.size }

// At begins anew after the last one, so that any number of clients may be counted through.
func (set *Set) At(index int) (Identity, error) {
	if index < 0 {
		return Identity{}, fmt.Errorf("there is no identity %d", index)
	}
	return set.at(index % set.size)
}

// ReadFolder takes the files of a folder that `banc kit` or `banc issue` has written: fullchain.pem and key.pem.
func ReadFolder(folder string, read func(string) ([]byte, error)) (*Set, error) {
	certificates, err := read(path.Join(folder, "fullchain.pem"))
	if err != nil {
		return nil, err
	}
	text, err := read(path.Join(folder, "key.pem"))
	if err != nil {
		return nil, err
	}
	identity := Identity{Name: path.Base(folder)}
	for block, rest := pem.Decode(certificates); block != nil; block, rest = pem.Decode(rest) {
		identity.Chain = append(identity.Chain, block.Bytes)
	}
	if len(identity.Chain) == 0 {
		return nil, fmt.Errorf("%s/fullchain.pem: no certificate in PEM", folder)
	}
	if identity.Key, err = parseKey(text); err != nil {
		return nil, fmt.Errorf("%s/key.pem: %w", folder, err)
	}
	return &Set{1, func(int) (Identity, error) { return identity, nil }}, nil
}

const fleetFormat = "banc-fleet/1"

// The first line of a fleet file; each line after it is a member.
type fleetHead struct {
	Format string   `json:"format"`
	Size   int      `json:"size"`
	Keys   []string `json:"keys"`  // PEM
	Chain  [][]byte `json:"chain"` // DER in base64: what is sent behind each certificate
}

type fleetMember struct {
	Name        string `json:"name"`
	Key         int    `json:"key"`
	Certificate []byte `json:"certificate"` // DER in base64
}

// ReadFleet takes a file that `banc kit --fleet` has written. It keeps the text: a member is read when it is asked for.
func ReadFleet(text []byte) (*Set, error) {
	line, rest, _ := bytes.Cut(text, []byte{'\n'})
	var head fleetHead
	if err := json.Unmarshal(line, &head); err != nil {
		return nil, fmt.Errorf("the first line: %w", err)
	}
	if head.Format != fleetFormat {
		return nil, fmt.Errorf("the first line: format is %q, not %q", head.Format, fleetFormat)
	}
	if head.Size < 1 {
		return nil, errors.New("the first line: size is less than 1")
	}
	keys := make([]crypto.Signer, len(head.Keys))
	for index, text := range head.Keys {
		key, err := parseKey([]byte(text))
		if err != nil {
			return nil, fmt.Errorf("the first line: keys[%d]: %w", index, err)
		}
		keys[index] = key
	}
	lines := bytes.Split(bytes.TrimSuffix(rest, []byte{'\n'}), []byte{'\n'})
	if len(lines) != head.Size {
		return nil, fmt.Errorf("%d members, where the first line says %d", len(lines), head.Size)
	}
	return &Set{head.Size, func(index int) (Identity, error) {
		var member fleetMember
		if err := json.Unmarshal(lines[index], &member); err != nil {
			return Identity{}, fmt.Errorf("line %d: %w", index+2, err)
		}
		if member.Key < 0 || member.Key >= len(keys) {
			return Identity{}, fmt.Errorf("line %d: there is no key %d", index+2, member.Key)
		}
		chain := append([][]byte{member.Certificate}, head.Chain...)
		return Identity{member.Name, chain, keys[member.Key]}, nil
	}}, nil
}

func parseKey(text []byte) (crypto.Signer, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("no key in PEM")
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	signer, able := key.(crypto.Signer)
	if !able {
		return nil, fmt.Errorf("a %T signs nothing", key)
	}
	return signer, nil
}
