import { Digest } from '@frazil/core';
import * as z from 'zod/mini';

const run = { flow: z.string(), run: z.string() };
const step = { ...run, step: z.string() };
const task = { ...step, task: z.string() };
const log = { ...task, stream: z.enum(['stdout', 'stderr']), attempt: z.optional(z.number()) };

const missing = z.enum(['skip', 'fail']);
const range = z.union([z.object({ offset: z.number(), length: z.optional(z.number()) }), z.object({ last: z.number() })]);
const wanted = z.object({ url: z.string(), path: z.string(), range: z.optional(range) });
const given = z.object({
  ...{ url: z.string(), path: z.string(), contentType: z.optional(z.string()), encryption: z.optional(z.string()) },
  metadata: z.optional(z.record(z.string(), z.string())),
});

/** What the client of another language asks, one JSON object a line. */
export const Request = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('store') }),
  z.object({ ask: z.literal('flows') }),
  z.object({ ask: z.literal('runs'), flow: z.string() }),
  z.object({ ask: z.literal('run'), ...run }),
  z.object({ ask: z.literal('steps'), ...run }),
  z.object({ ask: z.literal('tasks'), ...step }),
  z.object({ ask: z.literal('task'), ...task }),
  z.object({ ask: z.literal('attempts'), ...task }),
  z.object({ ask: z.literal('log'), ...log }),
  /** The lines of it, with their times. */
  z.object({ ask: z.literal('log-lines'), ...log }),
  z.object({ ask: z.literal('cards'), ...task }),
  /** The HTML of a card. */
  z.object({ ask: z.literal('card'), ...task, id: z.string() }),
  /** The file of an artifact on this machine. */
  z.object({ ask: z.literal('artifact'), digest: Digest }),
  /** The file of a run's code package on this machine: a tar. */
  z.object({ ask: z.literal('code'), ...run }),
  z.object({ ask: z.literal('change-tags'), ...run, add: z.array(z.string()), remove: z.array(z.string()) }),
  /** Objects in buckets. */
  z.object({ ask: z.literal('s3-list'), prefixes: z.array(z.string()), isDeep: z.boolean() }),
  z.object({ ask: z.literal('s3-describe'), urls: z.array(z.string()), missing }),
  z.object({ ask: z.literal('s3-get'), objects: z.array(wanted), missing }),
  z.object({ ask: z.literal('s3-put'), objects: z.array(given), replace: z.boolean() }),
  /** More of an answer that is a list. */
  z.object({ ask: z.literal('more'), cursor: z.number() }),
  z.object({ ask: z.literal('close'), cursor: z.number() }),
]);
export type Request = z.infer<typeof Request>;

/** What comes with a request: its answer has the same number. */
export const Envelope = z.object({ number: z.number() });
