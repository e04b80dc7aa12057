import type { Plan } from '@frazil/core';
import { argoErrors } from './errors.ts';
import { tasksOf } from './tasks-of.ts';

/** Throws for what a flow asks for and Argo hasn't got. Pure. */
export function checkPlan(plan: Plan): void {
  for (const { step, kubernetes, batch } of tasksOf(plan)) {
    const location = { file: step.file, line: step.line };
    if (batch && !kubernetes) throw argoErrors.create('argo.batch-unsupported', { step: step.name }, { location });
  }
}
