import type { Event, Reporter } from '@frazil/core';
import { createProgress, type Progress, progressLines } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** Prints the events of packages: notes as lines, progress as live lines, everything as JSON lines when asked. */
export function createReporter(terminal: Terminal): Reporter {
  const progress = createProgress();
  const warned = new Set<string>();
  return {
    report(event) {
      if (terminal.isJson) terminal.json(event);
      else if (event.kind === 'progress') showProgress(event, progress, terminal);
      else if (event.level === 'info') terminal.say(event.message);
      else if (!warned.has(event.message)) {
        warned.add(event.message);
        terminal.complain(`${terminal.style.yellow('warning:')} ${event.message}`);
      }
    },
  };
}

const BEGINNINGS: Readonly<Record<Extract<Event, { kind: 'progress' }>['phase'], string>> = {
  resolve: 'Resolving packages …',
  interpreter: 'Preparing Python …',
  fetch: 'Fetching packages …',
  pack: 'Making layers …',
  verify: 'Checking that the packages import …',
  hydrate: 'Hydrating …',
};

function showProgress(event: Extract<Event, { kind: 'progress' }>, progress: Progress, terminal: Terminal): void {
  const isNew = progress.update(event);
  if (terminal.isLive) terminal.show(() => progressLines(progress, terminal.style));
  else if (isNew) terminal.say(BEGINNINGS[event.phase]);
}
