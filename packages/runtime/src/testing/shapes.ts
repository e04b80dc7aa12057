import type { TestStep } from './test-flow.ts';

type Steps = Readonly<Record<string, TestStep>>;

/** Flows that together have every shape, and the ways in which shapes meet. */
export const shapes: Readonly<Record<string, Steps>> = {
  line: { start: { next: 'end' }, end: {} },
  'foreaches, a split and a switch in them, a gang after': {
    start: { body: 'self.letters = "ab"', next: { foreach: 'letters', to: 'letter' } },
    letter: { body: 'self.numbers = [1, 2, 3]', next: { foreach: 'numbers', to: 'number' } },
    number: { next: ['upper', 'choose'] },
    upper: { next: 'both' },
    choose: {
      body: 'self.kind = "even" if self.input % 2 == 0 else "odd"',
      next: { condition: 'kind', cases: { even: 'even', odd: 'both' } },
    },
    even: { next: 'both' },
    both: { isJoin: true, next: 'numbers_done' },
    numbers_done: { isJoin: true, next: 'letters_done' },
    letters_done: { isJoin: true, next: { gang: 'member', of: 2 } },
    member: { decorators: { parallel: {} }, next: 'met' },
    met: { isJoin: true, next: 'end' },
    end: {},
  },
  'a loop, then a foreach whose body is a loop': {
    start: { body: 'self.count = 0', next: 'work' },
    work: {
      body: 'self.count += 1; self.state = "again" if self.count < 5 else "enough"',
      next: { condition: 'state', cases: { again: 'work', enough: 'deal' } },
    },
    deal: { body: 'self.numbers = [1, 4, 6]', next: { foreach: 'numbers', to: 'halve' } },
    halve: {
      body: 'self.number = getattr(self, "number", self.input); self.kind = "odd" if self.number % 2 else "even"',
      next: { condition: 'kind', cases: { even: 'smaller', odd: 'keep' } },
    },
    smaller: { body: 'self.number //= 2', next: 'halve' },
    keep: { next: 'gather' },
    gather: { isJoin: true, next: 'end' },
    end: {},
  },
  'a loop in a loop that begins either anew': {
    start: { body: 'self.path = ""', next: 'outer' },
    outer: { body: 'self.path += "o"', next: 'inner' },
    inner: {
      body: 'self.path += "i"; self.go = {"oi": "inner", "oii": "outer", "oiioi": "on", "oiioiaoi": "inner"}.get(self.path, "on")',
      next: { condition: 'go', cases: { inner: 'inner', outer: 'outer', on: 'after' } },
    },
    after: {
      body: 'self.path += "a"; self.again = "yes" if self.path.count("a") < 2 else "no"',
      next: { condition: 'again', cases: { yes: 'outer', no: 'end' } },
    },
    end: { body: 'print(self.path)' },
  },
  'a loop with a split and a foreach in it, then a loop': {
    start: { body: 'self.round = 0', next: 'head' },
    head: { body: 'self.round += 1; self.round_now = self.round', next: ['left', 'right'] },
    left: { body: 'self.items = list(range(self.round))', next: { foreach: 'items', to: 'item' } },
    item: { next: 'items_done' },
    items_done: { body: 'self.round = inputs[0].round', isJoin: true, next: 'sides' },
    right: { next: 'sides' },
    sides: {
      body: 'self.round = inputs[0].round; self.more = "yes" if self.round < 3 else "no"',
      isJoin: true,
      next: { condition: 'more', cases: { yes: 'head', no: 'second' } },
    },
    second: {
      body: 'self.turns = getattr(self, "turns", 0) + 1; self.more = "yes" if self.turns < 2 else "no"',
      next: { condition: 'more', cases: { yes: 'second', no: 'end' } },
    },
    end: {},
  },
  'a split whose branches are loops, and a switch in a switch': {
    start: { body: 'self.n = 0', next: ['left', 'right'] },
    left: { body: 'self.n += 1; self.more = str(self.n < 3)', next: { condition: 'more', cases: { True: 'left', False: 'left_done' } } },
    left_done: { next: 'sides' },
    right: { body: 'self.kind = "b"', next: { condition: 'kind', cases: { a: 'a', b: 'b' } } },
    a: { next: 'c' },
    b: { body: 'self.inner = "y"', next: { condition: 'inner', cases: { x: 'x', y: 'c' } } },
    x: { next: 'c' },
    c: { next: 'sides' },
    sides: { isJoin: true, next: 'end' },
    end: {},
  },
  'a step in two cases': {
    start: { body: 'self.kind = "b"', next: { condition: 'kind', cases: { a: 'a', b: 'b' } } },
    a: { next: 'common' },
    b: { body: 'self.deep = "p"', next: { condition: 'deep', cases: { p: 'common', q: 'last' } } },
    common: { next: 'last' },
    last: { next: 'end' },
    end: {},
  },
};
