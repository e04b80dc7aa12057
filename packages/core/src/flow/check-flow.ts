import { isFrazilError, type Problem } from '../errors.ts';
import { planFlow } from '../plan/plan-flow.ts';
import { checkDecorators } from './check-decorators.ts';
import { checkGangs } from './check-gangs.ts';
import { checkGraph } from './check-graph.ts';
import { checkParameters } from './check-parameters.ts';
import { checkSteps } from './check-steps.ts';
import type { Flow } from './flow.ts';

/**
 * Everything wrong with a flow, all at once, each with file and line, in order of the file; none means that it can be planned.
 * Pure, never throws.
 */
export function checkFlow(flow: Flow): readonly Problem[] {
  const decorators = checkDecorators(flow);
  const single = [...checkSteps(flow), ...checkGangs(flow)];
  const shape = checkShape(decorators.length > 0 ? withoutDecorators(flow) : flow, single.length === 0);
  return [...single, ...shape, ...checkParameters(flow), ...decorators].sort((a, b) => lineOf(a) - lineOf(b));
}

/** What keeps a flow from being laid out. What only the layout finds is told when nothing else explains it. */
function checkShape(flow: Flow, isUnexplained: boolean): readonly Problem[] {
  try {
    planFlow(flow, { environments: new Map() });
    return [];
  } catch (error) {
    if (!isFrazilError(error)) throw error;
    const { code, message, hint, location } = error;
    const found = checkGraph(flow);
    return found.length > 0 || !isUnexplained ? found : [{ code, message, hint, ...(location && { location }) }];
  }
}

function withoutDecorators(flow: Flow): Flow {
  return { ...flow, decorators: [], steps: flow.steps.map((step) => ({ ...step, decorators: [] })) };
}

function lineOf(problem: Problem): number {
  return problem.location?.line ?? 0;
}
