import { defineErrors } from '@frazil/core';

/** What was tried with what, and what came of it. */
interface RequestDetails {
  /** A verb: `updating`. */
  readonly doing: string;
  /** What it was tried with: `the state machine TrainFlow`. */
  readonly what: string;
  /** What the service or the network said. */
  readonly reason: string;
}

interface MachineDetails {
  readonly name: string;
}

interface ParameterDetails {
  readonly parameter: string;
}

/** What can go wrong with state machines and their runs. */
export const sfnDeployerErrors = defineErrors({
  'sfn.region-missing': {
    message: ({ doing, what }: RequestDetails) => `The region is not known for ${doing} ${what}.`,
    hint: () => 'Set AWS_REGION, or a region in the profile that AWS_PROFILE names.',
  },
  'sfn.credentials-missing': {
    message: ({ doing, what, reason }: RequestDetails) => `There are no credentials for ${doing} ${what} (${reason}).`,
    hint: () => 'Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log in with `aws sso login`.',
  },
  'sfn.credentials-expired': {
    message: ({ doing, what, reason }: RequestDetails) => `The credentials expired before ${doing} ${what} (${reason}).`,
    hint: () =>
      'Log in again (`aws sso login`) or renew AWS_SESSION_TOKEN, then run the same command again: what is done already is not done twice.',
  },
  'sfn.denied': {
    message: ({ doing, what, reason }: RequestDetails) => `Permission was denied for ${doing} ${what} (${reason}).`,
    hint: () => 'Check which credentials are in use, and allow what the message names; giving a role to a service needs iam:PassRole.',
  },
  'sfn.unreachable': {
    message: ({ doing, what, reason }: RequestDetails) => `The service can't be reached for ${doing} ${what} (${reason}).`,
    hint: () => 'Check the network, the region and AWS_ENDPOINT_URL, then run the same command again.',
  },
  'sfn.busy': {
    message: ({ doing, what, reason }: RequestDetails) => `The service did not manage ${doing} ${what} (${reason}).`,
    hint: () => 'It was tried several times. Run the same command again later: what is done already is not done twice.',
  },
  'sfn.refused': {
    message: ({ doing, what, reason }: RequestDetails) => `The service refused ${doing} ${what} (${reason}).`,
    hint: () => 'Correct what the message names: a role, a job queue, a cluster or an option.',
  },
  'sfn.machine-missing': {
    message: ({ name }: MachineDetails) => `There is no state machine ${name} in this account and region.`,
    hint: () => 'Create it with `step-functions create`, or check the name, AWS_PROFILE and AWS_REGION.',
  },
  'sfn.run-missing': {
    message: ({ name, run }: MachineDetails & { readonly run: string }) => `The state machine ${name} has no run ${run}.`,
    hint: () => '`step-functions list-runs` names its runs; those over for 90 days are forgotten by Step Functions.',
  },
  'sfn.owner-differs': {
    message: ({ name, owner, flow }: MachineDetails & { readonly owner: string; readonly flow: string }) =>
      `The state machine ${name} is not yours: it belongs to ${owner} and runs ${flow}.`,
    hint: () => 'Choose another name with --name, or take it over with --authorize.',
  },
  'sfn.parameter-unknown': {
    message: ({ parameter, known }: ParameterDetails & { readonly known: readonly string[] }) =>
      `The flow has no parameter ${parameter}${known.length > 0 ? `; it has ${known.join(', ')}` : ''}.`,
    hint: () => 'Give the parameters that the flow was deployed with, by their names.',
  },
  'sfn.parameter-missing': {
    message: ({ parameter }: ParameterDetails) => `The parameter ${parameter} has no default, and is not given.`,
    hint: ({ parameter }) => `Give it: --${parameter} VALUE.`,
  },
  'sfn.parameters-too-large': {
    message: ({ bytes, limit }: { readonly bytes: number; readonly limit: number }) =>
      `The parameters have ${bytes} bytes, and a task's variables on AWS take ${limit}.`,
    hint: () => 'Put what is large into an object in S3, and give its address as the parameter.',
  },
});
