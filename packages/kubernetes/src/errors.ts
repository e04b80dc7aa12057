import { defineErrors } from '@frazil/core';

interface ServerDetails {
  readonly server: string;
  readonly reason: string;
}

interface FileDetails {
  readonly file: string;
  readonly reason: string;
}

/** What keeps the command from a Kubernetes cluster. */
export const kubernetesErrors = defineErrors({
  'kubernetes.no-configuration': {
    message: () => 'There is no configuration for a Kubernetes cluster.',
    hint: () => 'Set KUBECONFIG to its file, or put it where kubectl looks for it: .kube/config in your home.',
  },
  'kubernetes.configuration-invalid': {
    message: ({ file, reason }: FileDetails) => `The Kubernetes configuration ${file} can't be used: ${reason}.`,
    hint: () => 'See what kubectl config view says, and name an existing context.',
  },
  'kubernetes.login-failed': {
    message: ({ command, reason }: { readonly command: string; readonly reason: string }) =>
      `The program ${command}, which should log in to the cluster, gave no credentials: ${reason}.`,
    hint: () => 'Run any kubectl command: if it fails as well, log in again with the tool of your cloud.',
  },
  'kubernetes.unreachable': {
    message: ({ server, reason }: ServerDetails) => `The cluster at ${server} can't be reached: ${reason}.`,
    hint: () => 'Check the network or VPN, and whether the context is the right one.',
  },
  'kubernetes.certificate': {
    message: ({ server, reason }: ServerDetails) => `The certificate of the cluster at ${server} can't be trusted: ${reason}.`,
    hint: () => 'Put its certificate-authority into the Kubernetes configuration.',
  },
  'kubernetes.unauthorized': {
    message: ({ server }: { readonly server: string }) => `The cluster at ${server} doesn't know who is asking.`,
    hint: () => 'Log in again: the credentials of the context are missing, wrong or expired.',
  },
  'kubernetes.forbidden': {
    message: ({ reason }: ServerDetails) => `The cluster doesn't allow this: ${reason}.`,
    hint: () =>
      'Ask for a role that allows it: the guides for Argo Workflows and for pods of Kubernetes list the verbs that the commands need.',
  },
  'kubernetes.namespace-missing': {
    message: ({ namespace }: { readonly namespace: string }) => `The cluster has no namespace ${namespace}.`,
    hint: () => 'Name another with FRAZIL_KUBERNETES_NAMESPACE or @kubernetes(namespace=), or have it made.',
  },
  'kubernetes.conflict': {
    message: ({ reason }: ServerDetails) => `Someone else changed the same object at the same time: ${reason}.`,
    hint: () => 'Try again.',
  },
  'kubernetes.refused': {
    message: ({ reason }: ServerDetails) => `The cluster refused it: ${reason}.`,
    hint: () => 'If this says nothing about your flow, the versions of the cluster and of Argo may be too far apart.',
  },
  'kubernetes.failed': {
    message: ({ server, reason }: ServerDetails) => `The cluster at ${server} failed: ${reason}.`,
    hint: () => "Try again; if it goes on, ask the cluster's administrator.",
  },
});
