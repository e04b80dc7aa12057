import type { Duplex } from 'node:stream';

/** A process to start for a task. */
export interface LaunchInput {
  /** The Python executable. */
  readonly python: string;
  readonly arguments: readonly string[];
  readonly directory: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Files that receive the process's output; created or appended to. */
  readonly stdout: string;
  readonly stderr: string;
}

/** How a process ended: an exit code or a signal's name, one of them. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A started process. */
export interface LaunchedTask {
  readonly id: number;
  /** The task protocol's connection. */
  readonly channel: Duplex;
  /** Resolves when the process and all it started in its group are gone. Never rejects once started. */
  readonly exit: Promise<Exit>;
  /** Signals the whole process group. */
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
}

/** Starts tasks. */
export interface Launcher {
  readonly name: string;
  launch(input: LaunchInput): Promise<LaunchedTask>;
}
