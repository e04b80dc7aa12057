import type { Event, Phase } from '@frazil/core';
import { formatBytes, formatSeconds } from './format.ts';
import type { Style } from './style.ts';

type ProgressEvent = Extract<Event, { kind: 'progress' }>;

/** How far the work of each phase is. */
export interface Progress {
  /** Takes an event; true when it is the first of its phase. */
  update(event: ProgressEvent): boolean;
  /** The phases with work going on, in the order in which they began. */
  phases(): readonly PhaseProgress[];
}

/** One phase: the latest of each item. */
export interface PhaseProgress {
  readonly phase: Phase;
  readonly since: number;
  readonly items: ReadonlyMap<string, ProgressEvent>;
}

/** Starts with nothing. `now` is in milliseconds. */
export function createProgress(now: () => number = Date.now): Progress {
  const phases = new Map<Phase, { readonly phase: Phase; since: number; readonly items: Map<string, ProgressEvent> }>();
  return {
    update(event) {
      const known = phases.get(event.phase);
      const { items } = known ?? { items: new Map<string, ProgressEvent>() };
      items.set(event.item, event);
      if (known === undefined) phases.set(event.phase, { phase: event.phase, since: now(), items });
      return known === undefined;
    },
    phases: () => [...phases.values()].filter(({ items }) => [...items.values()].some((item) => !isFinished(item))),
  };
}

const LABELS: Readonly<Record<Phase, string>> = {
  resolve: 'Resolving',
  interpreter: 'Python',
  fetch: 'Fetching',
  pack: 'Packing',
  verify: 'Checking',
  hydrate: 'Hydrating',
};

/** A line per phase that is at work. Pure but for the clock. */
export function progressLines(progress: Progress, style: Style, now: number = Date.now()): readonly string[] {
  return progress.phases().map((phase) => {
    const active = [...phase.items.values()].filter((item) => !isFinished(item)).map(({ item }) => item);
    const elapsed = formatSeconds((now - phase.since) / 1000);
    return `${style.cyan(LABELS[phase.phase].padEnd(10))} ${amountOf(phase)}  ${style.dim(`${elapsed}  ${active.join(', ')}`)}`;
  });
}

function amountOf({ items }: PhaseProgress): string {
  const all = [...items.values()];
  const finished = all.filter(isFinished).length;
  const counts = all.length > 1 ? [`${finished} of ${all.length}`] : [];
  const sized = all.filter(({ unit }) => unit === 'bytes');
  const total = sum(sized.map((item) => item.total ?? item.done));
  if (total > 0) counts.push(`${formatBytes(sum(sized.map(({ done }) => done)))} of ${formatBytes(total)}`);
  const [only] = all;
  if (all.length === 1 && only?.unit === 'items' && (only.total ?? 0) > 1) counts.push(`${only.done} of ${only.total}`);
  return counts.join(', ');
}

function isFinished({ done, total }: ProgressEvent): boolean {
  return total !== undefined && done >= total;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
