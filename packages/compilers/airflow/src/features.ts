import type { Plan } from '@frazil/core';
import type { Statement } from './lower/statement.ts';
import { podChanges } from './pod/pod-changes.ts';
import type { Sensor } from './sensors.ts';

/** What a DAG file has need of. */
export interface Features {
  readonly hasParameters: boolean;
  readonly hasPayloads: boolean;
  readonly hasItems: boolean;
  readonly hasCases: boolean;
  readonly hasSwitches: boolean;
  readonly hasDurations: boolean;
  readonly hasRetries: boolean;
  readonly hasPodChanges: boolean;
  readonly hasTime: boolean;
  readonly hasTimeOrAssets: boolean;
  readonly sensors: ReadonlySet<Sensor['operator']>;
}

/** What the DAG file of a plan has need of. Pure. */
export function featuresOf(plan: Plan, statements: readonly Statement[], sensors: readonly Sensor[]): Features {
  const nodes = statements.flatMap((statement) => (statement.kind === 'step' ? [statement.node] : []));
  const has = (kind: Statement['kind']) => statements.some((statement) => statement.kind === kind);
  const hasTriggers = plan.triggers.events.length + plan.triggers.flows.length > 0;
  return {
    hasParameters: plan.parameters.length > 0,
    hasPayloads: plan.triggers.events.some(({ parameters }) => Object.keys(parameters).length > 0),
    hasItems: has('items'),
    hasCases: has('case'),
    hasSwitches: has('switch'),
    hasDurations: nodes.some(({ retry, timeout }) => retry.times > 0 || timeout !== undefined),
    hasRetries: nodes.some(({ retry }) => retry.times > 0),
    hasPodChanges: nodes.some((node) => podChanges(node) !== undefined),
    hasTime: plan.schedule !== undefined,
    hasTimeOrAssets: plan.schedule !== undefined && hasTriggers,
    sensors: new Set(sensors.map(({ operator }) => operator)),
  };
}
