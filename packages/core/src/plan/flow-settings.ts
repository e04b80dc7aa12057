import type { Flow } from '../flow/flow.ts';
import type { Plan } from './plan.ts';

type FlowSettings = Pick<Plan, 'schedule' | 'triggers' | 'project' | 'exitHooks'>;

/** What the decorators of a flow's class say. Pure. */
export function flowSettingsOf(_flow: Flow): FlowSettings {
  return { schedule: undefined, triggers: { events: [], flows: [] }, project: undefined, exitHooks: { onSuccess: [], onError: [] } };
}
