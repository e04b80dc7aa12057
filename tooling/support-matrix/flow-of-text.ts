import type { Decorator, Flow, Step, Transition } from '@frazil/core';

const ARROWS: Readonly<Record<string, (targets: readonly string[]) => Transition>> = {
  '->': ([target = '', ...more]) =>
    more.length > 0 ? { kind: 'split', targets: [target, ...more], line: 2 } : { kind: 'linear', target, line: 2 },
  '*>': ([target = '']) => ({ kind: 'foreach', target, variable: 'items', line: 2 }),
  '#>': ([target = '']) => ({ kind: 'gang', target, line: 2 }),
  '?>': (targets) => ({ kind: 'switch', condition: 'which', cases: targets.map((target) => ({ value: target, target })), line: 2 }),
};

/** A decorator with its attributes. */
export interface SampleDecorator {
  readonly name: string;
  readonly attributes: Decorator['attributes'];
}

/**
 * A flow written as `start -> a b; a *> c`: `->` goes on or splits, `*>` is a foreach, `#>` a gang, `?>` a switch; names that begin
 * with join are joins. `decorators` are those of the class, and of the step `work`. Pure.
 */
export function flowOfText(
  text: string,
  decorators: { readonly flow?: readonly SampleDecorator[]; readonly work?: readonly SampleDecorator[] } = {},
): Flow {
  const steps = `${text}; end`.split(/; */).map((line): Step => {
    const [name = '', arrow = '', ...targets] = line.split(/ +/);
    const isJoin = name.startsWith('join');
    return {
      ...{ name, line: 1, file: 'flow.py', doc: '', isJoin, arity: isJoin ? 2 : 1 },
      decorators: name === 'work' ? lined(decorators.work) : [],
      next: ARROWS[arrow]?.(targets) ?? { kind: 'end' },
    };
  });
  const flow = { name: 'MatrixFlow', file: 'flow.py', doc: '', line: 1, parameters: [], python: '3.11.7' };
  return { ...flow, decorators: lined(decorators.flow), steps };
}

function lined(decorators: readonly SampleDecorator[] = []): Decorator[] {
  return decorators.map(({ name, attributes }) => ({ name, attributes: { ...attributes }, line: 1 }));
}
