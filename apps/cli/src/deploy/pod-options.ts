import * as z from 'zod/mini';

/** Names as an option or a variable gives them: several times, or with commas between. */
const Names = z._default(
  z.pipe(
    z.array(z.string()),
    z.transform((lists) => lists.flatMap(namesIn)),
  ),
  [],
);

/** The options of every engine that makes pods, as the parser gives them. */
export const PodOptions = z.object({
  namespace: z.optional(z.string()),
  serviceAccount: z.optional(z.string()),
  secret: Names,
  imagePullSecret: Names,
});

/** The names of a list with commas between. Pure. */
export function namesIn(list = ''): readonly string[] {
  return list.split(',').flatMap((name) => name.trim() || []);
}
