import type { Decorator, Flow, Step } from '../flow/flow.ts';
import { planErrors } from './errors.ts';
import type { RetryPolicy } from './plan.ts';
import { decoratorOf } from './read-decorator.ts';

/** How often a step is tried again, from its `@retry`; never without one. Pure. Throws for numbers that make no sense. */
export function retryOf(flow: Flow, step: Step): RetryPolicy {
  const retry = decoratorOf(step, 'retry');
  if (retry === undefined) return { times: 0, minutesBetweenRetries: 0 };
  const times = numberOf(flow, step, retry, 'times', 3);
  if (!Number.isInteger(times)) throw invalid(flow, step, retry, 'times is not a whole number');
  return { times, minutesBetweenRetries: numberOf(flow, step, retry, 'minutes_between_retries', 2) };
}

/** How many seconds an attempt of a step may take, from its `@timeout`; undefined for no limit. Pure. Throws as above. */
export function timeoutOf(flow: Flow, step: Step): number | undefined {
  const timeout = decoratorOf(step, 'timeout');
  if (timeout === undefined) return undefined;
  const [seconds, minutes, hours] = ['seconds', 'minutes', 'hours'].map((unit) => numberOf(flow, step, timeout, unit, 0));
  return (seconds ?? 0) + 60 * (minutes ?? 0) + 3600 * (hours ?? 0) || undefined;
}

function numberOf(flow: Flow, step: Step, decorator: Decorator, attribute: string, absent: number): number {
  const written = decorator.attributes[attribute] ?? absent;
  // Also as texts, as Metaflow takes them.
  const value = typeof written === 'string' && written.trim() !== '' ? Number(written) : written;
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  throw invalid(flow, step, decorator, `${attribute} is ${JSON.stringify(value)}`);
}

function invalid(flow: Flow, step: Step, decorator: Decorator, reason: string) {
  const location = { file: step.file || flow.file, line: decorator.line };
  return planErrors.create('plan.decorator-invalid', { step: step.name, decorator: decorator.name, reason }, { location });
}
