import type { Flow } from '@frazil/core';
import { cliErrors } from '../errors.ts';

/** Which tasks a person means. */
export interface Pathspec {
  /** The latest run when undefined. */
  readonly run: string | undefined;
  /** All steps when undefined. */
  readonly step: string | undefined;
  /** All tasks when undefined. */
  readonly task: string | undefined;
}

/**
 * Reads `STEP`, `STEP/TASK`, `RUN`, `RUN/STEP` and `RUN/STEP/TASK`, each with the flow's name before it or not. The flow's steps
 * decide what a word is. Throws when a step isn't one of the flow's. Pure.
 */
export function parsePathspec(text: string, flow: Flow): Pathspec {
  const words = text.split('/').filter((word) => word !== '');
  const [first, second, ...rest] = words[0] === flow.name ? words.slice(1) : words;
  if (first === undefined || rest.length > 1) throw badPathspec(text);
  if (isStep(flow, first) && rest.length === 0) return { run: undefined, step: first, task: second };
  if (second === undefined && isRunLike(first)) return { run: first, step: undefined, task: undefined };
  if (!isRunLike(first)) throw stepNotFound(flow, first);
  if (second !== undefined && !isStep(flow, second)) throw stepNotFound(flow, second);
  return { run: first, step: second, task: rest[0] };
}

/** Throws when the flow has no such step. */
export function assertStep(flow: Flow, name: string): void {
  if (!isStep(flow, name)) throw stepNotFound(flow, name);
}

function isStep(flow: Flow, name: string): boolean {
  return flow.steps.some((step) => step.name === name);
}

// Ids of runs are digits, or have the engine's name and a hyphen before what it calls them; anything else is a misspelt step.
function isRunLike(word: string): boolean {
  return /^\d|-/.test(word);
}

function stepNotFound(flow: Flow, name: string) {
  return cliErrors.create('cli.step-not-found', { flow: flow.name, name, known: flow.steps.map((step) => step.name) });
}

function badPathspec(text: string) {
  const hint = 'Write STEP, STEP/TASK, RUN, RUN/STEP or RUN/STEP/TASK; without a run, the latest is meant.';
  return cliErrors.create('cli.usage', { message: `${JSON.stringify(text)} doesn't name tasks.`, hint });
}
