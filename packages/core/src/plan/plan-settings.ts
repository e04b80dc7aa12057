import type { Digest } from '../digest.ts';

/** What a flow is planned with, beside what its file says. */
export interface PlanSettings {
  /** The frozen environment of each step; steps that aren't in it run in the Python of the machine. */
  readonly environments: ReadonlyMap<string, Digest>;
}
