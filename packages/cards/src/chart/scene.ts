import type { Datum } from './chart.ts';
import type { Scale } from './scale.ts';

/** A chart's frame: the place for marks is between. */
export const FRAME = { width: 720, height: 300, left: 76, right: 150, top: 12, bottom: 48 } as const;

/** What a layer's marks are drawn with. */
export interface Scene {
  readonly x: Scale;
  readonly y: Scale;
  /** The class of a colour. */
  readonly look: (color: Datum) => string;
}

/** A number with two digits after the point. Pure. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
