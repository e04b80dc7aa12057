import { type CompileInput, containerVariables, type DeployTarget, isStart, sorted, type TaskNode, triggerArguments } from '@frazil/core';
import type { Fields } from './manifest.ts';
import type { ArgoOptions } from './options.ts';
import { parametersExpression } from './parameters.ts';

/** What every program of ours gets to know which run it is for. Pure. */
export function runVariables(target: DeployTarget): readonly Fields[] {
  return [
    { name: 'FRAZIL_STORE', value: target.store },
    { name: 'FRAZIL_MANIFEST', value: target.manifest },
    { name: 'FRAZIL_ENGINE', value: 'argo' },
    { name: 'FRAZIL_RUN', value: '{{workflow.name}}' },
  ];
}

/** The variables of a task's containers: ours, the target's, and the step's own. Pure. */
export function taskVariables({ plan, target, options }: CompileInput<ArgoOptions>, task: TaskNode): readonly Fields[] {
  const hasArguments = plan.parameters.length + triggerArguments(plan.triggers).length > 0;
  const events = options.events?.url === undefined ? undefined : { FRAZIL_EVENTS_URL: options.events.url };
  const own = literalVariables({ ...events, ...target.variables, ...containerVariables(task) });
  return [
    ...runVariables(target),
    { name: 'FRAZIL_STEP', value: '{{inputs.parameters.step}}' },
    { name: 'FRAZIL_PATH', value: '{{inputs.parameters.path}}' },
    ...(task.retry.times > 0 ? [{ name: 'FRAZIL_ATTEMPT', value: '{{retries}}' }] : []),
    ...(isStart(task.step) && hasArguments ? [{ name: 'FRAZIL_PARAMETERS', value: parametersExpression(plan) }] : []),
    ...own,
  ];
}

/** Variables whose values mean what they say: Kubernetes expands `$(NAME)` and Argo `{{...}}`, so that neither may see one. Pure. */
export function literalVariables(variables: Readonly<Record<string, string>>): readonly Fields[] {
  const entries = Object.entries(sorted(variables));
  const hasBraces = entries.some(([, value]) => value.includes('{{'));
  return [
    ...(hasBraces ? [{ name: 'FRAZIL_BRACE', value: '{' }] : []),
    ...entries.map(([name, value]) => ({ name, value: value.replaceAll('$', '$$$$').replaceAll('{{', '{$(FRAZIL_BRACE)') })),
  ];
}
