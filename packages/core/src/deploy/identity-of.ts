import type { Plan } from '../plan/plan.ts';
import type { TriggerFlow } from '../plan/settings.ts';

/** What tells a deployed flow from all others. */
export type Identity = Pick<Plan, 'flow' | 'project'>;

/** What a flow is called everywhere on an engine, and whose its deployments are: `Flow`, or `project.branch.Flow`. Pure. */
export function identityOf({ flow, project }: Identity): string {
  return joined(project?.name, project?.branch, flow);
}

/** What a flow that another is triggered by is called; one that is named without its project is of the same project and branch. Pure. */
export function identityOfTrigger({ flow, project, branch }: TriggerFlow, own: Plan['project']): string {
  return joined(project ?? own?.name, branch ?? (project === undefined ? own?.branch : undefined), flow);
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join('.');
}
