import { execFile, spawn } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What a worker does its work with. */
export interface WorkerInput {
  readonly program: string;
  /** Its volume: made before, removed after. */
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** How one worker did. */
export interface WorkerResult {
  readonly seconds: number;
  /** The most memory that it had, in bytes. */
  readonly peak: number;
  /** The most of it that it shared with nobody: workers share their program. */
  readonly own: number;
  /** Bytes of disk that its volume took. */
  readonly disk: number;
  /** What it said, when it failed. */
  readonly failure: string | undefined;
}

const LOOK_EACH_MS = 500;

/** Hydrates with one worker process of its own, into a folder that is gone afterwards. */
export async function runWorker({ program, folder, variables }: WorkerInput): Promise<WorkerResult> {
  mkdirSync(folder, { recursive: true });
  // The copy of itself that a worker makes is of no interest here, and 200 of them would fill disks.
  linkSync(program, join(folder, 'worker'));
  const begun = performance.now();
  // The S3 server stands for another machine's: workers must not keep it from its work.
  const child = spawn('nice', ['-n', '10', program, 'hydrate'], {
    env: { ...variables, FRAZIL_VOLUME: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let [said, peak, own] = ['', 0, 0];
  child.stderr.on('data', (piece) => (said += piece));
  const looking = setInterval(() => {
    const status = statusOf(child.pid);
    peak = Math.max(peak, kilobytesOf(status, 'VmHWM') * 1024);
    own = Math.max(own, kilobytesOf(status, 'RssAnon') * 1024);
  }, LOOK_EACH_MS);
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  clearInterval(looking);
  const seconds = (performance.now() - begun) / 1000;
  const disk = await diskUsage(folder);
  await rm(folder, { recursive: true, force: true });
  return { seconds, peak, own, disk, failure: code === 0 ? undefined : `exit code ${code}: ${said}` };
}

function statusOf(pid: number | undefined): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

function kilobytesOf(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
}

/** What files take, but for the program itself, which has other links. */
async function diskUsage(folder: string): Promise<number> {
  const { stdout } = await promisify(execFile)('du', ['--summarize', '--block-size=1', '--exclude=worker', folder]);
  return Number.parseInt(stdout, 10);
}
