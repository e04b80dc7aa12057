import { type PathSegment, parsePath } from '@frazil/core';
import { runtimeErrors } from '../errors.ts';
import { segmentKinds, type TaskSpot } from './task-spot.ts';

/**
 * The path of a task, cut to as many segments as its place has: engines may go on with any path of what is over. Throws for a
 * path that is too short, or counts something else. Pure.
 */
export function pathOfTask({ task, spot }: TaskSpot, text: string): readonly PathSegment[] {
  const kinds = segmentKinds(spot);
  const segments = parsePath(text)?.slice(0, kinds.length) ?? [];
  if (parsePath(text) !== undefined && kinds.every((kind, index) => segments[index]?.kind === kind)) return segments;
  const wanted = kinds.map((kind) => (kind === 'item' ? 'ITEM' : 'rREPETITION')).join('-') || '0';
  throw runtimeErrors.create('runtime.path-invalid', { step: task.id, path: text, wanted });
}
