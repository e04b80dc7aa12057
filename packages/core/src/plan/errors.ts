import { defineErrors } from '../errors.ts';

interface StepDetails {
  readonly step: string;
}

const DECORATOR_HINTS: Readonly<Record<string, string>> = {
  retry: 'Write @retry(times=3, minutes_between_retries=2), with numbers that are not negative.',
  timeout: 'Write @timeout(seconds=30, minutes=1, hours=0), with numbers that are not negative.',
  resources: 'Write @resources(cpu=2, memory=8000, gpu=1), with numbers that are not negative; memory and disk are in MB.',
};

/** What keeps a flow from being laid out as a tree. */
export const planErrors = defineErrors({
  'plan.step-missing': {
    message: ({ from, step }: StepDetails & { readonly from: string }) => `${from} goes to the step ${step}, which the flow doesn't have.`,
    hint: ({ step }) => `Add a step named ${step}, or correct the name.`,
  },
  'plan.transition-missing': {
    message: ({ step, reason }: StepDetails & { readonly reason: string }) => `Where the step ${step} goes can't be told: ${reason}.`,
    hint: () => 'End the step with one self.next(...) that names steps as self.NAME.',
  },
  'plan.step-reached-twice': {
    message: ({ step }: StepDetails) => `The step ${step} is reached in more than one way, and isn't a join.`,
    hint: ({ step }) => `Give ${step} a second argument, inputs, if it joins branches; steps can't be repeated.`,
  },
  'plan.step-unreachable': {
    message: ({ step }: StepDetails) => `Nothing leads to the step ${step}.`,
    hint: ({ step }) => `Name self.${step} in the self.next(...) of the step before it, or remove it.`,
  },
  'plan.branch-empty': {
    message: ({ step, join }: StepDetails & { readonly join: string }) =>
      `The step ${step} goes to ${join} as one of its branches, which is a join.`,
    hint: ({ join }) => `Put at least one step into each branch, before ${join}.`,
  },
  'plan.join-without-split': {
    message: ({ step }: StepDetails) => `The step ${step} is a join, but there is no split or foreach for it to close.`,
    hint: ({ step }) => `Remove the second argument of ${step}, or split before it.`,
  },
  'plan.split-without-join': {
    message: ({ step }: StepDetails) => `The branches of the step ${step} reach the end of the flow without being joined.`,
    hint: () => 'Close every split and foreach with a join: a step with a second argument, inputs.',
  },
  'plan.joins-differ': {
    message: ({ step, joins }: StepDetails & { readonly joins: readonly string[] }) =>
      `The branches of the step ${step} are closed by different joins: ${joins.join(', ')}.`,
    hint: () => 'Let all branches of a split go to the same join; close an inner split before an outer one.',
  },
  'plan.endless-loop': {
    message: ({ step }: StepDetails) => `The steps that go back to ${step} never leave it.`,
    hint: () => 'Let a switch in the loop go on to a step outside of it: self.next({...}, condition="NAME").',
  },
  'plan.loop-across-split': {
    message: ({ step }: StepDetails) => `A branch of a split, or a body of a foreach, goes back to ${step}, which is before it.`,
    hint: () => 'Join the branches first, then go back.',
  },
  'plan.too-tangled': {
    message: ({ step }: StepDetails) => `The ways through the flow's switches cross too often to be laid out; ${step} is on many of them.`,
    hint: () => 'Let the cases of a switch meet in one step before the next switch.',
  },
  'plan.decorator-invalid': {
    message: ({ step, decorator, reason }: StepDetails & { readonly decorator: string; readonly reason: string }) =>
      `@${decorator} of the step ${step} can't be understood: ${reason}.`,
    hint: ({ decorator }) => DECORATOR_HINTS[decorator] ?? `Correct the value; what @${decorator} takes is as in Metaflow.`,
  },
});
