import type { LayerReference } from '../environment/frozen.ts';
import type { Platform } from '../environment/platform.ts';
import type { EnvironmentRequest } from '../environment/request.ts';
import type { LockedEnvironment, LockedFile, LockedInterpreter, LockedPackage } from '../lock/lock.ts';
import type { Context } from './reporter.ts';

/** What a resolver gets. */
export interface ResolveInput {
  readonly request: EnvironmentRequest;
  /** The exact interpreter of each platform; the packages must suit its version. */
  readonly interpreters: readonly LockedInterpreter[];
  readonly platforms: readonly Platform[];
  /** Only what was uploaded before this moment is seen; overrides nothing when undefined. ISO 8601. */
  readonly excludeNewer: string | undefined;
  /** Whether to refuse the nearest patch of Python, for ecosystems that bring it. */
  readonly strict?: boolean;
  /** Packages that are there already: what is resolved has to suit them, and none of them is resolved again. */
  readonly present?: readonly PresentPackage[];
}

/** A package that something else brings. */
export interface PresentPackage {
  readonly name: string;
  readonly version: string;
  readonly platforms: readonly Platform[];
}

/** What an installer gets: one original artifact and where its layer goes. */
export interface LayerInput {
  readonly package: LockedPackage;
  readonly file: LockedFile;
  readonly platform: Platform;
  /** The original artifact, already verified. */
  readonly artifact: string;
  /** An interpreter of the same minor version that runs on this machine, to compile with; undefined for files that need none. */
  readonly python: string | undefined;
  /** The exact version of Python that the layer is for. */
  readonly pythonVersion: string;
  /** Where to write the layer. */
  readonly output: string;
}

/** One kind of packages: request to lock, original to layer. */
export interface Ecosystem {
  readonly name: string;
  /** Resolves a request for all platforms. Network. In an order of its own, always the same: where packages have the same file, the later one's counts. */
  resolve(input: ResolveInput, context: Context): Promise<readonly LockedPackage[]>;
  /**
   * Present when interpreters are packages of this ecosystem: it then resolves without being told of any, and says which of what it
   * resolved they are. Pure.
   */
  interpreters?(packages: readonly LockedPackage[], platforms: readonly Platform[]): readonly LockedInterpreter[];
  /** Fetches the original artifact of a locked file to a path, verified against its sha256. Network. */
  fetch(locked: LockedPackage, file: LockedFile, path: string, context: Context): Promise<void>;
  /** Names everything that decides the layer of a file beside the artifact's hash; equal recipes give equal layers. Pure. */
  recipe(file: LockedFile, pythonVersion: string): string;
  /** Whether making the layer of a file takes a Python to compile with. Pure. */
  compiles(file: LockedFile): boolean;
  /** Makes the layer of an artifact. Deterministic, no network. */
  pack(input: LayerInput, context: Context): Promise<LayerReference>;
  /** Offline: does this lock still answer this request, or why not? Pure. */
  staleness(locked: LockedEnvironment, request: EnvironmentRequest): string | undefined;
  /**
   * The moment shortly after the newest exactly pinned package of the request was uploaded, or undefined when nothing is
   * pinned exactly: the time that an old pin works with.
   */
  timeOfPins(request: EnvironmentRequest, packages: readonly LockedPackage[]): string | undefined;
  /** Imports the requested packages in a hydrated environment; undefined when all import, else what failed. */
  check(environment: HydratedEnvironment, request: EnvironmentRequest, context: Context): Promise<ImportFailure | undefined>;
}

/** A directory that an environment was hydrated to. */
export interface HydratedEnvironment {
  /** The prefix. */
  readonly directory: string;
  /** Its Python executable. */
  readonly python: string;
}

/** An import that didn't work. */
export interface ImportFailure {
  readonly package: string;
  readonly module: string;
  /** The last line of the traceback. */
  readonly error: string;
}
