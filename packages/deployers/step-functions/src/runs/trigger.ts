import { randomUUID } from 'node:crypto';
import type { Parameter } from '@frazil/core';
import type { Connection } from '../connection/connect.ts';
import type { StepFunctionsRun, TriggerInput } from '../deployment.ts';
import { sfnDeployerErrors } from '../errors.ts';
import { aboutMachine, machineArn } from '../machine.ts';

/** ECS takes 8,192 characters of overrides for a task; the rest is for the other variables. */
const LIMIT = 6000;

/** Starts a run. The name is made here, so that a request that has to be sent twice starts one run. */
export async function trigger(connection: Connection, { name, parameters, values }: TriggerInput): Promise<StepFunctionsRun> {
  const input = inputOf(parameters, values);
  const stateMachineArn = await machineArn(connection, name);
  const run = randomUUID();
  const started = await connection.request(aboutMachine('starting', name), ({ sdk, states }, options) =>
    states.send(new sdk.StartExecutionCommand({ stateMachineArn, name: run, input }), options),
  );
  return {
    name: run,
    arn: started.executionArn ?? '',
    status: 'RUNNING',
    started: (started.startDate ?? new Date()).toISOString(),
    stopped: undefined,
    error: undefined,
    cause: undefined,
  };
}

function inputOf(parameters: readonly Parameter[], values: Readonly<Record<string, string>>): string {
  const known = parameters.map(({ name }) => name);
  const strange = Object.keys(values).find((name) => !known.includes(name));
  if (strange !== undefined) throw sfnDeployerErrors.create('sfn.parameter-unknown', { parameter: strange, known });
  const missing = parameters.find(({ name, required }) => required && values[name] === undefined);
  if (missing) throw sfnDeployerErrors.create('sfn.parameter-missing', { parameter: missing.name });
  const input = JSON.stringify(values);
  const bytes = Buffer.byteLength(input);
  if (bytes > LIMIT) throw sfnDeployerErrors.create('sfn.parameters-too-large', { bytes, limit: LIMIT });
  return input;
}
