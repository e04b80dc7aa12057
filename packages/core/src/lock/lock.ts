import * as z from 'zod/mini';
import { Platform } from '../environment/platform.ts';
import { EnvironmentRequest } from '../environment/request.ts';

/** One file of a package, and the platforms that use it. */
export const LockedFile = z.lazy(() =>
  z.strictObject({
    file: z.string(),
    sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    size: z.optional(z.number()),
    /** When the index got it, ISO 8601. */
    uploaded: z.optional(z.string()),
    /** Of conda: the folder of the channel that it is in, and the build of the package that it is. */
    subdir: z.optional(z.string()),
    build: z.optional(z.string()),
    platforms: z.array(Platform),
  }),
);
export type LockedFile = z.infer<typeof LockedFile>;

/** One version of one package. */
export const LockedPackage = z.lazy(() =>
  z.strictObject({
    name: z.string(),
    version: z.string(),
    /** The name of the index that serves it, `default` when none is configured; absent for a direct URL and for conda. */
    index: z.optional(z.string()),
    /** Of conda: the name of the channel that serves it. */
    channel: z.optional(z.string()),
    /** For a direct URL: where it is from, without credentials. */
    url: z.optional(z.string()),
    /** Who asks for it: `request`, or names of packages. */
    why: z.array(z.string()),
    files: z.array(LockedFile),
  }),
);
export type LockedPackage = z.infer<typeof LockedPackage>;

/** An interpreter, and the platforms that use it. */
export const LockedInterpreter = z.lazy(() =>
  z.strictObject({
    /** The exact version that runs. */
    version: z.string(),
    /** Where it comes from: `standalone` (python-build-standalone), `installed` (repackaged from a machine) or `conda`. */
    provider: z.string(),
    /** The package of the same lock that it is, when it is one: that package's layer then is the interpreter's. */
    package: z.optional(z.string()),
    /** The provider's build, when it has one. */
    build: z.optional(z.string()),
    /** The provider's file and its hash, when it has one. */
    file: z.optional(z.string()),
    sha256: z.optional(z.string()),
    platforms: z.array(Platform),
  }),
);
export type LockedInterpreter = z.infer<typeof LockedInterpreter>;

/** A request, resolved. */
export const LockedEnvironment = z.lazy(() =>
  z.strictObject({
    steps: z.array(z.string()),
    request: EnvironmentRequest,
    /** Set when the request works only with packages of its own time: the moment, and why. */
    asOf: z.optional(z.strictObject({ date: z.string(), reason: z.string() })),
    interpreters: z.array(LockedInterpreter),
    packages: z.array(LockedPackage),
  }),
);
export type LockedEnvironment = z.infer<typeof LockedEnvironment>;

/** All locks of a flow, as `FLOW.lock` holds them; the key is the first 12 digits of the request's digest. */
export const Lockfile = z.lazy(() =>
  z.strictObject({
    version: z.literal(1),
    environments: z.record(z.string(), LockedEnvironment),
  }),
);
export type Lockfile = z.infer<typeof Lockfile>;

/** What a locked package's entry says of one platform, or undefined when the platform doesn't use it. Pure. */
export function fileFor(locked: LockedPackage, platform: Platform): LockedFile | undefined {
  return locked.files.find((file) => file.platforms.includes(platform));
}

/** The order of packages in a lock, for sorting. Pure. */
export function byNameAndVersion(a: LockedPackage, b: LockedPackage): number {
  return a.name < b.name || (a.name === b.name && a.version < b.version) ? -1 : 1;
}

/** The interpreter of one platform, or undefined when the platform isn't locked. Pure. */
export function interpreterFor(locked: LockedEnvironment, platform: Platform): LockedInterpreter | undefined {
  return locked.interpreters.find((interpreter) => interpreter.platforms.includes(platform));
}
