import { compileStepFunctions, stateMachineName } from '@frazil/compiler-step-functions';
import { identityOf } from '@frazil/core';
import type { Deployed } from '@frazil/deployer-step-functions';
import type { Invocation } from '../../arguments/invocation.ts';
import { type CompiledDeployment, compileDeployment, prepareDeployment, recordDeployment } from '../../deploy/deployment.ts';
import { deploymentJson, deploymentLines } from '../../deploy/describe-deployment.ts';
import { writeDocuments } from '../../deploy/write-documents.ts';
import { EXIT } from '../../exit-codes.ts';
import { shellWord } from '../../terminal/shell-word.ts';
import { openStepFunctions } from './open-step-functions.ts';
import { needed, StepFunctionsCreateOptions, stepFunctionsOptionsOf } from './sfn-options.ts';

/** Deploys a flow to Step Functions, or prints or writes what would be deployed. */
export async function createOnStepFunctions(invocation: Invocation): Promise<number> {
  const { terminal } = invocation;
  const options = StepFunctionsCreateOptions.parse(invocation.options);
  const { onlyJson, iam, output, dryRun } = options;
  const isPrinted = onlyJson || iam || output !== undefined;
  const isSent = !isPrinted && !dryRun;
  const compilerOptions = stepFunctionsOptionsOf(options);
  const role = isSent ? needed(options.role, 'The role of the state machine', '--role or FRAZIL_SFN_ROLE') : '';
  const deployment = await prepareDeployment(invocation, isSent);
  const compiled = compileDeployment(deployment, compileStepFunctions, compilerOptions);
  const name = stateMachineName(compiled.plan, options.name);
  if (!dryRun && !iam) await recordDeployment(compiled, 'step-functions', name, invocation);
  if (output !== undefined) await writeDocuments(output, compiled.files);
  else if (isPrinted) terminal.data(fileOf(compiled, iam ? 'iam.json' : 'state-machine.json'));
  const deployed = isSent ? await send(invocation, compiled, { name, role, authorize: options.authorize }) : undefined;
  if (!isPrinted && terminal.isJson) terminal.json({ ...deploymentJson(compiled, 'step-functions', name), ...deployed });
  for (const line of deploymentLines(compiled, terminal.style)) terminal.say(line);
  if (deployed) sayDeployed(invocation, deployed);
  return EXIT.done;
}

interface Place {
  readonly name: string;
  readonly role: string;
  readonly authorize: boolean;
}

async function send(invocation: Invocation, { plan, target, files, flow }: CompiledDeployment, place: Place): Promise<Deployed> {
  const deployer = await openStepFunctions(invocation);
  return deployer.create({ ...place, owner: identityOf(plan), flow: flow.name, files, tags: target.labels });
}

function fileOf({ files }: CompiledDeployment, name: string): string {
  return files.find((file) => file.name === name)?.text ?? '';
}

function sayDeployed({ terminal, settings, flowFile }: Invocation, { arn, changes }: Deployed): void {
  const { dim } = terminal.style;
  for (const { what, name, kind } of changes) terminal.say(`${dim('aws    ')} ${what} ${name} ${kind}`);
  terminal.say(`${dim('aws    ')} ${arn}${changes.length === 0 ? dim(' (unchanged)') : ''}`);
  terminal.say(`${dim('next   ')} ${settings.program} ${shellWord(flowFile)} step-functions trigger`);
}
