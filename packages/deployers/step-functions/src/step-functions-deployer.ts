import type { ExecutionStatus } from '@aws-sdk/client-sfn';
import { connect } from './connection/connect.ts';
import type { ConnectionOptions } from './connection/connection-options.ts';
import { create } from './create/create.ts';
import { deleteMachine } from './delete-machine.ts';
import type { Change, Deployed, MachineStatus, Ownership, StepFunctionsDeployment, StepFunctionsRun, TriggerInput } from './deployment.ts';
import { listRuns, statusOfRun, terminateRun } from './runs/runs.ts';
import { trigger } from './runs/trigger.ts';
import { statusOfMachine } from './status-of-machine.ts';

/** Puts compiled flows on Step Functions, starts their runs, and asks how they are. All failures have a code. */
export interface StepFunctionsDeployer {
  create(deployment: StepFunctionsDeployment): Promise<Deployed>;
  trigger(input: TriggerInput): Promise<StepFunctionsRun>;
  /** The latest first. */
  listRuns(name: string, status?: ExecutionStatus): AsyncGenerator<StepFunctionsRun>;
  status(name: string, run: string): Promise<StepFunctionsRun>;
  terminate(name: string, run: string): Promise<StepFunctionsRun>;
  machine(name: string): Promise<MachineStatus>;
  delete(name: string, ownership: Ownership): Promise<readonly Change[]>;
}

/** Prepares to talk to AWS: nothing is loaded, and nobody asked, before the first call. */
export function createStepFunctionsDeployer(options: ConnectionOptions, signal: AbortSignal): StepFunctionsDeployer {
  const connection = connect(options, signal);
  return {
    create: async (deployment) => create(connection, deployment),
    trigger: async (input) => trigger(connection, input),
    listRuns: (name, status) => listRuns(connection, name, status),
    status: async (name, run) => statusOfRun(connection, name, run),
    terminate: async (name, run) => terminateRun(connection, name, run),
    machine: async (name) => statusOfMachine(connection, name),
    delete: async (name, ownership) => deleteMachine(connection, name, ownership),
  };
}
