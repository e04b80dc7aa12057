import type { OptionEntry } from '../command-entry.ts';

export const NAMESPACE: OptionEntry = {
  flags: '--namespace <name>',
  help: 'the namespace of Kubernetes',
  variable: 'FRAZIL_KUBERNETES_NAMESPACE',
};

/** Options of every engine that makes pods. */
export const PODS: readonly OptionEntry[] = [
  NAMESPACE,
  {
    flags: '--service-account <name>',
    help: 'what tasks run as, when they name none',
    variable: 'FRAZIL_KUBERNETES_SERVICE_ACCOUNT',
  },
  {
    flags: '--secret <name>',
    help: "a Kubernetes secret whose entries are variables of all tasks, such as the store's credentials; again for more",
    isRepeatable: true,
    variable: 'FRAZIL_KUBERNETES_SECRETS',
  },
  {
    flags: '--image-pull-secret <name>',
    help: 'a Kubernetes secret to pull images with; again for more',
    isRepeatable: true,
    variable: 'FRAZIL_KUBERNETES_IMAGE_PULL_SECRETS',
  },
];
