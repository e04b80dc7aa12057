import { defineErrors } from '@frazil/core';

interface StepDetails {
  readonly step: string;
}

interface RunDetails {
  readonly flow: string;
  readonly run: string;
}

interface RunTaskDetails extends StepDetails {
  readonly run: string;
  readonly task: string;
}

interface SecretDetails {
  readonly provider: string;
  readonly id: string;
  readonly reason: string;
}

interface FailedDetails extends StepDetails {
  readonly task: string;
  readonly reason: string;
  /** Whether the task was spun, so that there is no run to resume. */
  readonly isSpun?: boolean | undefined;
}

interface ModuleDetails extends StepDetails {
  readonly reason: string;
  /** The Python of this machine that the step ran in; absent when it ran in a frozen environment. */
  readonly python?: string;
  readonly isSpun?: boolean | undefined;
}

const RESUME = 'Correct the cause, then resume the run with `resume`: what was done is not done again.';

/** What can go wrong while a flow runs, and while its records are read. */
export const runtimeErrors = defineErrors({
  'runtime.task-failed': {
    message: ({ step, task, reason }: FailedDetails) =>
      task === '0' ? `The step ${step} failed: ${reason}` : `The task ${task} of the step ${step} failed: ${reason}`,
    hint: ({ isSpun }) => (isSpun === true ? 'Correct the cause, then spin the step again.' : RESUME),
  },
  'runtime.module-missing': {
    message: ({ step, reason }: ModuleDetails) => `The step ${step} failed: ${reason}`,
    hint: ({ python, isSpun }: ModuleDetails) =>
      `${
        python === undefined
          ? 'Add its package to @pypi(packages={...}) or @conda(packages={...}) of the step, or import it only inside the steps that have it'
          : `Install its package for ${python}, or ask for it with @pypi(packages={...}) or @conda(packages={...})`
      }; then ${isSpun === true ? 'spin the step again' : 'resume the run'}.`,
  },
  'runtime.interrupted': {
    message: ({ run }: { readonly run: string }) => `The run ${run} was interrupted.`,
    hint: () => 'Resume it with `resume`: what was done is not done again.',
  },
  'runtime.protocol-violated': {
    message: ({ step, reason }: StepDetails & { readonly reason: string }) =>
      `The process of the step ${step} does not speak the task protocol: ${reason}.`,
    hint: () => 'Something in the step writes to or closes file descriptor 3, which belongs to Frazil; leave descriptors above 2 alone.',
  },
  'runtime.transition-unexpected': {
    message: ({ step, said, planned }: StepDetails & { readonly said: string; readonly planned: string }) =>
      `The step ${step} went ${said}, but the flow file said ${planned} when the run began.`,
    hint: () => 'Run again without changing the flow file meanwhile.',
  },
  'runtime.store-failed': {
    message: ({ doing, reason }: { readonly doing: string; readonly reason: string }) => `The store failed while ${doing}: ${reason}`,
    hint: () => 'Check that the store can be reached and written to, then resume the run.',
  },
  'runtime.blob-missing': {
    message: ({ key }: { readonly key: string }) => `${key} is not in the store.`,
    hint: () => 'It was deleted, or the store is another one than the run used. Run the step again that made it (`resume STEP`).',
  },
  'runtime.blob-damaged': {
    message: ({ key, found }: { readonly key: string; readonly found: string }) =>
      `${key} in the store is damaged: its content is ${found}.`,
    hint: () => 'Delete it from the store and run the step again that made it (`resume STEP`).',
  },
  'runtime.record-damaged': {
    message: ({ key, reason }: { readonly key: string; readonly reason: string }) => `The record ${key} can't be read: ${reason}.`,
    hint: () => 'It was written by a newer version or is damaged. Update Frazil, or delete the record and run again.',
  },
  'runtime.run-missing': {
    message: ({ flow, run }: RunDetails) => `The flow ${flow} has no run ${run} in this store.`,
    hint: () => 'List the runs to see which there are, and check that the store is the right one.',
  },
  'runtime.origin-changed': {
    message: ({ run, step }: StepDetails & { readonly run: string }) =>
      `The run ${run} can't be resumed: the step ${step} is not where it was in the flow.`,
    hint: () => 'Resume with the steps and their order as they were (what they do may change), or start a new run.',
  },
  'runtime.step-missing': {
    message: ({ flow, step }: StepDetails & { readonly flow: string }) => `The flow ${flow} has no step ${step} to resume from.`,
    hint: () => 'Name a step of the flow.',
  },
  'runtime.spin-of-gang': {
    message: ({ step }: StepDetails) => `The step ${step} can't be spun: its tasks run together, with num_parallel=.`,
    hint: () => 'Spin another step, such as the join behind it, or resume the run from this one: `resume STEP`.',
  },
  'runtime.artifacts-unusable': {
    message: ({ reason }: { readonly reason: string }) => `The module of --artifacts-module can't be used: ${reason}.`,
    hint: () =>
      'Correct it: it is a Python file with a dictionary ARTIFACTS, from names to values, which is read with the packages of the step.',
  },
  'runtime.place-missing': {
    message: ({ flow, step }: StepDetails & { readonly flow: string }) => `The flow ${flow} has no place ${step} in its plan.`,
    hint: () => 'The engine runs another version of the flow than its manifest says: deploy the flow again.',
  },
  'runtime.path-invalid': {
    message: ({ step, path, wanted }: StepDetails & { readonly path: string; readonly wanted: string }) =>
      `${JSON.stringify(path)} is no path of a task of the step ${step}: it has the form ${wanted}.`,
    hint: () => 'The engine passes another path than its template says: deploy the flow again.',
  },
  'runtime.input-missing': {
    message: ({ run, step, task }: RunTaskDetails) =>
      `The task ${task} of the step ${step} in the run ${run}, which comes before, has no record.`,
    hint: () => 'It was deleted, the store is another one, or the engine started this task too early. Start a new run.',
  },
  'runtime.item-missing': {
    message: ({ step, index, count }: StepDetails & { readonly index: number; readonly count: number }) =>
      `The foreach of the step ${step} has ${count} items; there is no item ${index}.`,
    hint: () => 'The step ran again with other items, or the engine passes a wrong path. Start a new run.',
  },
  'runtime.splits-too-many': {
    message: ({ step, count, limit }: StepDetails & { readonly count: number; readonly limit: number }) =>
      `The step ${step} splits into ${count} tasks; --max-num-splits allows ${limit}.`,
    hint: ({ count }: StepDetails & { readonly count: number; readonly limit: number }) =>
      `Make the foreach smaller and run again, or go on with: resume --max-num-splits ${count}`,
  },
  'runtime.gang-alone': {
    message: ({ step, seconds }: StepDetails & { readonly seconds: number }) =>
      `The control task of the gang ${step} didn't say where it is within ${seconds} seconds.`,
    hint: () => 'All tasks of a gang have to run at the same time: give the cluster room for all of them.',
  },
  'runtime.secrets-provider-unknown': {
    message: ({ provider }: { readonly provider: string; readonly known: readonly string[] }) =>
      `@secrets names the provider ${provider}, which there is none of.`,
    hint: ({ known }: { readonly provider: string; readonly known: readonly string[] }) =>
      `Begin each source with one of ${known.join(', ')} and a point, or give its type.`,
  },
  'runtime.secret-missing': {
    message: ({ provider, id, reason }: SecretDetails) => `There is no secret ${id} in ${provider}: ${reason}.`,
    hint: () => 'Make the secret, or correct its name in @secrets(sources=[...]).',
  },
  'runtime.secret-invalid': {
    message: ({ provider, id, reason }: SecretDetails) => `The secret ${id} of ${provider} can't be given to the step: ${reason}.`,
    hint: () => 'Correct the secret, or its source in @secrets; allow_override=True lets it replace variables that are there.',
  },
  'runtime.secret-denied': {
    message: ({ provider, id, reason }: SecretDetails) => `The secret ${id} of ${provider} may not be read: ${reason}.`,
    hint: () => 'Let the role or user that tasks run as read it.',
  },
  'runtime.secret-unreachable': {
    message: ({ provider, id, reason }: SecretDetails) => `The secret ${id} can't be had, for ${provider} can't be reached: ${reason}.`,
    hint: () => 'Check the network and try again.',
  },
});
