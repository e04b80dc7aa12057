import type { Problem } from '../errors.ts';
import { checkDecorators } from './check-decorators.ts';
import { checkGraph } from './check-graph.ts';
import { checkParameters } from './check-parameters.ts';
import { checkSteps } from './check-steps.ts';
import type { Flow } from './flow.ts';

/**
 * Everything wrong with a flow, all at once, each with file and line, in order of the file; none means that it can be planned.
 * Pure, never throws.
 */
export function checkFlow(flow: Flow): readonly Problem[] {
  const problems = [...checkSteps(flow), ...checkGraph(flow), ...checkParameters(flow), ...checkDecorators(flow)];
  return problems.sort((a, b) => lineOf(a) - lineOf(b));
}

function lineOf(problem: Problem): number {
  return problem.location?.line ?? 0;
}
