import type { RunEvent } from '@frazil/runtime';
import { formatSeconds } from './format.ts';
import type { Style } from './style.ts';

/** How far a run is: its steps, in the order of the flow, with the counts of their tasks. */
export interface RunProgress {
  readonly steps: ReadonlyMap<string, StepProgress>;
  /** Whether the run has begun and not ended. */
  readonly isRunning: boolean;
  update(event: RunEvent): void;
}

/** The tasks of a step. */
export interface StepProgress {
  /** Tasks at work, with when each began. */
  readonly running: Map<string, number>;
  done: number;
  cloned: number;
  failed: number;
  /** Tasks that were ended, as the run was stopped. */
  stopped: number;
  retried: number;
  /** Seconds of the longest task that ended. */
  longest: number;
}

/** Starts before the run. `now` is in milliseconds. */
export function createRunProgress(steps: readonly string[], now: () => number = Date.now): RunProgress {
  const known = new Map(steps.map((step) => [step, emptyStep()]));
  const progress = {
    steps: known,
    isRunning: false,
    update(event: RunEvent) {
      if (event.kind === 'run-started') progress.isRunning = true;
      if (event.kind === 'run-finished') progress.isRunning = false;
      if (!('step' in event)) return;
      const step = known.get(event.step) ?? emptyStep();
      known.set(event.step, step);
      updateStep(step, event, now());
    },
  };
  return progress;
}

/** What may be shown of a run: all its steps, now, when nothing else is said. */
export interface RunLinesOptions {
  readonly most?: number;
  readonly now?: number;
}

/** A line per step, with what its tasks do; where there are more than `most`, those about the last one at work. Pure but for the clock. */
export function runLines({ steps }: RunProgress, style: Style, options: RunLinesOptions = {}): readonly string[] {
  const { most = steps.size, now = Date.now() } = options;
  const width = Math.max(...[...steps.keys()].map((name) => name.length));
  const atWork = [...steps.values()].findLastIndex(({ running }) => running.size > 0);
  // One line more than that, to see what comes next.
  const first = Math.max(0, Math.min(atWork + 2, steps.size) - most);
  return [...steps]
    .slice(first, first + most)
    .map(([name, step]) => `${markOf(step, style)} ${name.padEnd(width)}  ${style.dim(factsOf(step, now).join(', '))}`);
}

function emptyStep(): StepProgress {
  return { running: new Map(), done: 0, cloned: 0, failed: 0, stopped: 0, retried: 0, longest: 0 };
}

function updateStep(step: StepProgress, event: Extract<RunEvent, { step: string }>, now: number): void {
  if (event.kind === 'task-started') step.running.set(event.task, now);
  if (event.kind === 'task-cloned') step.cloned += 1;
  if (event.kind === 'task-retried') step.retried += 1;
  if (event.kind !== 'task-finished' && event.kind !== 'attempt-failed') return;
  step.running.delete(event.task);
  step.longest = Math.max(step.longest, event.seconds);
  if (event.kind === 'task-finished') step.done += 1;
  else if (event.end.kind === 'interrupted') step.stopped += 1;
  else if (event.final) step.failed += 1;
}

function markOf(step: StepProgress, style: Style): string {
  if (step.failed > 0) return style.red('✗');
  if (step.running.size > 0) return style.cyan('●');
  if (step.stopped > 0) return style.yellow('■');
  return step.done + step.cloned > 0 ? style.green('✓') : ' ';
}

function factsOf(step: StepProgress, now: number): readonly string[] {
  const facts: string[] = [];
  const { running, done, cloned, failed, stopped, retried, longest } = step;
  if (running.size > 0) facts.push(`${running.size} running for ${formatSeconds((now - Math.min(...running.values())) / 1000)}`);
  if (done > 0) facts.push(`${done} done ${done === 1 ? 'in' : 'in at most'} ${formatSeconds(longest)}`);
  if (cloned > 0) facts.push(`${cloned} taken over`);
  if (retried > 0) facts.push(`${retried} tried again`);
  if (stopped > 0) facts.push(`${stopped} stopped`);
  if (failed > 0) facts.push(`${failed} failed`);
  return facts;
}
