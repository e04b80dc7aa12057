import { Digest, TriggeringEvent } from '@frazil/core';
import * as z from 'zod/mini';

/** How a run stands. A run whose supervisor died goes on saying `running`; {@link statusOfRun} knows better. */
export const RunStatus = z.enum(['running', 'done', 'failed', 'interrupted']);
export type RunStatus = z.infer<typeof RunStatus>;

/** Values of configurations by name. */
export const RunConfigs = z.record(z.string(), z.json());

/** One run of a flow, replaced as the run goes on. Times are ISO 8601 in UTC. */
export const RunRecord = z.strictObject({
  schema: z.literal(1),
  flow: z.string(),
  run: z.string(),
  status: RunStatus,
  started: z.string(),
  finished: z.optional(z.string()),
  /** When the run was last known to go on. */
  heartbeat: z.string(),
  /** The parameters as text, as the command line gave them; those that took their default are absent. */
  parameters: z.record(z.string(), z.string()),
  /** The values of the flow's configurations, by name; absent when it has none. */
  configs: z.optional(RunConfigs),
  /** The run that this one resumes, and the step it was told to run again from. */
  origin: z.optional(z.strictObject({ run: z.string(), from: z.optional(z.string()) })),
  /** What started it; absent when nothing but a person, a program or a clock did. */
  triggers: z.optional(z.array(TriggeringEvent)),
  /** The engine that runs it; absent for a run of this tool's own, whose heartbeat then says whether it goes on. */
  engine: z.optional(z.string()),
  /** The code package of its deployment, and the flow's file in it; absent when it ran from a folder. */
  code: z.optional(z.strictObject({ digest: Digest, file: z.string() })),
  /** The flow's file, as whoever ran it named it; absent when it was recorded before it was kept. */
  file: z.optional(z.string()),
  username: z.string(),
  tags: z.array(z.string()),
  systemTags: z.array(z.string()),
  /** The machine and the process that run it. */
  host: z.string(),
  pid: z.number(),
  /** The frozen environment of each step that has one. */
  environments: z.record(z.string(), Digest),
  /** The steps, each with the steps that it goes to: what a resume is compared with. */
  graph: z.record(z.string(), z.array(z.string())),
  /** Why it failed. */
  problem: z.optional(z.strictObject({ code: z.string(), message: z.string(), hint: z.string() })),
});
export type RunRecord = z.infer<typeof RunRecord>;

/** Milliseconds between two heartbeats of a run. */
export const HEARTBEAT_INTERVAL = 10_000;

const STALE_AFTER = 6 * HEARTBEAT_INTERVAL;

/** How a run stands at a moment: one that says `running` but has no fresh heartbeat was interrupted, unless its engine runs it. Pure. */
export function statusOfRun(record: RunRecord, now: Date): RunStatus {
  if (record.status !== 'running' || record.engine !== undefined) return record.status;
  return now.getTime() - Date.parse(record.heartbeat) > STALE_AFTER ? 'interrupted' : 'running';
}
