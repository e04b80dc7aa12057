import { COMMON_VOLUMES, type CompileInput, POD_SECURITY } from '@frazil/core';
import { argoErrors } from './errors.ts';
import { addExitHandler } from './exit-handler.ts';
import { lowerPlan } from './lower-block.ts';
import type { Fields, Manifest } from './manifest.ts';
import { some } from './manifest.ts';
import { namesOf } from './names.ts';
import type { ArgoOptions } from './options.ts';
import { argumentsOf } from './parameters.ts';
import { tasksOf } from './tasks-of.ts';
import { createTemplates } from './templates.ts';

/** What etcd takes in one request. */
const LARGEST = 1.5 * 1024 * 1024;

/** The WorkflowTemplate of a plan. Pure. Throws what Argo can't do, and a template that would be too large to store. */
export function workflowTemplate(input: CompileInput<ArgoOptions>, metadata: Manifest['metadata']): Manifest {
  const { plan, options } = input;
  const tasks = tasksOf(plan);
  const templates = createTemplates(input, namesOf(tasks.map(({ id }) => id)));
  const entrypoint = lowerPlan(plan, templates);
  const onExit = addExitHandler(input, templates);
  const pullSecrets = new Set([
    ...(options.imagePullSecrets ?? []),
    ...tasks.flatMap(({ kubernetes }) => kubernetes?.imagePullSecrets ?? []),
  ]);
  const spec: Fields = {
    entrypoint,
    onExit,
    arguments: argumentsOf(plan),
    serviceAccountName: options.serviceAccount,
    parallelism: options.maxWorkers,
    priority: options.priority,
    activeDeadlineSeconds: options.timeout,
    ttlStrategy: options.keepRuns && {
      secondsAfterSuccess: options.keepRuns.succeeded,
      secondsAfterFailure: options.keepRuns.failed,
    },
    podGC: options.deletePods && { strategy: options.deletePods },
    imagePullSecrets: some([...pullSecrets].map((name) => ({ name }))),
    workflowMetadata: { labels: metadata.labels, annotations: { 'frazil.dev/flow': metadata.annotations['frazil.dev/flow'] } },
    securityContext: POD_SECURITY,
    volumes: COMMON_VOLUMES,
    templates: templates.all(),
  };
  const manifest: Manifest = { apiVersion: 'argoproj.io/v1alpha1', kind: 'WorkflowTemplate', metadata, spec };
  const size = Buffer.byteLength(JSON.stringify(manifest));
  if (size > LARGEST) throw argoErrors.create('argo.too-large', { size, limit: LARGEST });
  return manifest;
}
