import { defineErrors } from '@frazil/core';

interface StepDetails {
  readonly step: string;
}

interface ParameterDetails {
  readonly parameter: string;
}

/** What Airflow can't do, or isn't told. */
export const airflowErrors = defineErrors({
  'airflow.loop': {
    message: ({ step }: StepDetails) => `The flow goes back to the step ${step}; the tasks of an Airflow DAG are fixed before it runs.`,
    hint: ({ step }) =>
      `Loop inside of ${step}, use a foreach when the number of rounds is known, or deploy to Argo Workflows or Step Functions.`,
  },
  'airflow.batch-unsupported': {
    message: ({ step }: StepDetails) => `The step ${step} is to run on AWS Batch, but Airflow runs steps in pods of Kubernetes.`,
    hint: () => 'Write @kubernetes for @batch (both may be there), or deploy to Step Functions.',
  },
  'airflow.exit-hook-unsupported': {
    message: ({ flow, hooks }: { readonly flow: string; readonly hooks: readonly string[] }) =>
      `Airflow can't call ${hooks.join(', ')} in the environment of ${flow} when a run is over.`,
    hint: () => 'Remove @exit_hook and let a notifier of Airflow hear of the end of runs, or start another flow with @trigger_on_finish.',
  },
  'airflow.variable-reserved': {
    message: ({ step, variable }: StepDetails & { readonly variable: string }) => `The step ${step} can't set the variable ${variable}.`,
    hint: () => 'Variables that begin with FRAZIL_ are set for the step: choose another name in @environment.',
  },
  'airflow.required-parameter': {
    message: ({ parameter, by }: ParameterDetails & { readonly by: string }) =>
      `The parameter ${parameter} has no default, and ${by} starts runs without giving it one.`,
    hint: ({ parameter }) => `Give ${parameter} a default, or let the event of a @trigger supply it.`,
  },
  'airflow.trigger-parameter': {
    message: ({ parameter, event }: ParameterDetails & { readonly event: string }) =>
      `The @trigger of the event ${event} supplies the parameter ${parameter}, which the flow doesn't have.`,
    hint: () => "Name a parameter of the flow, or remove it from the trigger's parameters.",
  },
  'airflow.name': {
    message: ({ name }: { readonly name: string }) => `${JSON.stringify(name)} can't be the id of a DAG.`,
    hint: () => 'Use up to 200 letters of a to z, digits, -, _ and .',
  },
  'airflow.wait-for': {
    message: ({ address }: { readonly address: string }) => `What a run has to wait for isn't clear from ${JSON.stringify(address)}.`,
    hint: () => 'Write s3://BUCKET/KEY, dag://DAG or dag://DAG/TASK.',
  },
});
