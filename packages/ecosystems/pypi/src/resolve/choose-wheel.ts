import type { Platform } from '@frazil/core';
import { supportedTags } from '../standards/tags.ts';
import { parseWheelName } from '../standards/wheel-name.ts';
import type { OfferedFile } from './pylock.ts';

/** Chooses the wheel that installers would on a platform: the best tag, then the highest build. Undefined when none suits. Pure. */
export function chooseWheel(wheels: readonly OfferedFile[], python: string, platform: Platform): OfferedFile | undefined {
  const ranks = new Map(supportedTags(python, platform).map((tag, rank) => [tag, rank]));
  const candidates = wheels.flatMap((wheel) => {
    const name = parseWheelName(wheel.file);
    const rank = Math.min(...(name?.tags ?? []).map((tag) => ranks.get(tag) ?? Number.POSITIVE_INFINITY));
    return name === undefined || rank === Number.POSITIVE_INFINITY ? [] : [{ wheel, rank, build: name.build }];
  });
  return candidates.sort((a, b) => a.rank - b.rank || b.build - a.build)[0]?.wheel;
}
