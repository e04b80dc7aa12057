import {
  type CompileInput,
  canonicalJson,
  isLabel,
  type KubernetesSettings,
  type Plan,
  podContainers,
  podDeadline,
  podPlacement,
  podVolumes,
  sorted,
  type TaskNode,
} from '@frazil/core';
import { argoErrors } from './errors.ts';
import { type Fields, parameter, some } from './manifest.ts';
import type { ArgoOptions } from './options.ts';
import { retryStrategyOf } from './retry.ts';
import { taskVariables } from './variables.ts';

/** What the engine reads of a task when it is done. */
export type Output = 'items' | 'case';

/**
 * A task's pod as a template without its name: it takes the step and the path, so that all steps alike share one. Pure. Throws for
 * text that Argo would take for a template.
 */
export function podTemplate({ plan, target, options }: CompileInput<ArgoOptions>, task: TaskNode, output: Output | undefined): Fields {
  const { kubernetes, retry } = task;
  if (kubernetes) assertNoBraces(plan, task, kubernetes);
  const variables = taskVariables({ plan, target, options }, task);
  const { hydrate, main } = podContainers(task, target, { variables, secrets: options.secrets ?? [] });
  return {
    inputs: { parameters: [parameter('step'), parameter('path', '0')] },
    outputs: output && { parameters: [{ name: output, valueFrom: { path: `/frazil/out/${output}` } }] },
    metadata: metadataOf(task),
    serviceAccountName: kubernetes?.serviceAccount,
    ...podPlacement(kubernetes),
    activeDeadlineSeconds: podDeadline(task),
    retryStrategy: retryStrategyOf(retry),
    podSpecPatch: kubernetes && Object.keys(kubernetes.podOverrides).length > 0 ? canonicalJson(kubernetes.podOverrides) : undefined,
    volumes: some(podVolumes(task).map(({ volume }) => volume)),
    initContainers: [hydrate],
    container: main,
  };
}

function metadataOf({ id, kubernetes }: TaskNode): Fields {
  const step = '{{inputs.parameters.step}}';
  return {
    labels: { ...sorted(kubernetes?.labels ?? {}), ...(isLabel(id) && { 'frazil.dev/step': step }) },
    annotations: { ...sorted(kubernetes?.annotations ?? {}), 'frazil.dev/step': step, 'frazil.dev/path': '{{inputs.parameters.path}}' },
  };
}

function assertNoBraces(plan: Plan, { step }: TaskNode, kubernetes: KubernetesSettings): void {
  const setting = Object.entries(kubernetes).find(([, value]) => value !== undefined && holdsBraces(value));
  if (setting === undefined) return;
  const location = { file: step.file || plan.file, line: step.line };
  throw argoErrors.create('argo.braces', { step: step.name, setting: `@kubernetes(${setting[0]}=...)` }, { location });
}

function holdsBraces(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('{{');
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, member]) => key.includes('{{') || holdsBraces(member));
}
