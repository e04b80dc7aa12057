import type { DescribeExecutionCommandOutput, ExecutionListItem, ExecutionStatus } from '@aws-sdk/client-sfn';
import type { Connection } from '../connection/connect.ts';
import type { Deed } from '../connection/connection-options.ts';
import type { StepFunctionsRun } from '../deployment.ts';
import { sfnDeployerErrors } from '../errors.ts';
import { aboutMachine, machineArn } from '../machine.ts';

/** The runs of a state machine, the latest first; a page is asked for when the one before is used up. */
export async function* listRuns(connection: Connection, name: string, status?: ExecutionStatus): AsyncGenerator<StepFunctionsRun> {
  const stateMachineArn = await machineArn(connection, name);
  let nextToken: string | undefined;
  do {
    const page = await connection.request(aboutMachine('listing the runs of', name), ({ sdk, states }, options) =>
      states.send(new sdk.ListExecutionsCommand({ stateMachineArn, statusFilter: status, maxResults: 100, nextToken }), options),
    );
    yield* (page.executions ?? []).map(runOf);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
}

/** One run, with what failed in it. */
export async function statusOfRun(connection: Connection, name: string, run: string): Promise<StepFunctionsRun> {
  const executionArn = executionArnOf(await machineArn(connection, name), run);
  const found = await connection.find(aboutRun('reading', name, run), ({ sdk, states }, options) =>
    states.send(new sdk.DescribeExecutionCommand({ executionArn }), options),
  );
  if (found === undefined) throw sfnDeployerErrors.create('sfn.run-missing', { name, run });
  return runOf(found);
}

/** Stops a run; the jobs at work are stopped by Step Functions. Nothing happens to a run that is over. */
export async function terminateRun(connection: Connection, name: string, run: string): Promise<StepFunctionsRun> {
  const { arn, status } = await statusOfRun(connection, name, run);
  if (status === 'RUNNING') {
    await connection.request(aboutRun('stopping', name, run), ({ sdk, states }, options) =>
      states.send(
        new sdk.StopExecutionCommand({ executionArn: arn, error: 'Frazil.Terminated', cause: 'Someone terminated the run.' }),
        options,
      ),
    );
  }
  return statusOfRun(connection, name, run);
}

function executionArnOf(machine: string, run: string): string {
  return `${machine.replace(':stateMachine:', ':execution:')}:${run}`;
}

function runOf(execution: ExecutionListItem | DescribeExecutionCommandOutput): StepFunctionsRun {
  const { name = '', executionArn = '', status = '', startDate, stopDate } = execution;
  return {
    name,
    arn: executionArn,
    status,
    started: startDate?.toISOString() ?? '',
    stopped: stopDate?.toISOString(),
    error: 'error' in execution ? execution.error : undefined,
    cause: 'cause' in execution ? execution.cause : undefined,
  };
}

function aboutRun(doing: string, name: string, run: string): Deed {
  return { doing, what: `the run ${run} of ${name}` };
}
