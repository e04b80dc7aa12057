import { gunzipSync } from 'node:zlib';
import * as z from 'zod/mini';

const text = z.optional(z.string());

const Node = z.object({
  type: z.string(),
  phase: text,
  message: text,
  inputs: z.optional(z.object({ parameters: z.optional(z.array(z.object({ name: z.string(), value: text }))) })),
  outputs: z.optional(z.object({ exitCode: text })),
});
const Nodes = z.record(z.string(), Node);

const Workflow = z.object({
  metadata: z.object({ name: z.string(), creationTimestamp: z.string() }),
  spec: z.object({
    workflowTemplateRef: z.optional(z.object({ name: z.string() })),
    suspend: z.optional(z.boolean()),
    shutdown: text,
  }),
  status: z._default(
    z.object({
      phase: text,
      message: text,
      progress: text,
      startedAt: z.optional(z.nullable(z.string())),
      finishedAt: z.optional(z.nullable(z.string())),
      nodes: z.optional(Nodes),
      compressedNodes: text,
    }),
    {},
  ),
});
type Workflow = z.infer<typeof Workflow>;

/** How a run is. */
export type RunStatus = 'pending' | 'running' | 'suspended' | 'done' | 'failed' | 'terminated';

/** A run of a deployed flow. */
export interface Run {
  readonly run: string;
  readonly template: string | undefined;
  readonly status: RunStatus;
  readonly created: string;
  readonly started: string | undefined;
  readonly finished: string | undefined;
  readonly message: string | undefined;
}

/** A task of a run, as Argo sees it; of several attempts each is one. */
export interface RunTask {
  readonly step: string;
  readonly path: string;
  readonly phase: string;
  readonly message: string | undefined;
  readonly exitCode: number | undefined;
}

/** A run with its tasks. */
export interface RunDetails extends Run {
  readonly tasks: readonly RunTask[];
}

/** A run of what the API says of a Workflow. Pure. */
export function runOf(value: unknown): Run {
  return summaryOf(z.parse(Workflow, value));
}

/** A run with all its tasks, also of a status that Argo compressed. Pure. */
export function runDetailsOf(value: unknown): RunDetails {
  const workflow = z.parse(Workflow, value);
  const { nodes = {}, compressedNodes } = workflow.status;
  const all = compressedNodes ? z.parse(Nodes, JSON.parse(gunzipSync(Buffer.from(compressedNodes, 'base64')).toString())) : nodes;
  return { ...summaryOf(workflow), tasks: Object.values(all).flatMap(taskOf) };
}

function summaryOf({ metadata, spec, status }: Workflow): Run {
  return {
    run: metadata.name,
    template: spec.workflowTemplateRef?.name,
    status: statusOf(spec, status.phase),
    created: metadata.creationTimestamp,
    started: status.startedAt ?? undefined,
    finished: status.finishedAt ?? undefined,
    message: status.message || undefined,
  };
}

function statusOf(spec: Workflow['spec'], phase: string | undefined): RunStatus {
  if (phase === 'Succeeded') return 'done';
  if (phase === 'Failed' || phase === 'Error') return spec.shutdown === undefined ? 'failed' : 'terminated';
  if (spec.suspend) return 'suspended';
  return phase === 'Running' ? 'running' : 'pending';
}

function taskOf({ type, phase, message, inputs, outputs }: z.infer<typeof Node>): readonly RunTask[] {
  const given = new Map(inputs?.parameters?.map(({ name, value }) => [name, value]));
  const [step, path] = [given.get('step'), given.get('path')];
  if (type !== 'Pod' || step === undefined || path === undefined) return [];
  const exitCode = outputs?.exitCode === undefined ? undefined : Number(outputs.exitCode);
  return [{ step, path, phase: phase ?? 'Pending', message: message || undefined, exitCode }];
}
