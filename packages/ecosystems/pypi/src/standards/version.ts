/** A version as PEP 440 reads it. */
export interface Version {
  readonly epoch: number;
  readonly release: readonly number[];
  readonly pre: readonly ['a' | 'b' | 'rc', number] | undefined;
  readonly post: number | undefined;
  readonly dev: number | undefined;
  readonly local: readonly (string | number)[];
}

const PATTERN = new RegExp(
  [
    /^\s*v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)/,
    /(?:[-_.]?(?<pre>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<preNumber>\d+)?)?/,
    /(?:-(?<implicitPost>\d+)|(?<post>[-_.]?(?:post|rev|r)[-_.]?(?<postNumber>\d+)?))?/,
    /(?<dev>[-_.]?dev[-_.]?(?<devNumber>\d+)?)?/,
    /(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?\s*$/,
  ]
    .map(({ source }) => source)
    .join(''),
  'i',
);

const PRE_NAMES: Readonly<Record<string, 'a' | 'b' | 'rc'>> = {
  a: 'a',
  alpha: 'a',
  b: 'b',
  beta: 'b',
  c: 'rc',
  rc: 'rc',
  pre: 'rc',
  preview: 'rc',
};

/** Reads a version; undefined when it isn't one. Pure. */
export function parseVersion(text: string): Version | undefined {
  const groups: Readonly<Record<string, string | undefined>> | undefined = PATTERN.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const pre = PRE_NAMES[groups.pre?.toLowerCase() ?? ''];
  return {
    epoch: Number(groups.epoch ?? 0),
    release: (groups.release ?? '0').split('.').map(Number),
    pre: pre && [pre, Number(groups.preNumber ?? 0)],
    post: numbered(groups.implicitPost ?? groups.post, groups.implicitPost ?? groups.postNumber),
    dev: numbered(groups.dev, groups.devNumber),
    local: (groups.local?.toLowerCase().split(/[-_.]/) ?? []).map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
  };
}

/** Orders two versions: negative, zero or positive. Pure. */
export function compareVersions(left: Version, right: Version): number {
  return compareLists(publicKey(left), publicKey(right)) || compareLists(localKey(left), localKey(right));
}

/** The version without its local part. Pure. */
export function publicVersion(version: Version): Version {
  return { ...version, local: [] };
}

/** Whether it comes before a final release. Pure. */
export function isPrerelease({ pre, dev }: Version): boolean {
  return pre !== undefined || dev !== undefined;
}

function numbered(part: string | undefined, number: string | undefined): number | undefined {
  return part === undefined ? undefined : Number(number ?? 0);
}

/** Numbers whose order is the versions' order: a dev release precedes pre releases, which precede the final, then posts. */
function publicKey({ epoch, release, pre, post, dev }: Version): number[] {
  const padded = [...release, ...Array<number>(Math.max(0, 12 - release.length)).fill(0)];
  return [epoch, ...padded, ...preKey(pre, post, dev), post ?? -1, dev ?? Number.POSITIVE_INFINITY];
}

function preKey(pre: Version['pre'], post: number | undefined, dev: number | undefined): [number, number] {
  if (pre !== undefined) return [['a', 'b', 'rc'].indexOf(pre[0]), pre[1]];
  return post === undefined && dev !== undefined ? [-1, 0] : [3, 0];
}

/** Words come before numbers, and nothing before both. */
function localKey({ local }: Version): (string | number)[] {
  return local.flatMap((part) => (typeof part === 'number' ? [2, part] : [1, part]));
}

function compareLists(left: readonly (string | number)[], right: readonly (string | number)[]): number {
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const [a, b] = [left[index], right[index]];
    if (a === b) continue;
    if (a === undefined) return -1;
    if (b === undefined) return 1;
    return a < b ? -1 : 1;
  }
  return 0;
}
