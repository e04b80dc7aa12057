import * as z from 'zod/mini';
import type { Triggers } from '../plan/settings.ts';

/** What started a run: an event, or the run of another flow that was done. */
export const TriggeringEvent = z.lazy(() =>
  z.strictObject({
    type: z.enum(['event', 'run']),
    /** The event's name. */
    name: z.string(),
    /** What tells it from others of its name; of a run `flow/run`. Absent when the event says none. */
    id: z.optional(z.string()),
    /** When it happened, in seconds since 1970. Absent when the event doesn't say. */
    timestamp: z.optional(z.number()),
  }),
);
export type TriggeringEvent = z.infer<typeof TriggeringEvent>;

/** The argument by which an engine hands over the payload of an event that a run waited for. */
export interface TriggerArgument {
  /** What the argument is called, beside the flow's parameters. */
  readonly argument: string;
  readonly type: TriggeringEvent['type'];
}

/** The arguments for the events of a flow, in the order of its `@trigger` and then its `@trigger_on_finish`. Pure. */
export function triggerArguments({ events, flows }: Triggers): readonly TriggerArgument[] {
  const types = [...events.map(() => 'event' as const), ...flows.map(() => 'run' as const)];
  return types.map((type, index) => ({ argument: `frazil-trigger-${index}`, type }));
}

/**
 * Reads the event out of the payload that an engine handed over, as JSON; undefined when there was none. A payload is whatever
 * its sender made: what of it isn't as it should be is left out. Pure.
 */
export function triggeringEvent(type: TriggeringEvent['type'], payload: string): TriggeringEvent | undefined {
  const given = Payload.safeParse(parse(payload));
  if (!given.success) return undefined;
  const { name, id, timestamp } = given.data;
  const moment = Number(timestamp ?? Number.NaN);
  return {
    type,
    name: name ?? '',
    ...(id !== undefined && { id: String(id) }),
    ...(Number.isFinite(moment) && { timestamp: moment }),
  };
}

const Payload = z.lazy(() =>
  z.object({
    name: z.catch(z.optional(z.string()), undefined),
    id: z.catch(z.optional(z.union([z.string(), z.number()])), undefined),
    timestamp: z.catch(z.optional(z.union([z.string(), z.number()])), undefined),
  }),
);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
