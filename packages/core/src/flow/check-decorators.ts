import type { Location, Problem } from '../errors.ts';
import { ATTRIBUTES } from './attributes.ts';
import { checkWhole } from './check-whole.ts';
import { flowErrors as errors } from './errors.ts';
import type { Decorator, Flow, Step } from './flow.ts';
import { nearest } from './nearest.ts';

type Level = 'flow' | 'step';

const OF_FLOWS: ReadonlySet<string> = new Set([
  'conda_base',
  'exit_hook',
  'project',
  'pypi_base',
  'schedule',
  'trigger',
  'trigger_on_finish',
]);

/** What is wrong with the decorators of a flow and of its steps. Pure. */
export function checkDecorators(flow: Flow): readonly Problem[] {
  return [
    ...checkAll(flow.decorators, 'flow', flow.file),
    ...flow.steps.flatMap((step) => [...checkAll(step.decorators, 'step', step.file), ...checkCatch(step, flow)]),
  ];
}

const WHERE: Readonly<Partial<Record<Step['next']['kind'], string>>> = {
  foreach: 'starts a foreach',
  gang: 'starts a gang',
  switch: 'chooses what follows',
};

/** A step that failed can't say over which items, how many times or to which case it goes on. */
function* checkCatch(step: Step, flow: Flow): Generator<Problem> {
  const decorator = step.decorators.find(({ name }) => name === 'catch');
  if (decorator === undefined) return;
  const place = { file: step.file, line: decorator.line };
  const does = WHERE[step.next.kind];
  if (does !== undefined) yield errors.problem('flow.catch-without-transition', { step: step.name, does }, place);
  const { var: variable } = decorator.attributes;
  const isTaken = flow.steps.some(({ name }) => name === variable) || flow.parameters.some(({ attribute }) => attribute === variable);
  if (isTaken) yield errors.problem('flow.reserved-name', { what: 'artifact', name: String(variable) }, place);
}

function* checkAll(decorators: readonly Decorator[], level: Level, file: string): Generator<Problem> {
  for (const [index, decorator] of decorators.entries()) {
    const place = { file, line: decorator.line };
    const belongs = OF_FLOWS.has(decorator.name) ? 'flow' : 'step';
    if (belongs !== level) {
      yield errors.problem('flow.misplaced-decorator', { decorator: decorator.name, belongs }, place);
    } else {
      yield* checkAttributes(decorator, place);
      yield* checkWhole(decorator, place);
    }
    if (isRepeated(decorators, index)) yield errors.problem('flow.repeated-decorator', { decorator: decorator.name }, place);
  }
}

function* checkAttributes({ name, attributes }: Decorator, place: Location): Generator<Problem> {
  const rules = ATTRIBUTES.get(name);
  if (rules === undefined) return;
  const known = Object.keys(rules);
  for (const [attribute, value] of Object.entries(attributes)) {
    const rule = Object.hasOwn(rules, attribute) ? rules[attribute] : undefined;
    if (rule === undefined) {
      const details = { decorator: name, attribute, nearest: nearest(attribute, known), known };
      yield errors.problem('flow.unknown-attribute', details, place);
    } else if (value !== null && !rule.accepts(value)) {
      const details = { decorator: name, attribute, value: JSON.stringify(value), expected: rule.expected };
      yield errors.problem('flow.bad-attribute', details, place);
    }
  }
}

/** A step or flow may have several of these. */
const REPEATABLE: ReadonlySet<string> = new Set(['card', 'exit_hook']);

/** Only those that a step has one of: a second one would be ignored. */
function isRepeated(decorators: readonly Decorator[], index: number): boolean {
  const name = decorators[index]?.name ?? '';
  return ATTRIBUTES.has(name) && !REPEATABLE.has(name) && decorators.findIndex((decorator) => decorator.name === name) < index;
}
