import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { diskError } from '@frazil/core';
import type { Blobs } from '../supervisor/blobs.ts';
import { frameInput } from './frame-input.ts';
import type { TaskOutput } from './task-output.ts';

/** What the tasks of a foreach left, listed in a file for the task that joins them: no foreach is too long for the memory. */
export interface TaskList {
  readonly file: string;
  readonly count: number;
  /** The tasks as `step/task`, in order; complete when all were noted. */
  readonly names: readonly string[];
  /** Whether all that were noted are copies of what the resumed run did. */
  readonly areClones: boolean;
  /** Notes what the task of an item left; once for each item. Throws when the disk fails. */
  note(index: number, output: TaskOutput): void;
  /** Completes the file; false when a task wasn't noted. Throws when the disk fails. */
  finish(): boolean;
  /** Removes the file. */
  remove(): void;
}

// Where the line of each item begins, in the order of the items: the lines are in the order in which tasks ended.
const POSITION_BYTES = 6;

/** Begins a list, of `count` tasks. The task protocol says what is in the file, and in the one beside it. */
export function beginTaskList(file: string, count: number, blobs: Pick<Blobs, 'fileOf'>): TaskList {
  const positions = Buffer.alloc(count * POSITION_BYTES);
  const names = new Array<string>(count);
  let size = 0;
  let noted = 0;
  let areClones = true;
  return {
    file,
    count,
    names,
    get areClones() {
      return areClones;
    },
    note: (index, output) => {
      const line = Buffer.from(`${JSON.stringify(frameInput(output, blobs))}\n`);
      writing(file, () => appendFileSync(file, line));
      positions.writeUIntLE(size, index * POSITION_BYTES, POSITION_BYTES);
      names[index] = `${output.step}/${output.task}`;
      size += line.length;
      noted += 1;
      areClones &&= output.isClone;
    },
    finish: () => {
      if (noted < count) return false;
      writing(file, () => writeFileSync(positionsOf(file), positions));
      return true;
    },
    remove: () => {
      for (const path of [file, positionsOf(file)]) rmSync(path, { force: true });
    },
  };
}

function positionsOf(file: string): string {
  return `${file}.positions`;
}

function writing(file: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw diskError(error, 'writing', file);
  }
}
