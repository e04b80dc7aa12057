import { fileURLToPath } from 'node:url';

/** An example of a shape of flows: a real one, whose last step prints one line that proves what happened, and in which order. */
export interface ShapeExample {
  /** The flow file, absolute. */
  readonly file: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly prints: string;
}

const RESULTS = "['A0', 'a0-even', 'A1', 'a1-odd', 'B0', 'b0-even', 'B1', 'b1-odd', 'B2', 'b2-even']";
const DEPTHS = '[[[0, 0], [0, 1]], [[1, 0], [1, 1], [1, 2]]]';

/** The flows in `examples/shapes`, one for each shape and one for all together. */
export const SHAPE_EXAMPLES: readonly ShapeExample[] = [
  example('linear', "['start', 'middle', 'end'] 4"),
  example('splits', '(1, 23, [1, 23]) from start left False'),
  example('foreach', "{'one': 'ON', 'two': 'TW', 'three': 'TH'} [(2, 'three'), (1, 'h')] True"),
  example('joins', "[[[11, 10], [12, 20]], 'b'] [('x', 'b'), ('y', 'b')] [1, 2]"),
  example('switch', "['grow', 'again', 'meet', 'long']"),
  example('switch', "['shrink', 'meet', 'long']", { size: 'small' }),
  example('switch', "['meet']", { size: 'none' }),
  example('loops', '3 [1, 1, 3]'),
  example('gang', '[(0, 3, 0, 0, 7), (1, 3, 1, 1, 7), (2, 3, 2, 2, 7)] 3 True True'),
  example('gang', '[(0, 3, 0, 0, 7), (1, 3, 1, 1, 7), (2, 3, 2, 2, 7)] 3 True False', { meets: 'no' }),
  example('everything', `${RESULTS} ${DEPTHS} [3, 3] [(0, 3), (1, 3), (2, 3)] [1, 2, 5]`),
];

function example(name: string, prints: string, parameters: Readonly<Record<string, string>> = {}): ShapeExample {
  return { file: fileURLToPath(new URL(`../../../../examples/shapes/${name}.py`, import.meta.url)), parameters, prints };
}
