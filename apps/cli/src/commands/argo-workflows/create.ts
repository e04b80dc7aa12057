import { argoNameOf, compileArgo } from '@frazil/compiler-argo-workflows';
import type { Change } from '@frazil/deployer-argo-workflows';
import type { Invocation } from '../../arguments/invocation.ts';
import { writeOutput } from '../../compose/write-output.ts';
import { compileDeployment, prepareDeployment, recordDeployment } from '../../deploy/deployment.ts';
import { deploymentJson, deploymentLines } from '../../deploy/describe-deployment.ts';
import { EXIT } from '../../exit-codes.ts';
import { shellWord } from '../../terminal/shell-word.ts';
import { ArgoCreateOptions, argoOptionsOf } from './argo-options.ts';
import { openArgo } from './open-argo.ts';

/** Deploys a flow to Argo Workflows, or prints, writes or compares what would be deployed. */
export async function createOnArgo(invocation: Invocation): Promise<number> {
  const { terminal } = invocation;
  const options = ArgoCreateOptions.parse(invocation.options);
  const { onlyJson, onlyYaml, output, dryRun, diff } = options;
  const isPrinted = onlyJson || onlyYaml || output !== undefined;
  const deployment = await prepareDeployment(invocation, !isPrinted && !dryRun && !diff);
  const format = onlyJson || output?.endsWith('.json') ? 'json' : 'yaml';
  const compiled = compileDeployment(deployment, compileArgo, argoOptionsOf(options, format));
  const name = argoNameOf(compiled.plan, options.name);
  const [{ text } = { text: '' }] = compiled.files;
  if (diff) return compare(invocation, options, text);
  if (!dryRun) await recordDeployment(compiled, 'argo-workflows', name, invocation);
  if (output !== undefined) await writeOutput(output, text);
  else if (isPrinted) terminal.data(text);
  const isSent = !isPrinted && !dryRun;
  const changes = isSent ? await (await openArgo(invocation)).create(text, { authorize: options.authorize }) : [];
  if (!isPrinted && terminal.isJson) terminal.json({ ...deploymentJson(compiled, 'argo-workflows', name), changes });
  for (const line of deploymentLines(compiled, terminal.style)) terminal.say(line);
  if (isSent) sayDeployed(invocation, changes);
  return EXIT.done;
}

async function compare(invocation: Invocation, options: ArgoCreateOptions, document: string): Promise<number> {
  const { terminal } = invocation;
  const changes = await (await openArgo(invocation)).diff(document, { authorize: options.authorize });
  if (terminal.isJson) terminal.json({ kind: 'diff', changes });
  else for (const line of changes.flatMap(diffLines)) terminal.data(`${line}\n`);
  return changes.every(({ action }) => action === 'unchanged') ? EXIT.done : EXIT.failed;
}

function diffLines({ kind, name, action, differences }: Change): readonly string[] {
  const lines = differences.map(({ path, before, after }) => `  ${path}: ${shown(before)} -> ${shown(after)}`);
  return [`${kind} ${name}: ${WOULD[action]}`, ...(action === 'updated' ? lines : [])];
}

const WOULD: Readonly<Record<Change['action'], string>> = {
  created: 'is not there',
  updated: 'differs',
  unchanged: 'is the same',
  deleted: 'is no longer wanted',
};

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function sayDeployed({ terminal, settings, flowFile }: Invocation, changes: readonly Change[]): void {
  const { dim } = terminal.style;
  for (const { kind, name, action } of changes) terminal.say(`${dim('argo   ')} ${kind} ${name} ${action}`);
  terminal.say(`${dim('next   ')} ${settings.program} ${shellWord(flowFile)} argo-workflows trigger`);
}
