const JOBS = /^arn:[\w-]+:states:[\w-]*:[\w-]*:(?:batch:submitJob|ecs:runTask)(?:\.sync)?$/;

/**
 * A definition in which each state that submits a job to Batch or ECS asks an activity instead, which gets `{state, parameters}`.
 * Whatever else a state says (retries, catches, paths) stays. Pure.
 */
export function swapJobs(definition: unknown, activity: string): unknown {
  if (Array.isArray(definition)) return definition.map((item) => swapJobs(item, activity));
  if (!isObject(definition)) return definition;
  return Object.fromEntries(
    Object.entries(definition).map(([key, value]) => {
      if (key !== 'States' || !isObject(value)) return [key, swapJobs(value, activity)];
      return [key, Object.fromEntries(Object.entries(value).map(([name, state]) => [name, swapState(name, state, activity)]))];
    }),
  );
}

function swapState(name: string, state: unknown, activity: string): unknown {
  if (!isObject(state) || typeof state.Resource !== 'string' || !JOBS.test(state.Resource)) return swapJobs(state, activity);
  const { Parameters: parameters } = state;
  const given = parameters === undefined ? { 'parameters.$': '$' } : { parameters };
  return { ...state, Resource: activity, Parameters: { state: name, ...given } };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
