import { appendFileSync, copyFileSync, writeFileSync } from 'node:fs';

// Stands in for the worker where the engine alone is tested: `hydrate` leaves the program, `task` answers as it was told for its step.
const { FRAZIL_STEP = '', FRAZIL_PATH = '', FRAZIL_ATTEMPT, TEST_ANSWERS = '{}', TEST_JOURNAL = '', TEST_PROGRAM = '' } = process.env;

/** What a step does: how many items it has, the case that each of its tasks chooses in turn, how its attempts end that don't succeed. */
interface Answer {
  readonly items?: number;
  /** Whether it is in a foreach itself. */
  readonly isNested?: boolean;
  readonly cases?: readonly string[];
  readonly exits?: readonly number[];
  /** What its `hydrate` exits with. */
  readonly hydrate?: number;
}

const answer: Answer = JSON.parse(TEST_ANSWERS)[FRAZIL_STEP] ?? {};
if (process.argv[2] !== 'hydrate') runTask(answer);
else if (answer.hydrate === undefined) copyFileSync(TEST_PROGRAM, '/frazil/worker');
else process.exit(answer.hydrate);

function runTask({ items, isNested = false, cases, exits = [] }: Answer): void {
  const { FRAZIL_PARAMETERS, FRAZIL_RUN } = process.env;
  appendFileSync(
    TEST_JOURNAL,
    `${JSON.stringify({ step: FRAZIL_STEP, path: FRAZIL_PATH, attempt: FRAZIL_ATTEMPT, run: FRAZIL_RUN, parameters: FRAZIL_PARAMETERS })}\n`,
  );
  const exit = exits[Number(FRAZIL_ATTEMPT)] ?? 0;
  if (exit !== 0) process.exit(exit);
  const start = isNested ? `${FRAZIL_PATH}-` : '';
  const number = Number(FRAZIL_PATH.split('-').at(-1));
  const result = {
    path: FRAZIL_PATH,
    ...(items !== undefined && { items: Array.from({ length: items }, (_, index) => `${start}${index}`) }),
    ...(cases && { case: cases[number % cases.length] }),
  };
  writeFileSync('/airflow/xcom/return.json', JSON.stringify(result));
}
