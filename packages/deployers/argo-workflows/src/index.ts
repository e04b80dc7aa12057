export type { Change } from './apply.ts';
export type { Difference } from './compare-objects.ts';
export { type ArgoDeployer, type ArgoDeployerOptions, createArgoDeployer, type DeployedFlow } from './create-argo-deployer.ts';
export { argoDeployerErrors } from './errors.ts';
export type { Run, RunDetails, RunStatus, RunTask } from './run.ts';
