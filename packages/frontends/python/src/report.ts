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

/** What a flow needs beyond the folder that its file is in. */
export const Additions = z.strictObject({
  /** Modules that its decorators are from: a top-level name, and the folder or file of it, absolute. */
  modules: z.array(z.strictObject({ name: z.string(), path: z.string() })),
  /** Files that its mutators add when it is deployed: a path in the code package, and where it is now, absolute. */
  files: z.array(z.strictObject({ path: z.string(), file: z.string() })),
});
export type Additions = z.infer<typeof Additions>;

/** What the Python side prints: a flow, the path of its Python and what the flow needs besides, or why there is none. */
export const Report = z.union([
  z.strictObject({ flow: Flow, executable: z.string(), additions: z.optional(Additions) }),
  z.strictObject({ problems: z.array(ReadProblem).check(z.minLength(1)) }),
]);
export type Report = z.infer<typeof Report>;
