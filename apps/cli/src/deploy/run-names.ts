import { runIdOf } from '@frazil/core';

/** What an engine calls a run: people may name it so, or by the id that its records have, `argo-...`. Pure. */
export function engineNameOfRun(engine: string, text: string): string {
  return text.startsWith(`${engine}-`) ? text.slice(engine.length + 1) : text;
}

/** The id that a run's records have, for what an engine calls it. Pure. */
export function idOfRun(engine: string, name: string): string {
  return runIdOf(engine, name);
}
