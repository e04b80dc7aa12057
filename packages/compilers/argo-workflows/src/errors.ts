import { defineErrors } from '@frazil/core';

interface StepDetails {
  readonly step: string;
}

interface ParameterDetails {
  readonly parameter: string;
}

/** What Argo Workflows can't do, or not safely. */
export const argoErrors = defineErrors({
  'argo.parameter-name': {
    message: ({ parameter }: ParameterDetails) => `Argo can't have a parameter named ${parameter}.`,
    hint: () => 'Name it with letters of a to z, digits, - and _; json is a name that Argo keeps for itself.',
  },
  'argo.required-parameter': {
    message: ({ parameter, by }: ParameterDetails & { readonly by: string }) =>
      `The parameter ${parameter} has no default, and ${by} starts runs without giving it one.`,
    hint: ({ parameter }) => `Give ${parameter} a default, or let the event of a @trigger supply it.`,
  },
  'argo.batch-unsupported': {
    message: ({ step }: StepDetails) => `The step ${step} is to run on AWS Batch, but Argo runs steps in pods of Kubernetes.`,
    hint: () => 'Write @kubernetes for @batch (both may be there), or deploy to Step Functions.',
  },
  'argo.braces': {
    message: ({ step, setting }: StepDetails & { readonly setting: string }) =>
      `${setting} of the step ${step} holds {{, which Argo would take for a template.`,
    hint: () => 'Write it without two opening braces in a row; variables of @environment may have them.',
  },
  'argo.outer-repeat': {
    message: ({ step, head }: StepDetails & { readonly head: string }) =>
      `The step ${step} goes back to ${head} out of the middle of a loop inside the loop of ${head}, which more steps follow.`,
    hint: ({ head }) => `Let the inner loop end first, and go back to ${head} from a step after it.`,
  },
  'argo.namespaces-differ': {
    message: ({ namespaces }: { readonly namespaces: readonly string[] }) =>
      `The steps ask for different namespaces, but one run is in one namespace: ${namespaces.join(', ')}.`,
    hint: () => 'Let all @kubernetes(namespace=...) say the same, and the option as well.',
  },
  'argo.events-unknown': {
    message: ({ flow }: { readonly flow: string }) => `The flow ${flow} is started by events, but where they come from isn't set.`,
    hint: () => 'Name an event source of Argo Events that the cluster has, and its event, with --event-source and --event-name.',
  },
  'argo.trigger-parameter': {
    message: ({ parameter, event }: ParameterDetails & { readonly event: string }) =>
      `The @trigger of the event ${event} supplies the parameter ${parameter}, which the flow doesn't have.`,
    hint: () => "Name a parameter of the flow, or remove it from the trigger's parameters.",
  },
  'argo.name': {
    message: ({ name }: { readonly name: string }) => `${JSON.stringify(name)} can't be the name of a WorkflowTemplate.`,
    hint: () => 'Use up to 52 small letters, digits, - and ., beginning and ending with a letter or digit.',
  },
  'argo.too-large': {
    message: ({ size, limit }: { readonly size: number; readonly limit: number }) =>
      `The WorkflowTemplate has ${size} bytes; Kubernetes stores at most ${limit}.`,
    hint: () => 'Let a foreach run what is alike instead of a step for each, or split the flow in two.',
  },
});
