import { defineErrors } from '../errors.ts';

interface StepName {
  readonly step: string;
}

/** What `checkFlow` finds wrong with a flow. */
export const flowErrors = defineErrors({
  'flow.no-start': {
    message: ({ flow }: { readonly flow: string }) => `Flow ${flow} has no step 'start'.`,
    hint: () => "Name the first step 'start' and put @step above it, or write @step(start=True).",
  },
  'flow.no-end': {
    message: ({ flow }: { readonly flow: string }) => `Flow ${flow} has no step 'end'.`,
    hint: () => "Name the last step 'end' and put @step above it, or write @step(end=True).",
  },
  'flow.start-is-join': {
    message: () => "Step 'start' has an argument 'inputs', which makes it a join, but nothing comes before it.",
    hint: () => 'Write it as `def start(self):`.',
  },
  'flow.start-again': {
    message: ({ step }: StepName) => `Step '${step}' goes back to 'start', where a run begins.`,
    hint: () => "Let it go back to a step after 'start', which does what is repeated.",
  },
  'flow.end-has-next': {
    message: () => "Step 'end' says which step is next, but it is the last one.",
    hint: () => "Remove self.next(...) from 'end', or give the step another name.",
  },
  'flow.wrong-arity': {
    message: ({ step, arity }: StepName & { readonly arity: number }) => `Step '${step}' takes ${arity} arguments.`,
    hint: ({ step }) => `Write \`def ${step}(self):\`, or \`def ${step}(self, inputs):\` for a join.`,
  },
  'flow.missing-next': {
    message: ({ step }: StepName) => `Step '${step}' doesn't say which step is next.`,
    hint: () => 'End it with self.next(self.NAME).',
  },
  'flow.unreadable-next': {
    message: ({ step, reason }: StepName & { readonly reason: string }) => `What follows step '${step}' can't be read: ${reason}.`,
    hint: () =>
      'End every step with one plain self.next(self.NAME), self.next(self.A, self.B), self.next(self.NAME, foreach="ITEMS") or a switch.',
  },
  'flow.unknown-target': {
    message: ({ step, target }: StepName & { readonly target: string; readonly nearest: string | undefined }) =>
      `Step '${step}' goes on to '${target}', which is not a step.`,
    hint: ({ target, nearest }) =>
      nearest === undefined ? `Add a method '${target}' with @step, or correct the name.` : `Did you mean self.${nearest}?`,
  },
  'flow.repeated-target': {
    message: ({ step, target }: StepName & { readonly target: string }) => `Step '${step}' splits to '${target}' more than once.`,
    hint: () => 'Name each branch once; for many tasks of one step use foreach=.',
  },
  'flow.unreachable-step': {
    message: ({ step }: StepName) => `Step '${step}' is never reached.`,
    hint: ({ step }) => `Name it in the self.next(...) of a step before it, or remove '${step}'.`,
  },
  'flow.cycle': {
    message: ({ steps }: { readonly steps: readonly string[] }) => `The steps ${steps.join(' → ')} go round in a circle.`,
    hint: () => "A flow comes back to a step only by a switch: self.next({'again': self.A, 'done': self.B}, condition='NAME').",
  },
  'flow.missing-join': {
    message: ({ step, from }: StepName & { readonly from: readonly string[] }) =>
      `Step '${step}' comes after ${from.join(' and ')}, but it is not a join.`,
    hint: ({ step }) => `Write it as \`def ${step}(self, inputs):\`.`,
  },
  'flow.join-without-split': {
    message: ({ step }: StepName) => `Step '${step}' is a join, but there is nothing to join.`,
    hint: ({ step }) => `Write it as \`def ${step}(self):\`, or split before it.`,
  },
  'flow.mixed-join': {
    message: ({ step, splits }: StepName & { readonly splits: readonly string[] }) =>
      `Step '${step}' joins branches of different splits: ${splits.join(' and ')}.`,
    hint: () => 'Join the branches of the inner split first, each split with a join of its own.',
  },
  'flow.partial-join': {
    message: ({ step, split, missing }: StepName & { readonly split: string; readonly missing: readonly string[] }) =>
      `Step '${step}' joins the split of '${split}' without ${missing.join(' and ')}.`,
    hint: ({ step }) => `Let every branch of the split lead to '${step}'.`,
  },
  'flow.unclosed-split': {
    message: ({ step }: StepName) => `The split of step '${step}' is never joined.`,
    hint: () => 'Add a step `def join(self, inputs):` that all its branches lead to, before end.',
  },
  'flow.unclosed-foreach': {
    message: ({ step }: StepName) => `The foreach of step '${step}' is never joined.`,
    hint: () => 'Add a step `def join(self, inputs):` after the steps of the foreach, before end.',
  },
  'flow.gang-not-parallel': {
    message: ({ step, from }: StepName & { readonly from: string }) =>
      `Step '${from}' goes to '${step}' with num_parallel=, but '${step}' is not @parallel.`,
    hint: ({ step }) => `Put @parallel above '${step}', or use foreach= for tasks that don't know of each other.`,
  },
  'flow.parallel-without-gang': {
    message: ({ step, from }: StepName & { readonly from: string }) =>
      `Step '${step}' is @parallel, but '${from}' goes to it without num_parallel=.`,
    hint: ({ step }) => `Write self.next(self.${step}, num_parallel=4), or remove @parallel.`,
  },
  'flow.gang-not-joined': {
    message: ({ step }: StepName) => `Step '${step}' is @parallel, but no join follows it.`,
    hint: () => 'Let it go on to a step with a second argument, inputs.',
  },
  'flow.reserved-name': {
    message: ({ what, name }: { readonly what: 'step' | 'parameter' | 'artifact'; readonly name: string }) =>
      `The ${what} '${name}' has a name that flows use for something else.`,
    hint: () => 'Give it another name.',
  },
  'flow.bad-parameter-name': {
    message: ({ name }: { readonly name: string }) => `The parameter '${name}' has a name that can't be an option on the command line.`,
    hint: () => 'Use letters, digits, - and _, with a letter first.',
  },
  'flow.parameter-clash': {
    message: ({ name, other }: { readonly name: string; readonly other: string }) =>
      `The parameter '${name}' has the same name as ${other}.`,
    hint: () => 'Give it another name.',
  },
  'flow.bad-default': {
    message: ({ name, value }: { readonly name: string; readonly value: string; readonly expected: string }) =>
      `The parameter '${name}' has the default ${value}, which isn't of its type.`,
    hint: ({ expected }) => `Write ${expected}.`,
  },
  'flow.incomplete-decorator': {
    message: ({ decorator }: DecoratorAttributes) => `@${decorator} doesn't say enough to mean anything.`,
    hint: ({ decorator, attributes }: DecoratorAttributes) =>
      `Write @${decorator}(${attributes[0]}=...)${attributes.length > 1 ? `, or with ${attributes.slice(1).join('= or ')}=` : ''}.`,
  },
  'flow.contradicting-attributes': {
    message: ({ decorator, attributes }: DecoratorAttributes) => `@${decorator} has ${attributes.join('= and ')}=, but takes one of them.`,
    hint: ({ attributes }: DecoratorAttributes) => `Keep ${attributes.at(-1)}=.`,
  },
  'flow.catch-without-transition': {
    message: ({ step, does }: StepName & { readonly does: string }) =>
      `Step '${step}' is @catch and ${does}, which it can't say when it failed.`,
    hint: ({ step }) => `Move what may fail into a step before '${step}', and put @catch there.`,
  },
  'flow.misplaced-decorator': {
    message: ({ decorator, belongs }: { readonly decorator: string; readonly belongs: 'flow' | 'step' }) =>
      `@${decorator} belongs on a ${belongs}.`,
    hint: ({ belongs }) => (belongs === 'flow' ? 'Put it above the class.' : 'Put it above the steps that need it.'),
  },
  'flow.repeated-decorator': {
    message: ({ decorator }: { readonly decorator: string }) => `@${decorator} is there more than once.`,
    hint: () => 'Keep one of them.',
  },
  'flow.unknown-attribute': {
    message: ({ decorator, attribute }: AttributeName & { readonly nearest: string | undefined; readonly known: readonly string[] }) =>
      `@${decorator} has no attribute '${attribute}'.`,
    hint: ({ nearest, known }: { readonly nearest: string | undefined; readonly known: readonly string[] }) =>
      nearest === undefined ? `It has ${known.join(', ')}.` : `Did you mean ${nearest}=?`,
  },
  'flow.bad-attribute': {
    message: ({ decorator, attribute, value }: AttributeName & { readonly value: string; readonly expected: string }) =>
      `@${decorator}(${attribute}=${value}) is not valid.`,
    hint: ({ attribute, expected }) => `${attribute} takes ${expected}.`,
  },
});

interface DecoratorAttributes {
  readonly decorator: string;
  readonly attributes: readonly string[];
}

interface AttributeName {
  readonly decorator: string;
  readonly attribute: string;
}
