import type { Plan, Store } from '@frazil/core';
import { runtimeErrors } from '../errors.ts';
import { type ParameterValues, parametersOfRun } from '../records/parameters-of-run.ts';
import { readRun } from '../records/read-run.ts';
import type { RunRecord } from '../records/run-record.ts';
import { graphOf } from './graph.ts';
import type { Origin } from './run-input.ts';

/** A run that is resumed. */
export interface OpenedOrigin {
  readonly record: RunRecord;
  /** What its parameters were. */
  readonly parameters: ParameterValues;
  /** The steps that run again, whatever that run did. */
  readonly again: ReadonlySet<string>;
}

/** Reads the run to resume. Throws when there is none, when the flow has another shape now, and for a step it doesn't have. */
export async function openOrigin(store: Store, plan: Plan, origin: Origin): Promise<OpenedOrigin> {
  const [record, parameters] = await Promise.all([readRun(store, plan.flow, origin.run), parametersOfRun(store, plan, origin.run)]);
  const graph = graphOf(plan);
  const step = changedStep(record.graph, graph);
  if (step !== undefined) throw runtimeErrors.create('runtime.origin-changed', { run: origin.run, step });
  if (origin.from === undefined) return { record, parameters, again: new Set() };
  if (!Object.hasOwn(graph, origin.from)) throw runtimeErrors.create('runtime.step-missing', { flow: plan.flow, step: origin.from });
  return { record, parameters, again: reachableFrom(origin.from, graph) };
}

type Graph = RunRecord['graph'];

function changedStep(before: Graph, now: Graph): string | undefined {
  const targets = (graph: Graph, step: string): string => JSON.stringify(Object.hasOwn(graph, step) ? graph[step] : undefined);
  return [...Object.keys(now), ...Object.keys(before)].find((step) => targets(before, step) !== targets(now, step));
}

function reachableFrom(step: string, graph: Graph): ReadonlySet<string> {
  const reached = new Set([step]);
  for (const each of reached) for (const target of graph[each] ?? []) reached.add(target);
  return reached;
}
