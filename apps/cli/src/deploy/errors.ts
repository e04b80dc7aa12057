import { defineErrors } from '@frazil/core';

interface ImageDetails {
  readonly image: string;
  readonly option: string;
}

interface PlatformDetails {
  readonly step: string;
  readonly platforms: readonly string[];
}

/** What keeps a flow from being deployed. */
export const deployErrors = defineErrors({
  'deploy.environment-local': {
    message: () => "A deployed flow can't run in the Python of this machine.",
    hint: () => 'Leave out --environment=local: each step gets a frozen environment, also those without @pypi or @conda.',
  },
  'deploy.not-frozen': {
    message: ({ step, platforms }: PlatformDetails) =>
      `The step ${step} has no frozen environment for Linux${platforms.length === 0 ? '' : `, only for ${platforms.join(', ')}`}.`,
    hint: () => 'Remove disabled=True from its @pypi or @conda, or freeze for the platform of the engine: --platform linux-x86_64',
  },
  'deploy.worker-image-missing': {
    message: () => "Which image holds the worker isn't set.",
    hint: () => 'Name it with --worker-image or FRAZIL_WORKER_IMAGE: REPOSITORY@sha256:DIGEST',
  },
  'deploy.image-unpinned': {
    message: ({ image }: ImageDetails) => `The image ${image} is named without a digest: what it is may change.`,
    hint: ({ option }: ImageDetails) => `Name it as REPOSITORY@sha256:DIGEST with ${option}, or allow it with --allow-image-tags.`,
  },
  'deploy.store-local': {
    message: ({ store }: { readonly store: string }) => `The tasks of an engine can't reach the folder ${store} of this machine.`,
    hint: () => 'Name a store in S3 with --store or FRAZIL_STORE, or say with --shared-store that all machines have the folder there.',
  },
  'deploy.variable-secret': {
    message: ({ name }: { readonly name: string }) => `--env can't set ${name}: what is deployed can be read by many.`,
    hint: () => "Give the tasks' service account or role access to the store, or name a Kubernetes secret with --secret.",
  },
  'deploy.variable-reserved': {
    message: ({ name }: { readonly name: string }) => `--env can't set ${name}: variables that begin with FRAZIL_ are set for the tasks.`,
    hint: () => 'Choose another name.',
  },
  'deploy.no-project': {
    message: ({ option }: { readonly option: string }) => `The flow has no @project for ${option} to choose the branch of.`,
    hint: () => "Write @project(name='...') above the flow's class, or leave the option out.",
  },
  'deploy.output-foreign': {
    message: ({ path }: { readonly path: string }) => `The file ${path} was not made by Frazil for this flow.`,
    hint: () => 'Name another file, or replace it with --authorize.',
  },
  'deploy.option-missing': {
    message: ({ what }: { readonly what: string; readonly option: string }) => `${what} isn't set.`,
    hint: ({ option }: { readonly what: string; readonly option: string }) => `Set it with ${option}`,
  },
});
