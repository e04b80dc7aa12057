import * as z from 'zod/mini';

/** The options of every engine that makes pods, as the parser gives them. */
export const PodOptions = z.object({
  namespace: z.optional(z.string()),
  serviceAccount: z.optional(z.string()),
  secret: z._default(z.array(z.string()), []),
  imagePullSecret: z._default(z.array(z.string()), []),
});
