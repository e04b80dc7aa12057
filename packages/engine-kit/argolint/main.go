// Argolint lints each file of its arguments by itself, strictly and offline, with Argo's own lint, as `argo lint --offline`
// does without the rest of the command. It prints a JSON list of what is wrong and exits 0 whenever it could look.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/argoproj/argo-workflows/v4/cmd/argo/lint"
	"github.com/argoproj/argo-workflows/v4/pkg/apiclient"
)

type problem struct {
	File    string `json:"file"`
	Message string `json:"message"`
}

func main() {
	problems := []problem{}
	for _, file := range os.Args[1:] {
		messages, err := lintFile(file)
		if err != nil {
			messages = append(messages, err.Error())
		}
		for _, message := range messages {
			problems = append(problems, problem{file, message})
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(problems); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func lintFile(file string) ([]string, error) {
	ctx, client, err := apiclient.NewClientFromOptsWithContext(context.Background(), apiclient.Opts{
		Offline: true, OfflineFiles: []string{file}, LogLevel: "error", LogFormat: "text",
	})
	if err != nil {
		return nil, err
	}
	clients, err := clientsOf(ctx, client)
	if err != nil {
		return nil, err
	}
	found, err := lint.Lint(ctx, &lint.Options{Files: []string{file}, Strict: true, ServiceClients: clients})
	if err != nil {
		return nil, err
	}
	messages := []string{}
	for _, result := range found.Results {
		for _, err := range result.Errs {
			messages = append(messages, err.Error())
		}
		if !result.Linted {
			messages = append(messages, "nothing in it is one of Argo's workflows")
		}
	}
	return messages, nil
}

func clientsOf(ctx context.Context, client apiclient.Client) (lint.ServiceClients, error) {
	workflows := client.NewWorkflowServiceClient(ctx)
	templates, err := client.NewWorkflowTemplateServiceClient()
	if err != nil {
		return lint.ServiceClients{}, err
	}
	crons, err := client.NewCronWorkflowServiceClient()
	if err != nil {
		return lint.ServiceClients{}, err
	}
	clusterTemplates, err := client.NewClusterWorkflowTemplateServiceClient()
	return lint.ServiceClients{
		WorkflowsClient: workflows, WorkflowTemplatesClient: templates,
		CronWorkflowsClient: crons, ClusterWorkflowTemplateClient: clusterTemplates,
	}, err
}
