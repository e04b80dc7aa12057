import * as z from 'zod/mini';

/** What a worker gave up for. */
export interface WorkerComplaint {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** A line of a pod's log: of the step, or the worker's own. */
export type WorkerLine =
  | { readonly kind: 'step'; readonly stream: 'stdout' | 'stderr'; readonly line: string }
  | { readonly kind: 'complaint'; readonly complaint: WorkerComplaint }
  | { readonly kind: 'other' };

const StepLine = z.object({ stream: z.enum(['stdout', 'stderr']), line: z.string() });
const Complaint = z.object({
  source: z.literal('frazil-worker'),
  level: z.literal('error'),
  message: z.string(),
  code: z.string(),
  hint: z.string(),
});

/** Reads a line that a worker wrote whose log is tagged. Pure. */
export function workerLine(text: string): WorkerLine {
  const value = parsed(text);
  const step = z.safeParse(StepLine, value);
  if (step.success) return { kind: 'step', ...step.data };
  const told = z.safeParse(Complaint, value);
  if (!told.success) return { kind: 'other' };
  const { code, message, hint } = told.data;
  return { kind: 'complaint', complaint: { code, message, hint } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
