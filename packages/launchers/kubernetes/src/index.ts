export { createKubernetesLauncher, type KubernetesLauncherOptions } from './create-kubernetes-launcher.ts';
export { kubernetesLauncherErrors } from './errors.ts';
export { type FinishedPodsInput, removeFinishedPods } from './remove-finished-pods.ts';
