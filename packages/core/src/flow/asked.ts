import type { Decorator, Flow, Step } from './flow.ts';

/** A world of packages that steps ask for with a decorator of its name. */
export type World = 'pypi' | 'conda';

/** What the decorators of one world ask for a step, the step's own added to the flow's. */
export interface Asked {
  readonly isThere: boolean;
  readonly isDisabled: boolean;
  readonly python: string | undefined;
  readonly packages: Readonly<Record<string, string>>;
  readonly channels: readonly string[] | undefined;
  /** `exclude_newer=` of the step and of the flow. */
  readonly ownDate: string | undefined;
  readonly baseDate: string | undefined;
}

/** Reads what a step asks of one world. Pure. */
export function askedOf(flow: Flow, step: Step, world: World): Asked {
  const [base] = decoratorsOf(flow.decorators, `${world}_base`);
  const [own] = decoratorsOf(step.decorators, world);
  const [above, below] = [base?.attributes ?? {}, own?.attributes ?? {}];
  return {
    isThere: base !== undefined || own !== undefined,
    isDisabled: (below.disabled ?? above.disabled ?? false) === true,
    python: pythonOf(below.python) ?? pythonOf(above.python),
    packages: merged(world, [base, own]),
    channels: texts(below.channels) ?? texts(above.channels),
    ownDate: text(below.exclude_newer),
    baseDate: text(above.exclude_newer),
  };
}

/** Whether a flow, or any step of it, has a decorator of a world. Pure. */
export function isUsed(flow: Flow, world: World): boolean {
  return (
    decoratorsOf(flow.decorators, `${world}_base`).length > 0 || flow.steps.some((step) => decoratorsOf(step.decorators, world).length > 0)
  );
}

/** Whether a decorator names a package, however it is spelled. Pure. */
export function namesPackage(decorator: Decorator, world: World, name: string): boolean {
  return packagesOf(decorator).some(([each]) => normalise(world, each) === normalise(world, name));
}

/** The decorators of a name. Pure. */
export function decoratorsOf(decorators: readonly Decorator[], name: string): readonly Decorator[] {
  return decorators.filter((decorator) => decorator.name === name);
}

/** A package of a later decorator replaces that of the same name of an earlier one, however the two are spelled. */
function merged(world: World, decorators: readonly (Decorator | undefined)[]): Record<string, string> {
  const all = decorators.flatMap((decorator) => (decorator === undefined ? [] : packagesOf(decorator)));
  const unique = new Map(all.map(([name, version]) => [normalise(world, name), [name, version] as const]));
  return Object.fromEntries([...unique.values()].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `libraries=` is what `packages=` was called once. */
function packagesOf({ attributes }: Decorator): readonly (readonly [string, string])[] {
  return [attributes.libraries, attributes.packages].flatMap((value) => {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).map(([name, version]) => [name, text(version) ?? ''] as const);
  });
}

/** Conda tells `-` from `_`, and a name may say its channel, `conda-forge::numpy`. */
function normalise(world: World, name: string): string {
  return world === 'pypi' ? name.toLowerCase().replaceAll(/[-_.]+/g, '-') : name.toLowerCase().replace(/^.*::/, '').trim();
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** `3.10.*` and `==3.10` say what `3.10` does. */
function pythonOf(value: unknown): string | undefined {
  return text(value)
    ?.trim()
    .replace(/^==\s*|\.\*$/g, '');
}

function texts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.length > 0 ? value.filter((each) => typeof each === 'string') : undefined;
}
