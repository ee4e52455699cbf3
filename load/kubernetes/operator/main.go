// Writes what the k6 operator makes of the manifests that are its arguments: the job of the initializer and those of the
// runners, as its own code builds them. A field that it does not know is an error.
//
//	go run . ../handshake.yaml ../terminals.yaml > ../jobs.json
//
// proof/src/containers runs those jobs. To build them anew each time would cost more than a minute of a processor:
// the operator comes with Kubernetes' own libraries.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/grafana/k6-operator/api/v1alpha1"
	"github.com/grafana/k6-operator/pkg/cloud"
	"github.com/grafana/k6-operator/pkg/resources/jobs"
	"github.com/grafana/k6-operator/pkg/types"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"
)

type manifest struct {
	File string `json:"file"`
	// Of the file: whether the rest is of the file as it is now.
	SHA256      string `json:"sha256"`
	Initializer job    `json:"initializer"`
	Runners     []job  `json:"runners"`
}

type job struct {
	Name         string               `json:"name"`
	Image        string               `json:"image"`
	Command      []string             `json:"command"`
	Env          []corev1.EnvVar      `json:"env"`
	VolumeMounts []corev1.VolumeMount `json:"volumeMounts"`
	Volumes      []corev1.Volume      `json:"volumes"`
}

func main() {
	var all []manifest
	for _, file := range os.Args[1:] {
		made, err := jobsOf(file)
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", file, err)
			os.Exit(1)
		}
		all = append(all, made)
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(all); err != nil {
		panic(err)
	}
}

func jobsOf(file string) (manifest, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return manifest{}, err
	}
	var run v1alpha1.TestRun
	if err := yaml.UnmarshalStrict(content, &run); err != nil {
		return manifest{}, err
	}
	digest := sha256.Sum256(content)
	made := manifest{File: filepath.Base(file), SHA256: hex.EncodeToString(digest[:])}
	cli, err := types.ParseCLI(run.GetSpec().Argv())
	if err != nil {
		return manifest{}, err
	}
	initializer, err := jobs.NewInitializerJob(&run, cli.ArchiveArgs)
	if err != nil {
		return manifest{}, err
	}
	made.Initializer = of(initializer)
	for index := 1; index <= int(run.GetSpec().Parallelism); index++ {
		runner, err := jobs.NewRunnerJob(&run, index, cloud.NewTokenInfo("", ""))
		if err != nil {
			return manifest{}, err
		}
		made.Runners = append(made.Runners, of(runner))
	}
	return made, nil
}

func of(made *batchv1.Job) job {
	pod := made.Spec.Template.Spec
	k6 := pod.Containers[0]
	return job{
		Name:         made.Name,
		Image:        k6.Image,
		Command:      k6.Command,
		Env:          k6.Env,
		VolumeMounts: k6.VolumeMounts,
		Volumes:      pod.Volumes,
	}
}
