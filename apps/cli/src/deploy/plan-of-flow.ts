import { type Plan, planFlow, withProject } from '@frazil/core';
import * as z from 'zod/mini';
import type { Invocation } from '../arguments/invocation.ts';
import { flowOf } from '../compose/flow-of.ts';
import { assertWellFormed } from '../compose/read-flow.ts';
import { projectOf } from './project-of.ts';

const WhichOptions = z.object({
  name: z.optional(z.string()),
  branch: z.optional(z.string()),
  production: z.optional(z.boolean()),
});

/** The plan of the flow of a command about what is deployed, for its names, and the name that was chosen. */
export async function planOfFlow(invocation: Invocation): Promise<{ readonly plan: Plan; readonly chosen: string | undefined }> {
  const options = WhichOptions.parse(invocation.options);
  const flow = await flowOf(invocation);
  assertWellFormed(flow);
  const plan = planFlow(flow, { environments: new Map() });
  return { plan: withProject(plan, projectOf(plan.project, options, invocation.settings)), chosen: options.name };
}
