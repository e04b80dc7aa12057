import { defineErrors } from '@frazil/core';

interface StepDetails {
  readonly step: string;
}

interface EnvironmentDetails extends StepDetails {
  readonly platform: string;
  /** The platforms that it is frozen for. */
  readonly frozen: readonly string[];
}

/** What can go wrong in a pod beside what the parts say. */
export const workerErrors = defineErrors({
  'worker.usage': {
    message: ({ given }: { readonly given: string }) => `${given} is no command of frazil-worker.`,
    hint: () => 'It has the commands hydrate, task, finish, hooks, client and version.',
  },
  'worker.setting-missing': {
    message: ({ name }: { readonly name: string }) => `The variable ${name} is not set.`,
    hint: () => 'What deploys a flow sets it: deploy the flow again, and leave the variables of its containers as they are.',
  },
  'worker.setting-invalid': {
    message: ({ name, value, wanted }: { readonly name: string; readonly value: string; readonly wanted: string }) =>
      `The variable ${name} is ${JSON.stringify(value)}; it has to be ${wanted}.`,
    hint: () => 'What deploys a flow sets it: deploy the flow again, and leave the variables of its containers as they are.',
  },
  'worker.step-missing': {
    message: ({ step, flow }: StepDetails & { readonly flow: string }) => `The flow ${flow} has no step ${step}.`,
    hint: () => 'The engine runs another version of the flow than its manifest says: deploy the flow again.',
  },
  'worker.no-environment': {
    message: ({ step, platform, frozen }: EnvironmentDetails) =>
      frozen.length === 0
        ? `The step ${step} has no frozen environment: it was deployed to run in the Python of a machine.`
        : `The environment of the step ${step} is not frozen for ${platform}, which this is, but for ${frozen.join(', ')}.`,
    hint: ({ platform, frozen }: EnvironmentDetails) =>
      frozen.length === 0
        ? 'Deploy the flow with --environment=pypi.'
        : `Freeze the flow for ${platform} (--platform ${platform}) and deploy it again, or let its tasks run on machines of another kind.`,
  },
  'worker.platform-unknown': {
    message: ({ platform }: { readonly platform: string }) => `Nothing is frozen for machines such as this one (${platform}).`,
    hint: () => 'Let the tasks run on linux-x86_64 or linux-aarch64.',
  },
  'worker.environment-missing': {
    message: ({ id, store, reason }: { readonly id: string; readonly store: string; readonly reason: string }) =>
      `The frozen environment ${id} in the store ${store} can't be used: ${reason}.`,
    hint: () => 'Freeze the flow again with this store, and deploy it.',
  },
  'worker.layer-damaged': {
    message: ({ reason }: { readonly reason: string }) => `What the store has of the environment is damaged. ${reason}`,
    hint: () => 'Delete that layer from the store and freeze the flow again: it is made anew from the original.',
  },
  'worker.not-hydrated': {
    message: ({ path }: { readonly path: string }) => `${path} is not there: this container has not been given what the step needs.`,
    hint: () => '`frazil-worker hydrate` has to end well before, as init container, with the same volume.',
  },
  'worker.glibc-too-old': {
    message: ({ step, needed, found }: StepDetails & { readonly needed: string; readonly found: string }) =>
      `The Python of the step ${step} needs glibc ${needed} or newer; this image has ${found}.`,
    hint: () => 'Choose a newer image for the step, or freeze the flow with a Python that needs less (python-build-standalone needs 2.17).',
  },
  'worker.bad-run': {
    message: ({ raw }: { readonly raw: string }) =>
      `The execution is called ${JSON.stringify(raw)}, which Step Functions can't find again in the store.`,
    hint: () => 'Name executions with letters, digits, - and _ alone, at most 80 of them.',
  },
});
