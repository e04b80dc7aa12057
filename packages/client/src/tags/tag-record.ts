import * as z from 'zod/mini';

/** The tags of a run after one change of them, all of them. The first change has the number 1; nothing is ever replaced. */
export const TagRecord = z.strictObject({ schema: z.literal(1), tags: z.array(z.string()), changed: z.string() });
export type TagRecord = z.infer<typeof TagRecord>;
