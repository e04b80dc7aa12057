import * as z from 'zod/mini';

/** The options of every `create`, as the parser gives them. */
export const CreateOptions = z.object({
  name: z.optional(z.string()),
  branch: z.optional(z.string()),
  production: z._default(z.boolean(), false),
  tag: z._default(z.array(z.string()), []),
  label: z._default(z.array(z.string()), []),
  env: z._default(z.array(z.string()), []),
  workerImage: z.optional(z.string()),
  image: z.optional(z.string()),
  allowImageTags: z._default(z.boolean(), false),
  sharedStore: z._default(z.boolean(), false),
  packageSuffixes: z.optional(z.string()),
  maxWorkers: z.optional(z.number()),
  workflowTimeout: z.optional(z.number()),
  output: z.optional(z.string()),
  dryRun: z._default(z.boolean(), false),
});
export type CreateOptions = z.infer<typeof CreateOptions>;

/** `NAME=VALUE`, several times, as an object; the last of a name counts. Pure. */
export function pairsOf(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
