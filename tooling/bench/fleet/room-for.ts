import { readFileSync, statfsSync } from 'node:fs';

/** What one worker takes of this machine at the same time as others. */
export interface Appetite {
  /** Bytes of memory that are its alone. */
  readonly memory: number;
  /** Bytes of disk. */
  readonly disk: number;
}

// What is left to everybody else.
const SHARE = 0.75;

/** How many workers this machine has memory and disk for at once, at most `wanted`, and what says so. */
export function roomFor(wanted: number, folder: string, { memory, disk }: Appetite): { readonly workers: number; readonly limit: string } {
  const { bavail, bsize } = statfsSync(folder);
  const available = Number(/^MemAvailable:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1] ?? 0) * 1024;
  const byDisk = Math.floor((bavail * bsize * SHARE) / disk);
  const byMemory = Math.floor((available * SHARE) / memory);
  const workers = Math.max(1, Math.min(wanted, byDisk, byMemory));
  return { workers, limit: workers === wanted ? 'all' : byDisk < byMemory ? 'bounded by the free disk' : 'bounded by the free memory' };
}
