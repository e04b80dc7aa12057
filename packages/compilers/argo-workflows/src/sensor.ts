import { type CompileInput, identityOfTrigger, type Location, type Plan, triggerArguments } from '@frazil/core';
import { argoErrors } from './errors.ts';
import { finishedEvent } from './exit-handler.ts';
import { type Fields, type Manifest, some } from './manifest.ts';
import type { ArgoOptions, EventOptions } from './options.ts';
import { isDemanded } from './parameters.ts';

/** One event that a run waits for, and what it supplies: parameter to field of its payload. */
interface Dependency {
  readonly name: string;
  readonly event: string;
  /** The argument of the run that its whole payload becomes. */
  readonly argument: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The Sensor of a plan with a `@trigger` or `@trigger_on_finish`; undefined without. Pure. Of several events, all must have happened. */
export function sensor({ plan, options }: CompileInput<ArgoOptions>, metadata: Manifest['metadata']): Manifest | undefined {
  const dependencies = dependenciesOf(plan);
  if (dependencies.length === 0) return undefined;
  const { events } = options;
  if (events === undefined) throw argoErrors.create('argo.events-unknown', { flow: plan.flow }, { location: locationOf(plan) });
  assertParameters(plan, dependencies);
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Sensor',
    metadata,
    spec: {
      eventBusName: events.bus,
      template: events.serviceAccount === undefined ? undefined : { serviceAccountName: events.serviceAccount },
      dependencies: dependencies.map((each) => dependencyFields(events, each)),
      triggers: [{ template: { name: 'run', k8s: triggerFields(metadata, dependencies) } }],
    },
  };
}

function locationOf({ file, triggers: { line } }: Plan): Location {
  return { file, ...(line !== undefined && { line }) };
}

function dependenciesOf({ triggers, project }: Plan): readonly Dependency[] {
  const payloads = triggerArguments(triggers);
  const flows = triggers.flows.map((each) => ({ event: finishedEvent(identityOfTrigger(each, project)), parameters: {} }));
  const events = triggers.events.map(({ name, parameters }) => ({ event: name, parameters }));
  return [...events, ...flows].map((each, index) => ({ name: `event-${index}`, argument: payloads[index]?.argument ?? '', ...each }));
}

function dependencyFields({ source, event }: EventOptions, { name, event: wanted }: Dependency): Fields {
  const filters = { data: [{ path: 'body.payload.name', type: 'string', value: [wanted] }] };
  return { name, eventSourceName: source, eventName: event, filters };
}

function triggerFields({ name, namespace, labels, annotations }: Manifest['metadata'], dependencies: readonly Dependency[]): Fields {
  const supplied = dependencies.flatMap((each) => [
    ...Object.entries(each.parameters).map(([parameter, field]) => ({ each, parameter, key: `body.payload.${field}` })),
    { each, parameter: each.argument, key: 'body.payload' },
  ]);
  const parameters = supplied.map(({ each, key }, index) => ({
    src: { dependencyName: each.name, dataKey: key },
    dest: `spec.arguments.parameters.${index}.value`,
  }));
  const placeholders = some(supplied.map(({ parameter }) => ({ name: parameter, value: '' })));
  return {
    operation: 'create',
    parameters: some(parameters),
    source: {
      resource: {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Workflow',
        metadata: { generateName: `${name}-`, namespace, labels, annotations },
        spec: { workflowTemplateRef: { name }, arguments: placeholders && { parameters: placeholders } },
      },
    },
  };
}

function assertParameters(plan: Plan, dependencies: readonly Dependency[]): void {
  const location = locationOf(plan);
  for (const { event, parameters } of dependencies) {
    const unknown = Object.keys(parameters).find((name) => !plan.parameters.some((each) => each.name === name));
    if (unknown !== undefined) throw argoErrors.create('argo.trigger-parameter', { parameter: unknown, event }, { location });
  }
  const supplied = new Set(dependencies.flatMap(({ parameters }) => Object.keys(parameters)));
  const demanded = plan.parameters.find((each) => isDemanded(each) && !supplied.has(each.name));
  if (demanded) throw argoErrors.create('argo.required-parameter', { parameter: demanded.name, by: '@trigger' }, { location });
}
