import { secretError } from './secret-error.ts';
import type { SecretsProvider } from './secrets-provider.ts';

/** Secrets of a Kubernetes cluster, which gives them to a pod by itself: what is deployed says so. */
export const kubernetesProvider: SecretsProvider = {
  name: 'kubernetes',
  read: async (source, { variables }) => {
    if (variables.KUBERNETES_SERVICE_HOST !== undefined) return {};
    throw secretError('missing', source, 'this is no pod of a cluster');
  },
};
