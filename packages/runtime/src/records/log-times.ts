import * as z from 'zod/mini';

const StreamTimes = z.array(z.tuple([z.number(), z.number()]));

/** When logs were seen to be so long: pairs of a size in bytes and milliseconds since the attempt began, both growing. */
export const LogTimes = z.strictObject({ stdout: z.optional(StreamTimes), stderr: z.optional(StreamTimes) });
export type LogTimes = z.infer<typeof LogTimes>;
