import { type CompileInput, identityOf, isEnd, isStart, type Step } from '@frazil/core';
import type { Features } from './features.ts';
import type { Statement } from './lower/statement.ts';
import { type StepExtras, stepCall } from './lower/step-call.ts';
import { runsAsset, taskIdOf } from './names.ts';
import type { AirflowOptions } from './options.ts';
import { call, dictionary, type Expression, list, type Members, source, value } from './python/expression.ts';
import { EVENTS } from './python/helpers.ts';
import { printAssignment, printBetween } from './python/print-expression.ts';
import { scheduleOf } from './schedule.ts';
import type { Sensor } from './sensors.ts';

/** A DAG that is to be written. */
export interface DagInput extends CompileInput<AirflowOptions> {
  readonly dagId: string;
  readonly statements: readonly Statement[];
  readonly sensors: readonly Sensor[];
  readonly features: Features;
}

/** The `with DAG(...)` of a file, with a line for each step. Pure. */
export function dagOf(input: DagInput): string {
  const { statements, sensors, options } = input;
  const waits = sensors.map(({ expression }, index) => printAssignment(`wait_${index + 1}`, expression, 4));
  const first = sensors.map((_, index) => `wait_${index + 1}`);
  const lines = statements.map((statement) => {
    if (statement.kind !== 'step') return printAssignment(statement.variable, controlOf(statement), 4);
    const { step } = statement.node;
    const after = isStart(step) ? first : statement.after;
    return printAssignment(statement.variable, stepCall({ ...statement, after }, options, extrasOf(input, step)), 4);
  });
  return [printBetween('with ', call('DAG', [], membersOf(input)), ':'), ...waits, ...lines].join('\n');
}

function membersOf({ plan, options, dagId, features }: DagInput): Members {
  const { startDate = '2024-01-01', maxActiveRuns, maxWorkers, timeout, paused } = options;
  const [year = 2024, month = 1, day = 1] = startDate.split('-').map(Number);
  const number = (given: number | undefined) => (given === undefined ? undefined : value(given));
  return {
    dag_id: value(dagId),
    doc_md: source('__doc__'),
    schedule: scheduleOf(plan),
    start_date: call('pendulum.datetime', [year, month, day].map(value), { tz: value(plan.schedule?.timezone ?? 'UTC') }),
    catchup: value(false),
    max_active_runs: number(maxActiveRuns),
    max_active_tasks: number(maxWorkers),
    dagrun_timeout: timeout === undefined ? undefined : call('timedelta', [], { seconds: value(timeout) }),
    is_paused_upon_creation: paused === undefined ? undefined : value(paused),
    params: features.hasParameters ? source('PARAMETERS') : undefined,
    user_defined_macros: features.hasParameters ? dictionary([['parameters', source('parameters')]]) : undefined,
    tags: value(['frazil', ...(options.tags ?? [])]),
  };
}

function extrasOf({ plan, features }: DagInput, step: Step): StepExtras {
  const template = features.hasPayloads ? `{{ parameters(params, ${EVENTS}) }}` : '{{ parameters(params) }}';
  return {
    variables: isStart(step) && features.hasParameters ? { FRAZIL_PARAMETERS: template } : {},
    // Flows with @trigger_on_finish hear of it.
    outlets: isEnd(step) ? list([call('Asset', [value(runsAsset(identityOf(plan)))])]) : undefined,
  };
}

function controlOf(statement: Exclude<Statement, { kind: 'step' }>): Expression {
  const of = source(statement.of);
  switch (statement.kind) {
    case 'items':
      return call('items', [of]);
    case 'case':
      return call('case', [of, value(statement.target)]);
    case 'switch':
      return call('switch', [of, dictionary(statement.cases.map(([target, place]) => [target, value(taskIdOf(place))]))]);
  }
}
