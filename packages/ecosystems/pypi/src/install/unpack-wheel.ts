import { setImmediate as turn } from 'node:timers/promises';
import type { UnpackedEntry } from '@frazil/archives';
import type { Context } from '@frazil/core';
import type { Spool } from './spool.ts';
import { checkRecorded } from './wheel/check-recorded.ts';
import { type Place, placeOf } from './wheel/places.ts';
import type { Wheel } from './wheel/read-wheel.ts';

/** One file of a wheel, checked against its RECORD, and where it goes. */
export interface UnpackedFile extends UnpackedEntry {
  readonly place: Place;
  readonly executable: boolean;
}

const BYTES_PER_TURN = 1 << 18;

/** Unpacks what a wheel installs; modules come first, so that they are compiled while the rest is unpacked. Reports progress. */
export async function* unpackWheel(wheel: Wheel, minor: string, spool: Spool, context: Context): AsyncGenerator<UnpackedFile> {
  const total = wheel.entries.reduce((bytes, { size }) => bytes + size, 0);
  let done = 0;
  let turned = 0;
  for (const entry of modulesFirst(wheel)) {
    context.signal.throwIfAborted();
    const place = placeOf(wheel, entry.path, minor);
    if (place !== undefined) {
      const unpacked = await spool.unpack(entry, context.signal);
      await checkRecorded(wheel, entry.path, unpacked);
      yield { ...unpacked, place, executable: entry.executable };
    }
    done += entry.size;
    if (done - turned < BYTES_PER_TURN) continue;
    // Only a turn of the event loop moves bytes to and from the compiling processes.
    await turn();
    turned = done;
    if (done < total) context.reporter.report({ kind: 'progress', phase: 'pack', item: wheel.file, done, total, unit: 'bytes' });
  }
}

function modulesFirst({ entries }: Wheel): Wheel['entries'] {
  const isModule = (path: string) => path.endsWith('.py');
  return [...entries.filter(({ path }) => isModule(path)), ...entries.filter(({ path }) => !isModule(path))];
}
