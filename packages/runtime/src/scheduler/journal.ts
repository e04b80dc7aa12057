import { hostname } from 'node:os';
import { keys, type Problem } from '@frazil/core';
import { HEARTBEAT_INTERVAL, RunConfigs, type RunRecord, type RunStatus } from '../records/run-record.ts';
import { knownError } from '../supervisor/known-error.ts';
import { graphOf, stepsOf } from './graph.ts';
import type { RunInput } from './run-input.ts';

/** Keeps a run's record up to date while it goes on. */
export interface Journal {
  readonly record: RunRecord;
  /** Writes how it ended. Throws when the store fails. */
  end(status: RunStatus, problem: Problem | undefined): Promise<RunRecord>;
}

/** Begins a run: gives it a name that no other has, and writes its record, from then on every few seconds. */
export async function openJournal(input: JournalInput, parameters: Readonly<Record<string, string>>): Promise<Journal> {
  let record = await claim(input, firstRecord(input, parameters));
  const write = () => input.store.put(keys.run(record.flow, record.run), encode(record));
  let writing = Promise.resolve();
  const timer = setInterval(() => {
    record = { ...record, heartbeat: new Date().toISOString() };
    // A heartbeat that can't be written is no reason to stop; what the tasks write will say.
    writing = writing.then(write).catch(() => undefined);
  }, HEARTBEAT_INTERVAL);
  return {
    get record() {
      return record;
    },
    end: async (status, problem) => {
      clearInterval(timer);
      const now = new Date().toISOString();
      const told = problem && { code: problem.code, message: problem.message, hint: problem.hint };
      record = { ...record, status, heartbeat: now, finished: now, ...(told && { problem: told }) };
      await writing;
      await write();
      return record;
    },
  };
}

type FirstInput = Pick<RunInput, 'plan' | 'origin' | 'triggers' | 'username' | 'tags' | 'systemTags'>;
type JournalInput = FirstInput & Pick<RunInput, 'store'>;

/** The record of a run that begins now, on this machine. */
export function firstRecord(input: FirstInput, parameters: Readonly<Record<string, string>>): RunRecord {
  const { plan, origin, triggers = [], username, tags, systemTags } = input;
  const now = new Date();
  const environments = stepsOf(plan.block).flatMap(({ step, environment }) => (environment ? [[step.name, environment] as const] : []));
  return {
    schema: 1,
    flow: plan.flow,
    run: String(now.getTime() * 1000),
    status: 'running',
    started: now.toISOString(),
    heartbeat: now.toISOString(),
    parameters: { ...parameters },
    ...(Object.keys(plan.configs).length > 0 && { configs: RunConfigs.parse(plan.configs) }),
    ...(origin && { origin: { run: origin.run, ...(origin.from !== undefined && { from: origin.from }) } }),
    ...(triggers.length > 0 && { triggers: [...triggers] }),
    file: plan.file,
    username,
    tags: [...tags],
    systemTags: [...systemTags],
    host: hostname(),
    pid: process.pid,
    environments: Object.fromEntries(environments),
    graph: graphOf(plan),
  };
}

/** Runs are named by their microsecond; two that begin in the same one get different names. */
async function claim(input: JournalInput, first: RunRecord): Promise<RunRecord> {
  try {
    for (let number = Number(first.run); ; number += 1) {
      const record = { ...first, run: String(number) };
      if (await input.store.putIfAbsent(keys.run(record.flow, record.run), encode(record))) return record;
    }
  } catch (error) {
    throw knownError(error, "writing the run's record");
  }
}

function encode(record: RunRecord): Uint8Array {
  return Buffer.from(JSON.stringify(record));
}
