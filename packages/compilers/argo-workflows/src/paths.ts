/** The path that a template was given. */
export const OWN_PATH = '{{inputs.parameters.path}}';

/** The path of a foreach's task. */
export const ITEM_PATH = '{{item}}';

/** The path of the first repetition of a loop, inside a path that is not the flow's own. */
export const FIRST_REPETITION = '{{inputs.parameters.path}}-r0';

/** An expression for the path of the next repetition of a loop, from inside of `inner` more loops. Pure. */
export function nextRepetition(inner: number): string {
  const last = 1 + inner;
  return [
    "{{=let p = split(inputs.parameters.path, '-');",
    `join(p[:len(p) - ${last}], '-') + (len(p) > ${last} ? '-r' : 'r') +`,
    `string(int(trimPrefix(p[len(p) - ${last}], 'r')) + 1)}}`,
  ].join(' ');
}
