import { defineErrors } from '@frazil/core';

interface Named {
  readonly kind: string;
  readonly name: string;
}

interface RunDetails {
  readonly run: string;
}

/** What Argo Workflows on a cluster may have against what is asked of it. */
export const argoDeployerErrors = defineErrors({
  'argo.owned-by-another': {
    message: ({ kind, name, owner }: Named & { readonly owner: string | undefined }) =>
      owner === undefined ? `The ${kind} ${name} exists and wasn't made by Frazil.` : `The ${kind} ${name} belongs to the flow ${owner}.`,
    hint: () => 'Deploy under another name with --name, or take it over with --authorize.',
  },
  'argo.not-deployed': {
    message: ({ name }: { readonly name: string }) => `There is no WorkflowTemplate named ${name} in the namespace.`,
    hint: () => 'Deploy the flow with argo-workflows create, or name the namespace that it is in.',
  },
  'argo.run-unknown': {
    message: ({ run }: RunDetails) => `There is no run named ${run} in the namespace.`,
    hint: () => 'See argo-workflows list-runs; finished runs may have been deleted by the cluster.',
  },
  'argo.run-over': {
    message: ({ run, status }: RunDetails & { readonly status: string }) => `The run ${run} is over: ${status}.`,
    hint: () => 'Only a run at work can be changed; trigger a new one.',
  },
  'argo.parameter-unknown': {
    message: ({ name, parameter }: { readonly name: string; readonly parameter: string }) =>
      `The flow deployed as ${name} has no parameter ${parameter}.`,
    hint: () => "Name one of the flow's parameters, or deploy the flow again if it is new.",
  },
  'argo.parameter-missing': {
    message: ({ name, parameter }: { readonly name: string; readonly parameter: string }) =>
      `A run of ${name} needs a value for the parameter ${parameter}.`,
    hint: ({ parameter }) => `Give it one: --${parameter} VALUE.`,
  },
  'argo.kind-missing': {
    message: ({ kind }: { readonly kind: string }) => `The cluster doesn't know what a ${kind} is.`,
    hint: ({ kind }) =>
      kind === 'Sensor' ? 'Install Argo Events on the cluster, or remove the @trigger.' : 'Install Argo Workflows on the cluster.',
  },
  'argo.document-invalid': {
    message: ({ reason }: { readonly reason: string }) => `What should be deployed is not a list of Kubernetes objects: ${reason}.`,
    hint: () => 'Hand over what the compiler printed, unchanged.',
  },
});
