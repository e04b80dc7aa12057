/** One part of a task's path: which item of a foreach or gang it is in, or which repetition of a loop; both count from 0. */
export type PathSegment = { readonly kind: 'item'; readonly index: number } | { readonly kind: 'repetition'; readonly index: number };

/**
 * The path of a task, which is its id: an item adds its index (`3`), a repetition `r` and its number (`r2`), outermost first:
 * `3-r2-5`; `0` where there are none. Splits and switches add nothing. Pure.
 */
export function pathText(segments: readonly PathSegment[]): string {
  if (segments.length === 0) return '0';
  return segments.map(({ kind, index }) => (kind === 'item' ? String(index) : `r${index}`)).join('-');
}

/**
 * The segments of a path; undefined for what is none. `0` is read as the item 0: outside of foreaches and loops, whoever
 * knows so takes no segment of it. Pure.
 */
export function parsePath(text: string): readonly PathSegment[] | undefined {
  const segments = text.split('-').map(parseSegment);
  return segments.every((segment) => segment !== undefined) ? segments : undefined;
}

/** A path without the segments beyond a depth: the path that a task outside of what they count has. Pure. */
export function cutPath(text: string, depth: number): string {
  return text.split('-').slice(0, depth).join('-') || '0';
}

function parseSegment(text: string): PathSegment | undefined {
  const [, repetition, digits] = /^(r?)(0|[1-9]\d{0,14})$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return { kind: repetition === '' ? 'item' : 'repetition', index: Number(digits) };
}
