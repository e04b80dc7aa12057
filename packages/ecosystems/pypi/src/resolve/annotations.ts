/** Where a resolved package comes from. */
export interface Annotation {
  /** The packages that require it. */
  readonly via: readonly string[];
  /** The URL of its index; undefined for a direct URL. */
  readonly index: string | undefined;
}

const PACKAGE = /^([a-z0-9-]+)(?:==| @ )/;

/** Reads the annotations of `uv pip compile --annotation-style line --emit-index-annotation`, by package. Pure. */
export function parseAnnotations(text: string): ReadonlyMap<string, Annotation> {
  const annotations = new Map<string, Annotation>();
  let name = '';
  for (const line of text.split('\n')) {
    const found = PACKAGE.exec(line)?.[1];
    if (found !== undefined) {
      name = found;
      annotations.set(name, { via: viaOf(line), index: undefined });
    }
    const index = /^\s+# from (\S+)$/.exec(line)?.[1];
    const annotation = annotations.get(name);
    if (index !== undefined && annotation !== undefined) annotations.set(name, { ...annotation, index });
  }
  return annotations;
}

/** `-c constraints.txt` and the like are not packages. */
function viaOf(line: string): string[] {
  const list = / # via (.+)$/.exec(line)?.[1] ?? '';
  return list.split(', ').filter((name) => /^[a-z0-9-]+$/.test(name) && !name.startsWith('-'));
}
