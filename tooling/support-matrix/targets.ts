import { compileAirflow } from '@frazil/compiler-airflow';
import { compileArgo } from '@frazil/compiler-argo-workflows';
import { compileStepFunctions } from '@frazil/compiler-step-functions';
import { type CompiledFile, type DeployTarget, digestOf, type Plan } from '@frazil/core';

/** An engine, with all that its users may have to set being set. */
export interface Target {
  readonly name: string;
  compile(plan: Plan): readonly CompiledFile[];
}

const target: DeployTarget = {
  store: 's3://bucket/prefix',
  manifest: digestOf('manifest'),
  workerImage: `registry.example/frazil-worker@${digestOf('worker')}`,
  baseImage: 'registry.example/debian:12',
  variables: {},
  labels: {},
};

const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

/** The engines that flows can be compiled for. */
export const TARGETS: readonly Target[] = [
  {
    name: 'Argo Workflows',
    compile: (plan) => {
      const events = { source: 'webhooks', event: 'frazil', url: 'http://events.example/frazil' };
      return compileArgo.compile({ plan, target, options: { format: 'json', events } });
    },
  },
  { name: 'Airflow', compile: (plan) => compileAirflow.compile({ plan, target, options: {} }) },
  {
    name: 'Step Functions',
    compile: (plan) =>
      compileStepFunctions.compile({
        plan,
        target,
        options: {
          compute: { kind: 'batch', queue: 'jobs', platform: 'EC2', assignPublicIp: false },
          roles: { job: role('job'), execution: role('execution'), scheduler: role('scheduler') },
          region: 'eu-central-1',
          account: '123456789012',
        },
      }),
  },
];
