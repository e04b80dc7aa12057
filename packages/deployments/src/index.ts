export { readCode } from './code/code-reference.ts';
export { type CodeInput, findCode } from './code/find-code.ts';
export { DEFAULT_SUFFIXES, type PackageInput, packageCode } from './code/package-code.ts';
export { deploymentErrors } from './errors.ts';
export { Manifest } from './manifest/manifest.ts';
export { readManifest, writeManifest } from './manifest/store-manifest.ts';
export { DeploymentRecord, digestOfDeployment } from './record/deployment-record.ts';
export { type DeploymentKey, type ListedDeployment, listDeployments, readDeployment, writeDeployment } from './record/store-deployment.ts';
