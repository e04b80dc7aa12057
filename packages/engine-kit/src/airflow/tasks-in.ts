import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';

const Rows = z.array(z.object({ task_id: z.string(), map_index: z.number(), state: z.nullable(z.string()), try_number: z.number() }));

/** How a run of a DAG went. */
export interface DagTest {
  /** 0 when the run succeeded. */
  readonly exitCode: number | null;
  /** All that Airflow and the tasks said. */
  readonly log: string;
  /** The task instances; `index` is -1 for a task that is not mapped. */
  readonly tasks: readonly { readonly id: string; readonly index: number; readonly state: string | undefined; readonly tries: number }[];
}

/** The task instances in an Airflow's database, in order: those of one run when its id is given. */
export function tasksIn(path: string, runId?: string): DagTest['tasks'] {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const select = 'select task_id, map_index, state, try_number from task_instance where ?1 is null or run_id = ?1';
    const rows = Rows.parse(database.prepare(select).all(runId ?? null));
    const tasks = rows.map((row) => ({ id: row.task_id, index: row.map_index, state: row.state ?? undefined, tries: row.try_number }));
    return tasks.sort((a, b) => a.id.localeCompare(b.id) || a.index - b.index);
  } finally {
    database.close();
  }
}
