import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

const NAME = /^\.?(?<host>.+)~(?<pid>\d+)~[0-9a-f-]{36}$/;

/** A name nobody else has, for a file or folder in work. It says whose it is, so that others can sweep what a killed process left. */
export function temporaryName(): string {
  return `${hostname()}~${process.pid}~${randomUUID()}`;
}

/** Whether a name is a {@link temporaryName} of a process of this machine that is gone. Other machines may share the disk: theirs stay. */
export function isAbandoned(name: string): boolean {
  const { host, pid } = NAME.exec(name)?.groups ?? {};
  return host === hostname() && pid !== undefined && !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
