import type { Digest } from '../digest.ts';
import type { Plan } from '../plan/plan.ts';

/** What every engine must know to start our program for a task. */
export interface DeployTarget {
  /** The store's URL, without credentials: `s3://bucket/prefix`. */
  readonly store: string;
  /** The manifest in the store: the flow, its code and its environments. It is all that a task needs beside its own names. */
  readonly manifest: Digest;
  /** The image of the init step, which holds the worker, `repository@sha256:...`. */
  readonly workerImage: string;
  /** The image that steps run in when they name none. */
  readonly baseImage: string;
  /** Variables that every task gets, such as the store's endpoint. Never a secret. */
  readonly variables: Readonly<Record<string, string>>;
  /** Labels or tags of what is made, such as the owner and the project. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What a compiler gets. */
export interface CompileInput<Options> {
  readonly plan: Plan;
  readonly target: DeployTarget;
  /** What the user chose for this engine. */
  readonly options: Options;
}

/** One file of what a compiler made. */
export interface CompiledFile {
  readonly name: string;
  readonly text: string;
}

/** Turns plans into what an engine reads. Pure: the same input gives the same bytes. Throws what the engine can't do, with the place and the way out. */
export interface Compiler<Options> {
  readonly name: string;
  compile(input: CompileInput<Options>): readonly CompiledFile[];
}
