import { setTimeout } from 'node:timers/promises';
import * as z from 'zod/mini';

/** What is asked of a running Airflow. */
export interface DagRunsApi {
  /** Whether a part of Airflow works: metadatabase, scheduler, dag_processor. */
  isHealthy(part: string): Promise<boolean>;
  /** Starts a run of a DAG as soon as Airflow has read its file. Throws after two minutes. */
  start(dagId: string, runId: string, conf: unknown): Promise<void>;
  /** The state of a run: queued, running, success or failed. */
  state(dagId: string, runId: string): Promise<string>;
}

const Health = z.record(z.string(), z.nullable(z.object({ status: z.nullable(z.string()) })));
const Token = z.object({ access_token: z.string() });
const DagRun = z.object({ state: z.string() });

const PATIENCE = 120_000;
const PAUSE = 500;

/** The API of an Airflow 3 that takes everybody for its administrator. */
export function dagRunsApi(endpoint: string): DagRunsApi {
  let token: Promise<string> | undefined;
  const ask = async (path: string, body?: unknown): Promise<Response> => {
    token ??= fetch(`${endpoint}/auth/token`).then(async (response) => Token.parse(await response.json()).access_token);
    const headers = { authorization: `Bearer ${await token}`, 'content-type': 'application/json' };
    return await fetch(`${endpoint}/api/v2/dags/${path}`, {
      headers,
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
  };
  // A DAG is unknown until its file is read, and SQLite is busy now and then.
  const askUntil = async (isAnswer: (status: number) => boolean, path: string, body?: unknown): Promise<Response> => {
    for (const until = Date.now() + PATIENCE; ; await setTimeout(PAUSE)) {
      const response = await ask(path, body);
      if (isAnswer(response.status)) return response;
      const reason = await response.text();
      if (Date.now() > until) throw new Error(`${path}: ${response.status} ${reason}`);
    }
  };
  return {
    isHealthy: async (part) => {
      const response = await fetch(`${endpoint}/api/v2/monitor/health`);
      return Health.parse(await response.json())[part]?.status === 'healthy';
    },
    start: async (dagId, runId, conf) => {
      const isStarted = (status: number) => status === 200 || status === 409;
      await askUntil(isStarted, `${dagId}/dagRuns`, { dag_run_id: runId, logical_date: null, conf });
    },
    state: async (dagId, runId) => {
      const response = await askUntil((status) => status === 200, `${dagId}/dagRuns/${encodeURIComponent(runId)}`);
      return DagRun.parse(await response.json()).state;
    },
  };
}
