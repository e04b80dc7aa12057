import { join } from 'node:path';
import { createFolderStore } from '@frazil/store-folder';
import { afterAll, beforeAll, test } from 'vitest';
import type { BucketScene } from '../../testing/bucket-scene.ts';
import { type Behaviour, type Given, together } from './behaviour.ts';
import { BEHAVIOURS, LONE_BEHAVIOURS } from './behaviours.ts';
import { type Cell, openCell } from './cell.ts';
import { expectWhole, type RanFlow, readRanFlow } from './ran-flow.ts';
import type { Shape } from './shapes.ts';

/** How a run was there. */
export interface RanThere {
  readonly run: string;
  readonly exitCode: RanFlow['exitCode'];
  readonly stderr: string;
}

/** All that goes together in one run. */
export const MOST = together('all but what stops a step', BEHAVIOURS);

/** A shape with what it has to do. */
export interface Trial {
  readonly shape: Shape;
  readonly behaviour: Behaviour;
}

/** Every shape with every behaviour. Pure. */
export function trialsOf(shapes: readonly Shape[]): readonly Trial[] {
  return shapes.flatMap((shape) => [MOST, ...LONE_BEHAVIOURS].map((behaviour) => ({ shape, behaviour })));
}

// These shapes have all that the others have, and how a step stops is that step's affair.
const FEW_SHAPES = ['foreach in split', 'join that splits again', 'loop through a switch', 'gang'];
const isOfFew = ({ shape, behaviour }: Trial) => (behaviour === MOST ? FEW_SHAPES.includes(shape.name) : shape.name === 'foreach in split');

/** Some trials, as runs on engines take long; all where the variable FRAZIL_MATRIX is `all`. Pure but for that. */
export function fewTrialsOf(shapes: readonly Shape[], isWanted: (trial: Trial) => boolean = isOfFew): readonly Trial[] {
  return process.env.FRAZIL_MATRIX === 'all' ? trialsOf(shapes) : trialsOf(shapes).filter(isWanted);
}

/** Declares a test for every trial: a run that a scene's engine starts from the store, seen through that. */
export function describeMatrix<Scene extends BucketScene>(
  trials: readonly Trial[],
  startScene: () => Promise<Scene>,
  runThere: (scene: Scene, cell: Cell, given: Given) => Promise<RanThere>,
): void {
  let scene: Scene;
  beforeAll(async () => {
    scene = await startScene();
  });
  afterAll(() => scene?.stop());
  test.concurrent.each(trials)('$shape.name: $behaviour.name', { timeout: 600_000 }, async ({ shape, behaviour }) => {
    const cell = await openCell(scene.command.folder, shape, behaviour);
    const { run, ...outcome } = await runThere(scene, cell, behaviour.given ?? {});
    // The objects of the S3 server are files.
    const ran = await readRanFlow(createFolderStore(join(scene.bucket.folder, 'team')), run, outcome);
    await expectWhole(cell, ran);
    await behaviour.check(cell, ran);
  });
}
