import * as z from 'zod/mini';
import { material } from '../cache/material.ts';
import { runOrThrow } from '../programs/run-program.ts';
import { bringLocalStack } from './bring-localstack.ts';

/** A request to AWS Batch, with the names that its API has (`jobName`). */
export interface BatchRequest {
  readonly operation: 'RegisterJobDefinition' | 'SubmitJob';
  readonly parameters: unknown;
}

/** What AWS's own model of Batch says against each request: missing, unknown and mistyped parameters. Empty lists when all is well. */
export async function checkBatchShapes(requests: readonly BatchRequest[]): Promise<readonly (readonly string[])[]> {
  const python = await bringLocalStack();
  const output = await runOrThrow(python, [material('python', 'check_batch_shapes.py')], { input: JSON.stringify(requests) });
  return z.array(z.array(z.string())).parse(JSON.parse(output));
}

/**
 * The parameters of a Task state for Batch (`JobName`, `JobName.$`) as the request that Step Functions makes of them; a value that
 * is a path is the path itself. Names of variables and tags stay. Pure.
 */
export function batchParameters(parameters: unknown): unknown {
  if (Array.isArray(parameters)) return parameters.map(batchParameters);
  if (typeof parameters !== 'object' || parameters === null) return parameters;
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => {
      const plain = name.replace(/\.\$$/, '');
      const isOpen = ['Parameters', 'Tags', 'Options'].includes(plain);
      return [plain.charAt(0).toLowerCase() + plain.slice(1), isOpen ? value : batchParameters(value)];
    }),
  );
}
