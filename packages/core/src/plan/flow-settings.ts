import type { Json } from '../canonical.ts';
import type { Decorator, Flow } from '../flow/flow.ts';
import type { Plan } from './plan.ts';
import { decoratorOf, isMap, listOf, type Read, textOf } from './read-decorator.ts';
import type { Schedule, TriggerEvent, TriggerFlow } from './settings.ts';

type FlowSettings = Pick<Plan, 'schedule' | 'triggers' | 'project' | 'exitHooks'>;

/** What the decorators of a flow's class say. Pure. Throws for values that make no sense. */
export function flowSettingsOf(flow: Flow): FlowSettings {
  const read = (decorator: Decorator | undefined): Read | undefined =>
    decorator && { decorator, step: flow.name, location: { file: flow.file, line: decorator.line } };
  const named = (name: string) => read(decoratorOf(flow, name));
  const hooks = flow.decorators.filter(({ name }) => name === 'exit_hook').flatMap((decorator) => read(decorator) ?? []);
  return {
    schedule: scheduleOf(named('schedule')),
    triggers: triggersOf(named('trigger'), named('trigger_on_finish')),
    project: projectOf(named('project')),
    exitHooks: {
      onSuccess: hooks.flatMap((hook) => listOf(hook, 'on_success')),
      onError: hooks.flatMap((hook) => listOf(hook, 'on_error')),
    },
  };
}

/** Daily unless it says otherwise, as in Metaflow. */
function scheduleOf(read: Read | undefined): Schedule | undefined {
  if (read === undefined) return undefined;
  const { attributes } = read.decorator;
  const timezone = textOf(read, 'timezone');
  const cron = textOf(read, 'cron');
  if (cron !== undefined) return { cron: fiveFields(cron), timezone };
  if (attributes.weekly === true) return { cron: '0 0 * * 0', timezone };
  if (attributes.hourly === true) return { cron: '0 * * * *', timezone };
  return attributes.daily === false ? undefined : { cron: '0 0 * * *', timezone };
}

/** AWS's expressions have a sixth field, the year, and say `?` for any day. */
function fiveFields(cron: string): string {
  return cron
    .trim()
    .split(/\s+/)
    .slice(0, 5)
    .map((field) => field.replaceAll('?', '*'))
    .join(' ');
}

function triggersOf(trigger: Read | undefined, onFinish: Read | undefined): Plan['triggers'] {
  return { events: eventsOf(trigger), flows: flowsOf(onFinish), line: (trigger ?? onFinish)?.location.line };
}

function eventsOf(read: Read | undefined): readonly TriggerEvent[] {
  if (read === undefined) return [];
  const { event, events } = read.decorator.attributes;
  const all = [...(event === undefined || event === null ? [] : [event]), ...(Array.isArray(events) ? events : [])];
  return all.map((each) => {
    if (typeof each === 'string') return { name: each, parameters: {} };
    const { name, parameters, namespaced } = membersOf(each);
    const within = namespaced ?? membersOf(name).namespaced;
    if (typeof within === 'string') return { name: within, isNamespaced: true, parameters: parametersOf(parameters) };
    return { name: String(name ?? ''), parameters: parametersOf(parameters) };
  });
}

/** `{parameter: field}`, or a list of names and of (parameter, field). */
function parametersOf(parameters: Json | undefined): Readonly<Record<string, string>> {
  if (!Array.isArray(parameters)) {
    return Object.fromEntries(Object.entries(membersOf(parameters)).map(([name, field]) => [name, String(field)]));
  }
  return Object.fromEntries(
    parameters.map((each: Json) => (Array.isArray(each) ? [String(each[0]), String(each[1])] : [String(each), String(each)])),
  );
}

function flowsOf(read: Read | undefined): readonly TriggerFlow[] {
  if (read === undefined) return [];
  const { flow, flows } = read.decorator.attributes;
  const all = [...(flow === undefined || flow === null ? [] : [flow]), ...(Array.isArray(flows) ? flows : [])];
  return all.map((each) => {
    if (typeof each === 'string') return qualifiedFlow(each);
    const { name, flow: alias, project, project_branch: branch } = membersOf(each);
    return { flow: String(name ?? alias ?? ''), project: textOrNone(project), branch: textOrNone(branch) };
  });
}

/** `Flow`, or `project.branch.Flow`. */
function qualifiedFlow(text: string): TriggerFlow {
  const parts = text.split('.');
  if (parts.length < 3) return { flow: text, project: undefined, branch: undefined };
  return { flow: parts.at(-1) ?? text, project: parts[0], branch: parts.slice(1, -1).join('.') };
}

function projectOf(read: Read | undefined): Plan['project'] {
  if (read === undefined) return undefined;
  return { name: textOf(read, 'name') ?? '', branch: textOf(read, 'branch'), production: read.decorator.attributes.production === true };
}

function membersOf(value: Json | undefined): Readonly<Record<string, Json | undefined>> {
  return isMap(value) ? value : {};
}

function textOrNone(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
