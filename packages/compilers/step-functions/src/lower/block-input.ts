import type { Block } from '@frazil/core';
import type { Lowered, Next } from './asl.ts';
import type { Lowering } from './lowering.ts';
import type { Place } from './place.ts';

/** Where a block is, and what follows it. */
export interface BlockInput {
  readonly place: Place;
  readonly next: Next;
}

/** Makes the states of a block; those of nodes with blocks in them get it handed to them. */
export type LowerBlock = (lowering: Lowering, block: Block, input: BlockInput) => Lowered;
