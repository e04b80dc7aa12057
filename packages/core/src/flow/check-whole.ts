import type { Location, Problem } from '../errors.ts';
import { flowErrors as errors } from './errors.ts';
import type { Decorator } from './flow.ts';

type Attributes = Decorator['attributes'];

interface Whole {
  /** Of these attributes, one at least has to say something. */
  readonly oneOf: readonly string[];
  /** Whether one is all that may. */
  readonly onlyOne?: true;
  readonly says: (value: unknown) => boolean;
}

const isThere = (value: unknown) => value !== undefined && value !== null;
const isFilled = (value: unknown) => isThere(value) && !(Array.isArray(value) && value.length === 0);

const WHOLES: Readonly<Record<string, Whole>> = {
  exit_hook: { oneOf: ['on_success', 'on_error'], says: isFilled },
  project: { oneOf: ['name'], says: isThere },
  timeout: { oneOf: ['seconds', 'minutes', 'hours'], says: (value) => isThere(value) && Number(value) !== 0 },
  trigger: { oneOf: ['event', 'events'], onlyOne: true, says: isFilled },
  trigger_on_finish: { oneOf: ['flow', 'flows'], onlyOne: true, says: isFilled },
};

/** What a decorator lacks to mean anything, and which of its attributes contradict each other. Pure. */
export function* checkWhole({ name, attributes }: Decorator, place: Location): Generator<Problem> {
  const whole = Object.hasOwn(WHOLES, name) ? WHOLES[name] : undefined;
  if (whole === undefined) return;
  const said = saidOf(whole, attributes);
  if (said.length === 0) yield errors.problem('flow.incomplete-decorator', { decorator: name, attributes: whole.oneOf }, place);
  if (said.length > 1 && whole.onlyOne) yield errors.problem('flow.contradicting-attributes', { decorator: name, attributes: said }, place);
}

function saidOf({ oneOf, says }: Whole, attributes: Attributes): readonly string[] {
  return oneOf.filter((attribute) => says(attributes[attribute]));
}
