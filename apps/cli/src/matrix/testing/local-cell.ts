import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFolderStore } from '@frazil/store-folder';
import type { BuiltCommand } from '../../testing/command.ts';
import type { Addition } from './addition.ts';
import type { Given } from './behaviour.ts';
import { type Cell, openCell } from './cell.ts';
import { expectWhole, type RanFlow, readRanFlow } from './ran-flow.ts';
import type { Shape } from './shapes.ts';

/** A cell that runs on this machine, with a home of its own: cells run side by side. */
export interface LocalCell extends Cell {
  readonly command: BuiltCommand;
  readonly home: string;
  /** Runs `run` or `resume` with words. */
  run(words: string, variables?: Given['variables']): Promise<RanFlow>;
  /** The same; it must do what the reference interpreter says. */
  runWhole(words?: string, variables?: Given['variables']): Promise<RanFlow>;
}

/** Writes a cell into the command's folder. */
export async function openLocalCell(command: BuiltCommand, shape: Shape, addition: Addition): Promise<LocalCell> {
  const cell = await openCell(command.folder, shape, addition);
  const home = join(cell.folder, 'home');
  const run: LocalCell['run'] = async (words, variables) => {
    const id = join(cell.folder, 'run-id');
    const outcome = await command.run(`${cell.file} ${words} --run-id-file ${id}`, { FRAZIL_HOME: home, ...variables });
    return await readRanFlow(createFolderStore(join(home, 'store')), await readFile(id, 'utf8'), outcome);
  };
  return {
    ...cell,
    command,
    home,
    run,
    runWhole: async (words = 'run', variables) => {
      const ran = await run(words, variables);
      await expectWhole(cell, ran);
      return ran;
    },
  };
}
