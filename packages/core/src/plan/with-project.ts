import type { Plan } from './plan.ts';
import type { Project, TriggerEvent } from './settings.ts';

/** A plan as its flow runs in a branch of its project: names of events that are the branch's own are whole. Pure. */
export function withProject(plan: Plan, project: Project | undefined): Plan {
  const events = plan.triggers.events.map((event) => wholeName(event, project));
  return { ...plan, project, triggers: { ...plan.triggers, events } };
}

// As Metaflow names them, so that events of its flows start flows here.
function wholeName({ isNamespaced, ...event }: TriggerEvent, project: Project | undefined): TriggerEvent {
  if (isNamespaced !== true) return event;
  const within = project?.branch === undefined ? [] : [project.name, project.branch].map((part) => part.replaceAll(/[^\w.-]/g, ''));
  return { ...event, name: ['mfns', ...within, event.name].join('.') };
}
