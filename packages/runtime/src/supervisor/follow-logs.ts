import type { AttemptWatcher } from './attempt.ts';
import { type FollowedLog, followLog } from './log-follower.ts';

/** What a task wrote. */
export interface FollowedLogs {
  readonly stdout: FollowedLog;
  readonly stderr: FollowedLog;
}

/** Nothing written. */
export const NO_LOGS: FollowedLogs = { stdout: { size: 0, times: [] }, stderr: { size: 0, times: [] } };

const INTERVAL = 100;

/** Reports both logs of a task, line by line, as they grow; the function it gives reads what is left and ends that. */
export function followLogs(base: string, watcher: AttemptWatcher): () => Promise<FollowedLogs> {
  const stdout = followLog(`${base}.stdout`, (line) => watcher.line('stdout', line));
  const stderr = followLog(`${base}.stderr`, (line) => watcher.line('stderr', line));
  const timer = setInterval(() => {
    stdout.poll();
    stderr.poll();
  }, INTERVAL);
  return async () => {
    clearInterval(timer);
    return { stdout: await stdout.finish(), stderr: await stderr.finish() };
  };
}
