import { stateMachineName } from '@frazil/compiler-step-functions';
import type { Invocation } from '../../arguments/invocation.ts';
import { planOfFlow } from '../../deploy/plan-of-flow.ts';
import { EXIT } from '../../exit-codes.ts';
import { openStepFunctions } from './open-step-functions.ts';

/** Says how the state machine of a flow is, and when it runs. */
export async function machineStatus(invocation: Invocation): Promise<number> {
  const { terminal } = invocation;
  const { plan, chosen } = await planOfFlow(invocation);
  const machine = await (await openStepFunctions(invocation)).machine(stateMachineName(plan, chosen));
  if (terminal.isJson) {
    terminal.json(machine);
    return EXIT.done;
  }
  const { name, arn, status, created, flow, role, schedule } = machine;
  const cron = schedule === undefined ? 'none' : `${schedule.expression} ${schedule.timezone}${schedule.isEnabled ? '' : ' (disabled)'}`;
  const lines = { name, arn, status, created, flow: flow ?? 'none of ours', role, schedule: cron };
  for (const [key, value] of Object.entries(lines)) terminal.data(`${terminal.dataStyle.dim(key.padEnd(9))}${value}\n`);
  return EXIT.done;
}
