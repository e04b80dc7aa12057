/** What a wheel's file name says. */
export interface WheelName {
  readonly name: string;
  readonly version: string;
  /** The build tag's number; -1 when it has none. */
  readonly build: number;
  /** All its tags: `py2.py3-none-any` is two. */
  readonly tags: readonly string[];
}

const PATTERN = /^([^-]+)-([^-]+)(?:-(\d+)[^-]*)?-([^-]+)-([^-]+)-([^-]+)\.whl$/;

/** Reads a wheel's file name; undefined when it isn't one. Pure. */
export function parseWheelName(file: string): WheelName | undefined {
  const [, name, version, build, pythons, abis, platforms] = PATTERN.exec(file) ?? [];
  if (name === undefined || version === undefined || pythons === undefined || abis === undefined || platforms === undefined)
    return undefined;
  const tags = pythons.split('.').flatMap((python) => {
    return abis.split('.').flatMap((abi) => platforms.split('.').map((platform) => `${python}-${abi}-${platform}`));
  });
  return { name, version, build: build === undefined ? -1 : Number(build), tags };
}
