import { isEnd, isStart } from '../flow/ends.ts';
import type { Flow } from '../flow/flow.ts';
import { controlFlowOf } from './control-flow.ts';
import { planErrors } from './errors.ts';
import { flowSettingsOf } from './flow-settings.ts';
import { type Layout, layBlock, OUTSIDE } from './lay-block.ts';
import { locationOf } from './location-of.ts';
import type { Plan } from './plan.ts';
import type { PlanSettings } from './plan-settings.ts';

/** Lays a flow out as a tree. Pure. A flow that `checkFlow` finds nothing wrong with is planned; others throw what is in the way. */
export function planFlow(flow: Flow, settings: PlanSettings): Plan {
  const first = flow.steps.find(isStart)?.name ?? 'start';
  const steps = new Map(flow.steps.map((step) => [step.name, step]));
  const hasSwitch = flow.steps.some(({ next }) => next.kind === 'switch');
  const layout: Layout = {
    flow,
    settings,
    steps,
    controlFlow: hasSwitch ? controlFlowOf(steps, first) : undefined,
    places: new Map(),
    limit: 64 + 16 * flow.steps.length,
    count: 0,
  };
  const start = steps.get(first);
  if (start?.isJoin) throw planErrors.create('plan.join-without-split', { step: start.name }, locationOf(flow, start));
  const { block, join } = layBlock(layout, { from: 'The flow', first, scope: OUTSIDE });
  if (join !== undefined) throw planErrors.create('plan.join-without-split', { step: join.name }, locationOf(flow, join));
  const unreachable = flow.steps.find((step) => !layout.places.has(step.name));
  if (unreachable) throw planErrors.create('plan.step-unreachable', { step: unreachable.name }, locationOf(flow, unreachable));
  const { name, file, doc, parameters } = flow;
  return {
    flow: name,
    file,
    doc,
    parameters,
    ...flowSettingsOf(flow),
    ...givenTo(flow),
    end: flow.steps.find(isEnd)?.name ?? 'end',
    block,
  };
}

/** What was given to a flow when it was read. */
function givenTo(flow: Flow): Pick<Plan, 'configs' | 'with'> {
  return { configs: Object.fromEntries((flow.configs ?? []).map(({ name, value }) => [name, value])), with: flow.with ?? [] };
}
