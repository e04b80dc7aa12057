import { appendFileSync, copyFileSync, writeFileSync } from 'node:fs';

// Stands in for the worker where the engine alone is tested: `hydrate` leaves the program, `task` answers as it was told for its step.
const { FRAZIL_STEP = '', FRAZIL_PATH = '', FRAZIL_ATTEMPT, TEST_ANSWERS = '{}', TEST_JOURNAL = '', TEST_PROGRAM = '' } = process.env;

/** What a step does: how many items it has, the case that each of its tasks chooses in turn, how often it fails before it succeeds. */
interface Answer {
  readonly items?: number;
  /** Whether it is in a foreach itself. */
  readonly isNested?: boolean;
  readonly cases?: readonly string[];
  readonly failures?: number;
}

if (process.argv[2] === 'hydrate') copyFileSync(TEST_PROGRAM, '/frazil/worker');
else runTask(JSON.parse(TEST_ANSWERS)[FRAZIL_STEP] ?? {});

function runTask({ items, isNested = false, cases, failures = 0 }: Answer): void {
  const { FRAZIL_PARAMETERS, FRAZIL_RUN } = process.env;
  appendFileSync(
    TEST_JOURNAL,
    `${JSON.stringify({ step: FRAZIL_STEP, path: FRAZIL_PATH, attempt: FRAZIL_ATTEMPT, run: FRAZIL_RUN, parameters: FRAZIL_PARAMETERS })}\n`,
  );
  if (Number(FRAZIL_ATTEMPT) < failures) process.exit(1);
  const start = isNested ? `${FRAZIL_PATH}-` : '';
  const number = Number(FRAZIL_PATH.split('-').at(-1));
  const result = {
    path: FRAZIL_PATH,
    ...(items !== undefined && { items: Array.from({ length: items }, (_, index) => `${start}${index}`) }),
    ...(cases && { case: cases[number % cases.length] }),
  };
  writeFileSync('/airflow/xcom/return.json', JSON.stringify(result));
}
