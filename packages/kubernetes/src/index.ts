export type { ClusterAccess } from './cluster-access.ts';
export { kubernetesErrors } from './errors.ts';
export { type FindClusterInput, findCluster } from './find-cluster.ts';
export { createKubernetesClient, type KubernetesClient } from './kubernetes-client.ts';
export type { ApiRequest } from './send.ts';
