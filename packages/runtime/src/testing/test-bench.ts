import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planFlow, type Store } from '@frazil/core';
import { createProcessLauncher } from '@frazil/launcher-process';
import { sdkDirectory } from '@frazil/python-sdk';
import { createFolderStore } from '@frazil/store-folder';
import type { RunEvent } from '../scheduler/run-event.ts';
import type { RunInput, RunResult } from '../scheduler/run-input.ts';
import { runPlan } from '../scheduler/run-plan.ts';
import { type TestStep, testFlow } from './test-flow.ts';
import { testPython } from './test-python.ts';

/** A folder with a store, where flows of tests are run with the real SDK. */
export interface TestBench {
  readonly folder: string;
  readonly store: Store;
  /** What happened in the last run. */
  readonly events: RunEvent[];
  /** Runs a flow; `onEvent` sees everything at once. */
  run(steps: Readonly<Record<string, TestStep>>, changes?: Partial<RunInput>, control?: Control): Promise<RunResult>;
  /** What a run of a flow needs; its file is written. */
  inputOf(written: WrittenFlow): RunInput;
  /** Runs a flow that is written already. */
  runFlow(written: WrittenFlow, changes?: Partial<RunInput>, control?: Control): Promise<RunResult>;
  /** What tasks wrote to standard output in the last run. */
  output(): string[];
  /** What is left in the scratch folder. */
  leftovers(): string[];
  [Symbol.dispose](): void;
}

/** A flow, and its file. */
type WrittenFlow = ReturnType<typeof testFlow>;

/** How a test meddles with a run. */
export interface Control {
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
}

/** Makes a bench in a folder of its own. */
export function createTestBench(): TestBench {
  const folder = mkdtempSync(join(tmpdir(), 'frazil-runtime-'));
  const store = createFolderStore(join(folder, 'store'));
  const events: RunEvent[] = [];
  const file = join(folder, 'flow.py');
  const scratch = join(folder, 'scratch');
  const bench: TestBench = {
    folder,
    store,
    events,
    run: (steps, changes, control) => bench.runFlow(testFlow(steps), changes, control),
    inputOf: ({ flow, source }) => {
      writeFileSync(file, source);
      return {
        plan: planFlow(flow, { environments: new Map() }),
        store,
        launcher: createProcessLauncher(),
        file,
        sdk: sdkDirectory(),
        scratch,
        directory: folder,
        stepPython: () => ({ python: testPython, variables: {} }),
        variables: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' },
        parameters: {},
        username: 'ada',
        tags: [],
        systemTags: [],
        maxWorkers: 4,
      };
    },
    runFlow: (written, changes = {}, control = {}) => {
      events.length = 0;
      const input: RunInput = { ...bench.inputOf(written), ...changes };
      const report = (event: RunEvent): void => {
        events.push(event);
        control.onEvent?.(event);
      };
      return runPlan(input, { report }, control.signal ?? new AbortController().signal);
    },
    output: () => events.flatMap((event) => (event.kind === 'task-log' && event.stream === 'stdout' ? [event.line] : [])),
    leftovers: () => readdirSync(scratch),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
  return bench;
}
