import { defineErrors } from '@frazil/core';

interface ManifestDetails {
  readonly digest: string;
  readonly store: string;
}

/** What can go wrong with code packages, manifests and deployment records. */
export const deploymentErrors = defineErrors({
  'deployments.folder-unreadable': {
    message: ({ path, reason }: { readonly path: string; readonly reason: string }) =>
      `${path} can't be read into the code package (${reason}).`,
    hint: () => 'Let it be read, or leave it out with a line in .frazilignore.',
  },
  'deployments.code-missing': {
    message: ({ digest, store }: ManifestDetails) => `The code package ${digest} is not in the store ${store}.`,
    hint: () => 'It was deleted, or the store is another one than the flow was deployed with. Deploy the flow again.',
  },
  'deployments.manifest-missing': {
    message: ({ digest, store }: ManifestDetails) => `The manifest ${digest} is not in the store ${store}.`,
    hint: () => 'It was deleted, or the store is another one than the flow was deployed with. Deploy the flow again.',
  },
  'deployments.manifest-damaged': {
    message: ({ digest, reason }: ManifestDetails & { readonly reason: string }) => `The manifest ${digest} is damaged: ${reason}.`,
    hint: ({ store }) => `Delete it from the store ${store}, then deploy the flow again.`,
  },
  'deployments.record-damaged': {
    message: ({ key, reason }: { readonly key: string; readonly reason: string }) =>
      `The deployment record ${key} can't be read: ${reason}.`,
    hint: () => 'It was written by a newer version, or is damaged: update Frazil, or delete the record and deploy again.',
  },
});
