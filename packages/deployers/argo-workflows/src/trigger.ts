import type { KubernetesClient } from '@frazil/kubernetes';
import * as z from 'zod/mini';
import { argoDeployerErrors } from './errors.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { createObject, getObject } from './resources.ts';

const Arguments = z.object({
  arguments: z.optional(z.object({ parameters: z.optional(z.array(z.object({ name: z.string(), value: z.optional(z.string()) }))) })),
});

/** What a run is started with. */
export interface TriggerInput {
  readonly client: KubernetesClient;
  readonly name: string;
  readonly namespace: string;
  /** Text for each of the flow's parameters that shouldn't have its default. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Starts a run of a deployed flow and gives its id. Network. Throws for parameters that the flow doesn't have, or needs. */
export async function triggerRun({ client, name, namespace, parameters }: TriggerInput): Promise<string> {
  const template = await getObject(client, { kind: 'WorkflowTemplate', namespace, name });
  if (template === undefined) throw argoDeployerErrors.create('argo.not-deployed', { name });
  assertParameters(template, parameters);
  const given = Object.entries(parameters).map(([parameter, value]) => ({ name: parameter, value }));
  const workflow = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Workflow',
    metadata: { generateName: `${name}-`, labels: template.metadata.labels },
    spec: { workflowTemplateRef: { name }, ...(given.length > 0 && { arguments: { parameters: given } }) },
  };
  return createObject(client, 'Workflow', workflow, namespace);
}

function assertParameters({ metadata: { name }, spec }: KubernetesObject, given: Readonly<Record<string, string>>): void {
  const known = z.parse(Arguments, spec).arguments?.parameters ?? [];
  const unknown = Object.keys(given).find((parameter) => !known.some((each) => each.name === parameter));
  if (unknown !== undefined) throw argoDeployerErrors.create('argo.parameter-unknown', { name, parameter: unknown });
  const missing = known.find((each) => each.value === undefined && !Object.hasOwn(given, each.name));
  if (missing) throw argoDeployerErrors.create('argo.parameter-missing', { name, parameter: missing.name });
}
