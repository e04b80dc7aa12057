import { containerVariables, mainResources, sorted, type TaskNode } from '@frazil/core';
import { taskIdOf } from '../names.ts';
import type { AirflowOptions } from '../options.ts';
import { podChanges } from '../pod/pod-changes.ts';
import { call, dictionary, type Expression, list, type Members, source, value } from '../python/expression.ts';
import { variableText } from '../python/print-text.ts';
import { templatesIn } from '../python/templates-in.ts';
import type { StepStatement } from './statement.ts';

/** Seconds that a pod may take until its step begins. */
export const STARTUP_SECONDS = 900;

/** What a step's call says beside the step itself. */
export interface StepExtras {
  /** Ready-made variables, whose templates Airflow is to fill in. */
  readonly variables: Readonly<Record<string, string>>;
  readonly outlets: Expression | undefined;
}

/** The call that makes the tasks of a step: it says what differs from what all steps share. Pure. */
export function stepCall({ node, over, after }: StepStatement, options: AirflowOptions, extras: StepExtras): Expression {
  const { kubernetes } = node;
  const taskId = taskIdOf(node.id);
  const secrets = [...(kubernetes?.secrets ?? []), ...node.secrets.flatMap(({ provider, id }) => (provider === 'kubernetes' ? [id] : []))];
  const changes = podChanges(node);
  const resources = mainResources(node);
  return call('step', [value(node.id)], {
    task_id: taskId === node.id ? undefined : value(taskId),
    over: over === undefined ? undefined : source(over),
    after: after.length === 0 ? undefined : list(after.map(source)),
    image: kubernetes?.image === undefined ? undefined : value(kubernetes.image),
    namespace: kubernetes?.namespace === undefined ? undefined : value(kubernetes.namespace),
    variables: variablesOf(node, extras),
    secrets: secrets.length === 0 ? undefined : value([...new Set(secrets)]),
    resources: resources === undefined ? undefined : value(resources),
    pod: changes === undefined ? undefined : value(templatesIn(changes)),
    ...policiesOf(node, options),
    outlets: extras.outlets,
  });
}

function variablesOf(node: TaskNode, extras: StepExtras): Expression | undefined {
  const own = Object.entries(sorted(containerVariables(node))).map(([name, text]) => [name, variableText(text)] as const);
  const all = [...own, ...Object.entries(extras.variables)];
  return all.length === 0 ? undefined : dictionary(all.map(([name, text]) => [name, value(text)]));
}

function policiesOf({ retry, timeout }: TaskNode, options: AirflowOptions): Members {
  const hasRetries = retry.times > 0;
  return {
    retries: hasRetries ? value(retry.times) : undefined,
    retry_delay: hasRetries ? call('timedelta', [], { minutes: value(retry.minutesBetweenRetries) }) : undefined,
    // The worker ends a step that takes too long; Airflow, whose clock begins with the pod, is only there if it can't.
    execution_timeout:
      timeout === undefined
        ? undefined
        : call('timedelta', [], { seconds: value(Math.ceil(timeout) + (options.startupTimeout ?? STARTUP_SECONDS)) }),
  };
}
