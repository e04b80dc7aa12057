import { Flow } from '@frazil/core';
import * as z from 'zod/mini';

const place = { file: z.string(), line: z.nullable(z.number()) } as const;

/** One thing wrong with a file, as the Python side says it. */
export const ReadProblem = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('unreadable-file'), ...place, details: z.strictObject({ reason: z.string() }) }),
    z.strictObject({ kind: z.literal('syntax-error'), ...place, details: z.strictObject({ reason: z.string(), text: z.string() }) }),
    z.strictObject({ kind: z.literal('raised'), ...place, details: z.strictObject({ type: z.string(), message: z.string() }) }),
    z.strictObject({ kind: z.literal('unsupported-name'), ...place, details: z.strictObject({ name: z.string(), advice: z.string() }) }),
    z.strictObject({ kind: z.literal('no-flow'), ...place, details: z.strictObject({}) }),
    z.strictObject({ kind: z.literal('several-flows'), ...place, details: z.strictObject({ names: z.array(z.string()) }) }),
    z.strictObject({
      kind: z.literal('bad-decorator'),
      ...place,
      details: z.strictObject({ spec: z.string(), reason: z.string(), nearest: z.nullable(z.string()) }),
    }),
    z.strictObject({ kind: z.literal('bad-config'), ...place, details: z.strictObject({ name: z.string(), reason: z.string() }) }),
    z.strictObject({ kind: z.literal('bad-default'), ...place, details: z.strictObject({ reason: z.string() }) }),
    z.strictObject({
      kind: z.literal('unknowable-attribute'),
      ...place,
      details: z.strictObject({ decorator: z.string(), attribute: z.string(), value: z.string() }),
    }),
  ]),
);
export type ReadProblem = z.infer<typeof ReadProblem>;

/** What the Python side prints: a flow and the path of its Python, or why there is none. */
export const Report = z.union([
  z.strictObject({ flow: Flow, executable: z.string() }),
  z.strictObject({ problems: z.array(ReadProblem).check(z.minLength(1)) }),
]);
export type Report = z.infer<typeof Report>;
