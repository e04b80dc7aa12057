export { createKubernetesLauncher, type KubernetesLauncherOptions } from './create-kubernetes-launcher.ts';
export { kubernetesLauncherErrors } from './errors.ts';
