import { compileAirflow, dagIdOf } from '@frazil/compiler-airflow';
import type { Invocation } from '../../arguments/invocation.ts';
import { compileDeployment, prepareDeployment, recordDeployment } from '../../deploy/deployment.ts';
import { deploymentJson, deploymentLines } from '../../deploy/describe-deployment.ts';
import { writeDocument } from '../../deploy/write-documents.ts';
import { EXIT } from '../../exit-codes.ts';
import { AirflowCreateOptions, airflowOptionsOf } from './airflow-options.ts';

/** Writes a flow as the file of an Airflow DAG, or prints it. */
export async function createForAirflow(invocation: Invocation): Promise<number> {
  const { terminal, arguments: words } = invocation;
  const options = AirflowCreateOptions.parse(invocation.options);
  const path = words[0] ?? options.output;
  // A file is on its way to a scheduler; what is printed is looked at, or piped by someone who knows.
  const deployment = await prepareDeployment(invocation, path !== undefined && !options.dryRun);
  const compiled = compileDeployment(deployment, compileAirflow, airflowOptionsOf(options));
  const name = dagIdOf(compiled.plan, options.name);
  const [{ text } = { text: '' }] = compiled.files;
  if (!options.dryRun && path !== undefined) {
    await writeDocument(path, text, (existing) => options.authorize || isOf(existing, name));
    await recordDeployment(compiled, 'airflow', name, invocation);
  } else if (path === undefined) terminal.data(text);
  if (terminal.isJson && path !== undefined) terminal.json({ ...deploymentJson(compiled, 'airflow', name), path });
  for (const line of deploymentLines(compiled, terminal.style)) terminal.say(line);
  if (path !== undefined && !options.dryRun) terminal.say(`${terminal.style.dim('dag    ')} ${name} in ${path}`);
  return EXIT.done;
}

/** Whether a file is one that we made of the flow with this name. */
function isOf(text: string, name: string): boolean {
  return text.includes('Made by Frazil') && new RegExp(`dag_id=["']${RegExp.escape(name)}["']`).test(text);
}
