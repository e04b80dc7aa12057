import { defineErrors } from '@frazil/core';

interface StepDetails {
  readonly step: string;
}

interface FlowDetails {
  readonly flow: string;
}

/** What Step Functions can't do, or isn't told. */
export const stepFunctionsErrors = defineErrors({
  'sfn.name': {
    message: ({ name }: { readonly name: string }) => `${JSON.stringify(name)} can't be the name of a state machine.`,
    hint: () => 'Use up to 80 letters, digits, - and _.',
  },
  'sfn.store-not-s3': {
    message: ({ store }: { readonly store: string }) => `Tasks on AWS can't reach the store ${store}.`,
    hint: () => 'Deploy with a store in S3: --store s3://BUCKET/PREFIX.',
  },
  'sfn.too-large': {
    message: ({ flow, bytes, limit }: FlowDetails & { readonly bytes: number; readonly limit: number }) =>
      `The state machine of ${flow} has ${bytes} bytes, and Step Functions takes ${limit}.`,
    hint: () => 'Say with a foreach what is written out as steps, or split the flow in two.',
  },
  'sfn.trigger-unsupported': {
    message: ({ flow, trigger }: FlowDetails & { readonly trigger: string }) => `Step Functions can't start ${flow} by ${trigger}.`,
    hint: () => 'Remove the decorator and use @schedule, start the flow yourself from an EventBridge rule, or deploy to Argo Workflows.',
  },
  'sfn.kubernetes-unsupported': {
    message: ({ step }: { readonly step: string }) =>
      `The step ${step} is to run on Kubernetes, but Step Functions runs steps on AWS Batch or ECS.`,
    hint: () => 'Write @batch for @kubernetes (both may be there), or deploy to Argo Workflows or Airflow.',
  },
  'sfn.exit-hook-unsupported': {
    message: ({ flow, hooks }: FlowDetails & { readonly hooks: readonly string[] }) =>
      `Step Functions can't call ${hooks.join(', ')} when a run of ${flow} is over.`,
    hint: () => 'Remove @exit_hook and let an SNS topic hear of the end of runs (--notify), or deploy to Argo Workflows.',
  },
  'sfn.schedule-unsupported': {
    message: ({ flow, cron, reason }: FlowDetails & { readonly cron: string; readonly reason: string }) =>
      `EventBridge Scheduler can't start ${flow} by ${JSON.stringify(cron)}: ${reason}.`,
    hint: () =>
      'Write five fields (minute, hour, day of month, month, day of week) that name either days of the month or days of the week.',
  },
  'sfn.role-missing': {
    message: ({ flow, role, reason }: FlowDetails & { readonly role: string; readonly reason: string }) =>
      `${flow} needs the ARN of one role more, ${role}: ${reason}.`,
    hint: ({ role }) => `Give one with --${role}-role; --iam prints the policy that it needs.`,
  },
  'sfn.fargate-unsupported': {
    message: ({ step, what }: StepDetails & { readonly what: string }) => `The step ${step} asks for ${what}, which Fargate hasn't got.`,
    hint: () => 'Remove it, or deploy to a job queue on EC2 (--compute batch-ec2).',
  },
  'sfn.fargate-too-large': {
    message: ({ step, cpu, memory }: StepDetails & { readonly cpu: number; readonly memory: number }) =>
      `The step ${step} asks for ${cpu} CPUs and ${memory} MB with the memory of its init container, more than Fargate has in one task.`,
    hint: () => 'Ask for less in @resources, or deploy to a job queue on EC2 (--compute batch-ec2).',
  },
  'sfn.variable-reserved': {
    message: ({ step, variable }: StepDetails & { readonly variable: string }) => `The step ${step} can't set the variable ${variable}.`,
    hint: () => 'Variables that begin with FRAZIL_ or AWS_BATCH are set for the step: choose another name in @environment.',
  },
  'sfn.map-unknown': {
    message: ({ step }: StepDetails) => `The step ${step} has no foreach whose Map could be chosen.`,
    hint: () => 'Name the step whose self.next(...) says foreach=.',
  },
});
